using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Errors;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Makes events in a sandbox, which delivers them to the sinks that subscribe to their type.</summary>
/// <remarks>
/// <para>Sends POST /sandbox/events, for 1,000 events at most, and writes at once what was made. The sandbox delivers in the
/// background, as Twilio does: CloudEvents, in batches where the sink says so, signed with the Auth Token of the sandbox, and
/// again after a failure. Get-TwilioDelivery shows what became of them.</para>
/// <para>A webhook on this machine gets a real request, by the method of its sink. A GET has the same body; Twilio does not
/// document whether its own has one. A webhook on another machine gets nothing, and is listed in NotSent. For a Kinesis stream or
/// a Segment source the sandbox keeps what it would have got.</para>
/// <para>The data of an event is an example of ours for its type, which -Data replaces or completes. An event from
/// Receive-TwilioEvent or ConvertFrom-TwilioEvent can be piped: its type and data are sent again, with a new id.</para>
/// </remarks>
/// <inputs type="System.String">Types of events.</inputs>
/// <inputs type="TwilioEvents.EventType">Types of events, as Get-TwilioEventType writes them.</inputs>
/// <inputs type="TwilioEvents.TwilioEvent">Events, whose type and data are sent again.</inputs>
/// <outputs type="TwilioEvents.SandboxEvent">Each event: its id, its type, and the Sids of the sinks that it goes to.</outputs>
/// <notes>On a connection that is not to a sandbox the error is TwilioNotASandbox, and nothing is sent. A type that no active sink
/// subscribes to is a warning.</notes>
/// <seealso cref="GetTwilioDeliveryCommand"/>
/// <seealso cref="StartTwilioSandboxCommand"/>
/// <seealso cref="ReceiveTwilioEventCommand"/>
/// <seealso href="https://www.twilio.com/docs/events/event-types">Twilio: event types</seealso>
[Cmdlet(VerbsCommunications.Send, "TwilioEvent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    HelpUri = HelpPages.Root + "Send-TwilioEvent.md")]
[OutputType(typeof(SandboxEvent))]
public sealed class SendTwilioEventCommand : TwilioSidCommand
{
    private readonly UnsubscribedTypeWarning unsubscribed = new();

    /// <summary>The types of the events, such as com.twilio.messaging.message.failed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The type of the event, such as com.twilio.messaging.message.failed")]
    [AllowEmptyString]
    [NameTransformation("a type of events", nameof(EventType.Type))]
    [ValidateEventType]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    public string[] Type { get; set; } = Array.Empty<string>();

    /// <summary>What replaces or completes the data of the example: a hashtable or an object with Twilio's names.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretTransformation(typeof(Hashtable))]
    public SecretArgument? Data { get; set; }

    /// <summary>How many events of each type: 1 to 1000000. Default: 1.</summary>
    /// <value>1</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(1, 1000000)]
    public int Count { get; set; } = 1;

    /// <summary>The Sid of the only sink that gets them, of those that subscribe to the type. Default: all of those.</summary>
    /// <value>All that subscribe</value>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SidTransformation(SidKind.Sink)]
    [ValidateSid(SidKind.Sink, nameof(SinkSid))]
    [ValidatePattern(SidRule.SinkPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkSidCompleter))]
    public string? SinkSid { get; set; }

    private protected override void ProcessInput()
    {
        string? sinkSid = this.SinkSid;
        if (!this.IsOnSandbox() || !this.IsOfThisAccount(sinkSid) || !this.ReadData(out IDictionary? data)) return;
        foreach (string type in this.Type)
        {
            string events = this.Count == 1 ? "an event" : FormattableString.Invariant($"{this.Count} events");
            string to = sinkSid is null ? string.Empty : " to " + this.Describe("sink", sinkSid);
            if (!this.MayDo("Send " + events + " of the type " + type + to)) continue;
            TwilioEventsClient client = this.Client;
            int left = this.Count;
            this.SendList(type, NextAsync, sent => this.unsubscribed.Check(this, sent));

            async Task<IReadOnlyList<SandboxEvent>?> NextAsync(CancellationToken stop)
            {
                if (left == 0) return null;
                int count = Math.Min(left, TwilioEventsClient.MaximumEvents);
                IReadOnlyList<SandboxEvent> sent = await client.SendEventsAsync(type, data, count, sinkSid, stop).ConfigureAwait(false);
                left -= count;
                return sent;
            }
        }
    }

    private bool ReadData(out IDictionary? data)
    {
        data = null;
        string problem = "-Data is not a hashtable or an object with Twilio's names, such as @{ errorCode = 30008 }.";
        try
        {
            if (this.Data?.Value is null) return true;
            data = PlainValue.OfEvent(this.Data.Value) as IDictionary;
            if (data is not null) return true;
        }
        catch (ArgumentException e)
        {
            problem = "-Data cannot be sent. " + e.Message;
        }

        this.WriteError(ErrorIds.InputInvalid.Record(new ArgumentException(problem), MaskedInput.Of(this.Input(null))));
        return false;
    }
}
