using System.Linq;
using System.Threading.Tasks;
using TwilioEvents.DesiredState.Comparison;
using TwilioEvents.DesiredState.Document;
using TwilioEvents.Json;

namespace TwilioEvents.DesiredState.Execution;

/// <summary>What is done to a sink.</summary>
internal sealed class SinkWork
{
    private const string Active = "active";

    private readonly SyncCalls calls;
    private readonly SyncOptions options;

    public SinkWork(SyncCalls calls, SyncOptions options)
    {
        this.calls = calls;
        this.options = options;
    }

    /// <summary>The sink that is as it should be: the one that is there, or a new one.</summary>
    /// <returns>Its Sid.</returns>
    /// <exception cref="SyncException">It is not active, or Twilio made something else of it.</exception>
    public async Task<string> EnsureAsync(SinkPlan plan)
    {
        if (plan.Current is Sink current)
        {
            // One that an earlier run created, which was not active yet.
            if (plan.Obsolete.Count > 0) CheckActive(current);
            return current.Sid!;
        }

        ConfiguredSink desired = plan.Desired;
        SinkDefinition definition = SinkDefinition.Other(desired.SinkType, PlainDictionary.Of(desired.ToPlain()));
        string name = desired.Description ?? ReplacementMark.NameOf(plan.Obsolete[0].Description);
        string description = plan.Obsolete.Count == 0 ? name : ReplacementMark.Add(name, plan.Obsolete[0].Sid!);
        Sink created = await this.calls.DoAsync((client, stop) => client.CreateSinkAsync(description, definition,
            stop)).ConfigureAwait(false);
        string sid = created.Sid ?? throw new SyncException("Twilio did not say which sink it created.");
        if (plan.Obsolete.Count == 0) return sid;
        Sink read = await this.calls.DoAsync((client, stop) => client.GetSinkAsync(sid, stop)).ConfigureAwait(false);
        string[] different = SinkDifference.Find(desired, read).Where(difference => difference.UnknownBecause is null)
            .Select(difference => difference.Property).ToArray();
        if (different.Length > 0)
        {
            // Left there, the next run would create another one.
            await this.calls.RemoveAsync((client, stop) => client.DeleteSinkAsync(sid, stop)).ConfigureAwait(false);
            throw new SyncException("Twilio made something else of the new sink: " + string.Join(", ", different)
                + " differ. It was removed again, and the old one is as before.");
        }

        CheckActive(read);
        if (this.options.SendTestEvent)
            await this.calls.DoAsync((client, stop) => client.TestSinkAsync(sid, stop)).ConfigureAwait(false);
        return sid;
    }

    /// <summary>Removes a sink.</summary>
    public Task RemoveAsync(Sink sink) => this.calls.RemoveAsync((client, stop) => client.DeleteSinkAsync(sink.Sid!, stop));

    /// <summary>Gives a sink the description that it should have.</summary>
    public async Task RenameAsync(SinkPlan plan, string sid)
    {
        string? name = plan.Desired.Description ?? (plan.Source is Sink source ? ReplacementMark.NameOf(source.Description) : null);
        bool isNamed = plan.Current is null ? plan.Obsolete.Count == 0 : plan.Current.Description == name;
        if (isNamed || name is null) return;
        await this.calls.DoAsync((client, stop) => client.UpdateSinkAsync(sid, name, stop)).ConfigureAwait(false);
    }

    private static void CheckActive(Sink sink)
    {
        if (sink.Status == Active) return;
        throw new SyncException("The new sink " + sink.Sid + " is " + PlainText.Show(sink.Status, 20)
            + " and not active yet. The old one is as "
            + "before; run it again to go on.");
    }
}
