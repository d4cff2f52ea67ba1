using System;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox;

/// <summary>https://www.twilio.com/docs/events/event-streams/sink-resource</summary>
internal sealed class SinkOperations
{
    private const int Maximum = 100;

    private readonly SandboxState state;

    public SinkOperations(SandboxState state) => this.state = state;

    public SandboxAnswer List(SandboxRequest request)
    {
        string? status = request.Query["Status"], inUse = request.Query["InUse"];
        bool used = false;
        if (inUse is not null && !bool.TryParse(inUse, out used)) throw Refusal.BadRequest(Refusal.InvalidParameter, "InUse '" + PlainText.Show(inUse) + "' is neither true nor false");
        return Paging.List(
            request,
            this.state.Sinks,
            "sinks",
            row => (status is null || row.Value.Text("status") == status) && (inUse is null || this.state.IsInUse(row.Key) == used),
            "Status",
            "InUse");
    }

    public SandboxAnswer Create(SandboxRequest request)
    {
        string description = request.Form.Required("Description");
        string type = request.Form.Required("SinkType");
        JsonMap configuration = SinkConfiguration.Parse(type, request.Form.Required("SinkConfiguration"));
        if (this.state.Sinks.Count >= Maximum) throw Refusal.BadRequest(Refusal.TooManySinks, "The account has 100 sinks, and cannot have more; delete one first");
        return SandboxAnswer.Created(this.state.AddSink(this.state.NewSid("DG"), description, type, "active", configuration, this.state.Now));
    }

    public SandboxAnswer Fetch(SandboxRequest request, string sid) => SandboxAnswer.Ok(this.Find(request, sid));

    public SandboxAnswer Update(SandboxRequest request, string sid)
    {
        JsonMap sink = this.Find(request, sid);
        sink["description"] = request.Form.Required("Description");
        sink["date_updated"] = Resources.Timestamp(this.state.Now);
        return SandboxAnswer.Ok(sink);
    }

    public SandboxAnswer Delete(SandboxRequest request, string sid)
    {
        this.Find(request, sid);
        if (this.state.IsInUse(sid)) throw Refusal.BadRequest(Refusal.SinkInUse, "Sink with SID " + sid + " is in use; delete the subscriptions that use it first");
        this.state.RemoveSink(sid);
        return SandboxAnswer.NoContent();
    }

    public SandboxAnswer Test(SandboxRequest request, string sid)
    {
        this.Find(request, sid);
        this.state.MarkTested(sid);
        return SandboxAnswer.Created(Resources.Result("submitted"));
    }

    /// <summary>Nothing is delivered, so nobody can know the id of a test event: any will do once one was sent.</summary>
    public SandboxAnswer Validate(SandboxRequest request, string sid)
    {
        JsonMap sink = this.Find(request, sid);
        request.Form.Required("TestId");
        if (!this.state.IsTested(sid)) throw Refusal.BadRequest(Refusal.TestEventNotFound, "Test event cannot be found: test sink " + sid + " first; the sandbox then takes any TestId");
        if (sink.Text("status") != "active")
        {
            sink["status"] = "active";
            sink["date_updated"] = Resources.Timestamp(this.state.Now);
        }

        return SandboxAnswer.Created(Resources.Result("valid"));
    }

    private JsonMap Find(SandboxRequest request, string sid) => this.state.Sinks.Find(sid) ?? throw Refusal.Nothing(request);
}
