using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Gets subscriptions: by Sid, by filters, or all.</summary>
/// <remarks>
/// <para>Sends GET /v1/Subscriptions/{Sid} for each Sid, or GET /v1/Subscriptions, and reads the list page by
/// page.</para>
/// <para>Twilio filters by -SinkSid. The module filters by -Description and -Type.</para>
/// <para>-Type and -IncludeType get the subscribed events of each subscription, for eight subscriptions at a time unless
/// -ThrottleLimit is given. -IncludeSink lists the sinks once for each connection. Reading a property of the output sends
/// nothing.</para>
/// </remarks>
/// <inputs type="System.String">Sids of subscriptions.</inputs>
/// <inputs type="TwilioEvents.Sink">Sinks. The cmdlet gets the subscriptions of each.</inputs>
/// <outputs type="TwilioEvents.Subscription">The subscriptions.</outputs>
/// <notes>A Sid that Twilio does not know is one non-terminating error, TwilioNotFound. The others are written.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/subscription">Twilio: Subscription resource</seealso>
[Cmdlet(VerbsCommon.Get, "TwilioSubscription", DefaultParameterSetName = SidSet, HelpUri = HelpPages.Root + "Get-TwilioSubscription.md")]
[OutputType(typeof(Subscription))]
public sealed class GetTwilioSubscriptionCommand : TwilioSidCommand
{
    // The default, so that text from the pipeline is the Sid of a subscription before it can be that of a sink.
    private const string SidSet = "Sid";
    private const string ListSet = "List";

    // What -Type and -IncludeType ask for is one call for each subscription.
    private const int CallsAtATime = 8;

    private readonly Dictionary<TwilioEventsConnection, IReadOnlyDictionary<string, Sink>> sinksOf = new();

    /// <summary>The Sids of subscriptions: DF and 32 hexadecimal digits each. White space around them is removed.
    /// Default: all subscriptions.</summary>
    [Parameter(Position = 0, ParameterSetName = SidSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SidTransformation(SidKind.Subscription, typeof(SubscribedEvent), nameof(SubscribedEvent.SubscriptionSid), Several = true)]
    [ValidateSid(SidKind.Subscription)]
    [ValidatePattern(SidRule.SubscriptionPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SubscriptionSidCompleter))]
    public string[]? Sid { get; set; }

