using TwilioEvents.Json;
using TwilioEvents.Sandbox.Delivery;
using TwilioEvents.Sandbox.Http;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Operations;

/// <summary>https://www.twilio.com/docs/events/event-streams/sink-resource</summary>
internal sealed class SinkOperations
{
    private const int Maximum = 100;

    private readonly SandboxState state;
    private readonly EventSender sender;

    public SinkOperations(SandboxState state, EventSender sender)
    {
        this.state = state;
        this.sender = sender;
    }

    public SandboxAnswer List(SandboxRequest request)
    {
        string? status = request.Query["Status"], inUse = request.Query["InUse"];
        bool used = false;
        if (inUse is not null && !bool.TryParse(inUse, out used))
        {
            throw Refusal.BadRequest(Refusal.InvalidParameter, "InUse '" + PlainText.Show(inUse) + "' is neither true nor false");
        }

        Resources resources = Resources.For(request, this.state);
        return Paging.List(request, resources, this.state.Sinks, "sinks", resources.Sink, Matches, "Status", "InUse");

        bool Matches(StoredSink sink) =>
            (status is null || sink.Status == status) && (inUse is null || this.state.IsInUse(sink.Sid) == used);
    }

    public SandboxAnswer Create(SandboxRequest request)
    {
        string description = request.Form.Description(Blank());
        string type = request.Form.Required("SinkType");
        JsonMap configuration = SinkConfiguration.Parse(type, request.Form.Required("SinkConfiguration"));
        if (this.state.Sinks.Count >= Maximum)
        {
            throw Refusal.BadRequest(Refusal.TooManySinks, "The account has 100 sinks, and cannot have more; delete one first");
        }

        // Since Twilio needs no validation any more, a sink is active from the start.
        var sink = new StoredSink(this.state.NewSid(SidKind.Sink), description, type, "active", configuration, this.state.Now);
        return SandboxAnswer.Created(Resources.For(request, this.state).Sink(this.state.Add(sink)));
    }

    public SandboxAnswer Fetch(SandboxRequest request, string sid) =>
        SandboxAnswer.Ok(Resources.For(request, this.state).Sink(this.Find(request, sid)));

    public SandboxAnswer Update(SandboxRequest request, string sid)
    {
        StoredSink sink = this.Find(request, sid);
        sink.Description = request.Form.Description(Blank());
        sink.DateUpdated = this.state.Now;
        return SandboxAnswer.Ok(Resources.For(request, this.state).Sink(sink));
    }

    public SandboxAnswer Delete(SandboxRequest request, string sid)
    {
        this.Find(request, sid);
        if (this.state.IsInUse(sid))
        {
            throw Refusal.BadRequest(Refusal.SinkInUse, "Sink with SID " + sid + " is in use; delete the subscriptions that use it first");
        }

        this.state.Sinks.Remove(sid);
        return SandboxAnswer.NoContent();
    }

    /// <summary>The test event is delivered in the background, as any other.</summary>
    public SandboxAnswer Test(SandboxRequest request, string sid)
    {
        StoredSink sink = this.Find(request, sid);
        if (this.sender.IsFull) throw Refusal.TooManyDeliveries();
        this.sender.SendTest(sink);
        return SandboxAnswer.Created(new JsonMap { ["result"] = "submitted" });
    }

    /// <summary>Twilio needs no validation any more, and says valid to any id, whether or not the sink was tested.</summary>
    public SandboxAnswer Validate(SandboxRequest request, string sid)
    {
        StoredSink sink = this.Find(request, sid);
        request.Form.Required("TestId");
        if (!sink.IsActive)
        {
            sink.Status = "active";
            sink.DateUpdated = this.state.Now;
        }

        return SandboxAnswer.Created(new JsonMap { ["result"] = "valid" });
    }

    private static Refusal Blank() => Refusal.BadRequest(Refusal.SinkNotCreated, "Description cannot be empty");

    private StoredSink Find(SandboxRequest request, string sid) => this.state.Sinks.Find(sid) ?? throw Refusal.Nothing(request);
}
