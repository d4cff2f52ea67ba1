using System;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Gets sinks: by Sid, by filters, or all.</summary>
/// <remarks>
/// <para>Sends GET /v1/Sinks/{Sid} for each Sid, or GET /v1/Sinks, and reads the list page by page: Select-Object -First
/// 2 causes no more requests than it needs.</para>
/// <para>Twilio filters by -InUse, and by -Status if it is one status. The module filters by -SinkType, -Description and
/// several statuses.</para>
/// <para>Secrets in the configuration of a sink are masked in its property SinkConfiguration. Its method
/// GetSinkConfiguration() returns the real values.</para>
/// </remarks>
/// <inputs type="System.String">Sids of sinks.</inputs>
/// <inputs type="TwilioEvents.Subscription">Subscriptions. The cmdlet gets the sink of each.</inputs>
/// <outputs type="TwilioEvents.Sink">The sinks.</outputs>
/// <notes>A Sid that Twilio does not know is one non-terminating error, TwilioNotFound. The others are written.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/sink-resource">Twilio: Sink resource</seealso>
[Cmdlet(VerbsCommon.Get, "TwilioSink", DefaultParameterSetName = SidSet, HelpUri = HelpPages.Root + "Get-TwilioSink.md")]
[OutputType(typeof(Sink))]
public sealed class GetTwilioSinkCommand : TwilioSidCommand
{
    // The default, so that the Sid of a row is bound before its account, which is in every set.
    private const string SidSet = "Sid";
    private const string ListSet = "List";

    /// <summary>The Sids of sinks: DG and 32 hexadecimal digits each. White space around them is removed. Default: all
    /// sinks.</summary>
    [Parameter(Position = 0, ParameterSetName = SidSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SidTransformation(SidKind.Sink, typeof(Subscription), nameof(Subscription.SinkSid), Several = true)]
    [ValidateSid(SidKind.Sink)]
    [ValidatePattern(SidRule.SinkPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkSidCompleter))]
    public string[]? Sid { get; set; }

    /// <summary>Only sinks with one of these statuses: initialized, validating, active or failed. Any other value is used
    /// as it is, with a warning.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [TextTransformation(Several = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SinkStatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>Only sinks of one of these types: webhook, kinesis, segment or email. Any other value is used as it is,
    /// with a warning.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [TextTransformation(Several = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SinkTypeCompleter))]
    public string[]? SinkType { get; set; }

    /// <summary>True: only sinks that have a subscription. False: only sinks that have none.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [BooleanTransformation]
    [ArgumentCompleter(typeof(BooleanCompleter))]
    public bool? InUse { get; set; }

    /// <summary>Only sinks with one of these descriptions. Wildcards are allowed. Case is ignored.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [TextTransformation(Several = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SinkDescriptionCompleter))]
    public string[]? Description { get; set; }

    /// <summary>The number of sinks in one page of the list: 1 to 1000. Default: 50, which is Twilio's.</summary>
    /// <value>50</value>
    [Parameter(ParameterSetName = ListSet)]
    [WholeNumberTransformation]
    [ValidateRange(1, 1000)]
    public int? PageSize { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        UnknownValueWarning.Check(this, KnownValues.SinkStatus, nameof(this.Status), this.Status);
        UnknownValueWarning.Check(this, KnownValues.SinkType, nameof(this.SinkType), this.SinkType);
    }

    private protected override void ProcessInput()
    {
        if (this.Sid is null)
        {
            if (this.IsOfThisAccount(null)) this.SendList();
            return;
        }

        this.ExpectInTotal(this.Sid.Length);
        foreach (string sid in this.Sid)
        {
            if (!this.IsOfThisAccount(sid)) continue;
            this.Send(sid, sid, (client, stop) => client.GetSinkAsync(sid, stop));
        }
    }

    private void SendList()
    {
        // Twilio filters by one status. Several are applied to the whole list.
        string? status = this.Status is { Length: 1 } one ? one[0].Trim().ToLowerInvariant() : null;
        string[]? statuses = status is null ? this.Status : null;
        Func<string, bool> isDescribed = Wildcards.Match(this.Description);
        this.SendList(
            null,
            client => client.ListSinks(status, this.InUse, this.PageSize),
            sink => KnownValues.IsWanted(sink.Status, statuses) && KnownValues.IsWanted(sink.SinkType, this.SinkType)
                && isDescribed(sink.Description ?? string.Empty));
    }
}