    /// <summary>The Sid of a sink: DG and 32 hexadecimal digits. Only its subscriptions are written.</summary>
    [Parameter(ParameterSetName = ListSet, ValueFromPipeline = true)]
    [AllowEmptyString]
    [SidTransformation(typeof(Sink), nameof(Sink.Sid))]
    [ValidateSid(SidKind.Sink, nameof(SinkSid))]
    [ValidatePattern(SidRule.SinkPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkSidCompleter))]
    public string? SinkSid { get; set; }

    /// <summary>Only subscriptions with one of these descriptions. Wildcards are allowed. Case is ignored.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [TextTransformation(Several = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SubscriptionDescriptionCompleter))]
    public string[]? Description { get; set; }

    /// <summary>Only subscriptions to one of these types, such as com.twilio.messaging.*. Wildcards are allowed. The
    /// cmdlet gets the subscribed events of each subscription.</summary>
    [Parameter]
    [AllowEmptyString]
    [NameTransformation("a type of events", nameof(EventType.Type))]
    [ValidateEventType(AllowWildcards = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    public string[]? Type { get; set; }

    /// <summary>Gets the subscribed events of each subscription, and fills its property Types.</summary>
    [Parameter]
    public SwitchParameter IncludeType { get; set; }

    /// <summary>Lists the sinks once, and fills the property Sink of each subscription. The table then shows the
    /// description of the sink.</summary>
    [Parameter]
    public SwitchParameter IncludeSink { get; set; }

    /// <summary>The number of subscriptions in one page of the list: 1 to 1000. Default: 50, which is Twilio's.</summary>
    /// <value>50</value>
    [Parameter(ParameterSetName = ListSet)]
    [WholeNumberTransformation]
    [ValidateRange(1, 1000)]
    public int? PageSize { get; set; }

    private bool AsksForTypes => this.Type is not null || this.IncludeType;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        bool isThrottleGiven = this.MyInvocation.BoundParameters.ContainsKey(nameof(this.ThrottleLimit));
        if (this.AsksForTypes && !isThrottleGiven) this.ThrottleLimit = CallsAtATime;
    }

    // A sink is bound to -SinkSid as a whole only where nothing of the set of -Sid takes it as a whole.
    private protected override PipedAccount? CreatePiped() => new();

    private protected override object? Input(object? taken) => taken ?? this.SinkSid ?? (object?)this.Sid;

    private protected override void ProcessInput()
    {
        if (!this.IsOfThisAccount(this.SinkSid ?? this.Sid?.FirstOrDefault())
            || !this.TryGetSinks(out IReadOnlyDictionary<string, Sink>? sinks)) return;
        if (this.Sid is null)
        {
            this.SendList(sinks);
            return;
        }

        this.ExpectInTotal(this.Sid.Length);
        foreach (string sid in this.Sid)
        {
            this.Send(sid, sid,
                async (client, stop) =>
                    await this.CompleteAsync(client, await client.GetSubscriptionAsync(sid, stop).ConfigureAwait(false), sinks, stop)
                        .ConfigureAwait(false));
        }
    }

    private void SendList(IReadOnlyDictionary<string, Sink>? sinks)
    {
        string? sinkSid = this.SinkSid;
        int? pageSize = this.PageSize;
        Func<string, bool> isDescribed = Wildcards.Match(this.Description);
        if (!this.AsksForTypes && !this.IncludeSink)
        {
            this.SendList(sinkSid, client => client.ListSubscriptions(sinkSid, pageSize),
                subscription => isDescribed(subscription.Description ?? string.Empty));
            return;
        }

        // Each becomes a call, several at a time.
        Pages<Subscription> pages = this.Client.ListSubscriptions(sinkSid, pageSize);
        while (this.TryAwait<IReadOnlyList<Subscription>?>(pages.NextAsync(this.StopToken), sinkSid, out IReadOnlyList<Subscription>? page)
            && page is not null)
        {
            foreach (Subscription subscription in page.Where(one => isDescribed(one.Description ?? string.Empty)))
            {
                string sid = subscription.Sid ?? string.Empty;
                this.Send(sid, sid, (client, stop) => this.CompleteAsync(client, subscription, sinks, stop));
            }
        }
    }

    /// <summary>The subscription with what was asked for; null where it has none of the types that are wanted.</summary>
    private async Task<object?> CompleteAsync(
        TwilioEventsClient client, Subscription subscription, IReadOnlyDictionary<string, Sink>? sinks, CancellationToken stop)
    {
        if (this.AsksForTypes && !await this.HasWantedTypeAsync(client, subscription, stop).ConfigureAwait(false)) return null;
        if (sinks is null) return subscription;
        if (subscription.SinkSid is string sinkSid && sinks.TryGetValue(sinkSid, out Sink? sink)) subscription.Sink = sink;
        var shown = new PSObject(subscription);
        shown.TypeNames.Insert(0, typeof(Subscription).FullName + "#IncludeSink");
        return shown;
    }

    private async Task<bool> HasWantedTypeAsync(TwilioEventsClient client, Subscription subscription, CancellationToken stop)
    {
        Func<string, bool> isWanted = Wildcards.Match(this.Type);
        Pages<SubscribedEvent> pages = client.ListSubscribedEvents(subscription.Sid ?? string.Empty);
        var all = new List<SubscribedEvent>();
        while (await pages.NextAsync(stop).ConfigureAwait(false) is IReadOnlyList<SubscribedEvent> page)
        {
            all.AddRange(page);
            if (!this.IncludeType && page.Any(subscribed => isWanted(subscribed.Type ?? string.Empty))) return true;
        }

        if (!all.Exists(subscribed => isWanted(subscribed.Type ?? string.Empty)) && this.Type is not null) return false;
        subscription.Types = all;
        return true;
    }

    /// <summary>
    /// The sinks of the account, listed once for each connection; null where they are not asked for. Where that fails,
    /// one error says so.
    /// </summary>
    private bool TryGetSinks(out IReadOnlyDictionary<string, Sink>? sinks)
    {
        sinks = null;
        if (!this.IncludeSink) return true;
        TwilioEventsConnection connection = this.Connected;
        if (this.sinksOf.TryGetValue(connection, out sinks)) return true;
        if (!this.TryAwait(ListSinksAsync(this.Client, this.StopToken), null, out sinks)) return false;
        this.sinksOf.Add(connection, sinks!);
        return true;
    }

    /// <summary>Waits for what comes before calls. Where it fails, that is reported as if it were one.</summary>
    private bool TryAwait<T>(Task<T> task, object? target, out T? result)
    {
        result = default;
        try
        {
            result = this.Await(task);
            return true;
        }
        catch (TwilioEventsException error)
        {
            this.SendNew(string.Empty, target, (_, _) => Task.FromException<object?>(error));
            return false;
        }
    }

    private static async Task<IReadOnlyDictionary<string, Sink>> ListSinksAsync(TwilioEventsClient client, CancellationToken stop)
    {
        var sinks = new Dictionary<string, Sink>(StringComparer.Ordinal);
        Pages<Sink> pages = client.ListSinks();
        while (await pages.NextAsync(stop).ConfigureAwait(false) is IReadOnlyList<Sink> page)
        {
            foreach (Sink sink in page)
            {
                if (sink.Sid is string sid) sinks[sid] = sink;
            }
        }

        return sinks;
    }
}
