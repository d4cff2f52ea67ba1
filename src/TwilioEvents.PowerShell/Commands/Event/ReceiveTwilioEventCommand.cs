using System;
using System.Collections;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Connection;
using TwilioEvents.Errors;
using TwilioEvents.Help;
using TwilioEvents.Validation;
using TwilioEvents.Webhooks;
using TwilioEvents.Webhooks.Receiving;

namespace TwilioEvents.Commands;

/// <summary>Listens for what Twilio sends to a webhook sink, and writes each event when it comes.</summary>
/// <remarks>
/// <para>Listens on 127.0.0.1 and ::1, checks the signature of each request, and writes its events into the pipeline. A
/// tunnel or a proxy with TLS, such as ngrok, cloudflared or dev tunnels, leads Twilio there: its https address is the
/// destination of the sink, and -PublicUri. It runs until Ctrl+C, -MaximumCount or -IdleTimeoutSec ends it.</para>
/// <para>Twilio gets the answer 204 when the next command has taken each event of the request; anything else, also what
/// takes longer than 4 seconds, gets 503, and Twilio sends it again for 4 hours. Twilio's Debugger shows a 503, and that
/// is right: it is how nothing is lost. Within one run no event is written twice; between runs one can come again.</para>
/// <para>This is for development and small jobs. about_TwilioEvents_Receiving says what is kept in memory, and what to use
/// instead.</para>
/// </remarks>
/// <outputs type="TwilioEvents.TwilioEvent">The events.</outputs>
/// <notes>A port that cannot be used (TwilioListenFailed) and a connection with an API key (TwilioAuthTokenNeeded) end the
/// command before it listens. -IdleTimeoutSec before -MaximumCount is one non-terminating error, TwilioReceiveTimeout. A
/// request that is refused is a warning, once for each reason, and then counted.</notes>
/// <seealso cref="TestTwilioSinkCommand"/>
/// <seealso cref="NewTwilioSinkCommand"/>
/// <seealso cref="ConvertFromTwilioEventCommand"/>
/// <seealso cref="TestTwilioSignatureCommand"/>
/// <seealso href="https://www.twilio.com/docs/events/webhook-quickstart">Twilio: webhook sinks</seealso>
[Cmdlet(VerbsCommunications.Receive, "TwilioEvent", HelpUri = HelpPages.Root + "Receive-TwilioEvent.md")]
[OutputType(typeof(TwilioEvent))]
public sealed class ReceiveTwilioEventCommand : TwilioVerifyingCommand
{
    private readonly Stopwatch sinceLast = new();
    private EventReceiver? receiver;
    private ReceiverProgress? progress;
    private bool isDone;

    /// <summary>The port to listen on: 0 to 65535. 0 takes a free one, and the message says which.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The port to listen on, such as 8080; 0 for a free one")]
    [WholeNumberTransformation]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>
    /// The destination of the sink exactly as it was entered at Twilio, which signs this text; without user and password.
    /// Default: what the headers X-Forwarded-Proto and X-Forwarded-Host of a proxy say, with a warning, or else http:// and
    /// the header Host.
    /// </summary>
    [Parameter]
    [PublicUriTransformation]
    public Uri? PublicUri { get; set; }

    /// <summary>
    /// Shared keys that may have signed: a hashtable with the name of each key at Twilio, and the key as a SecureString.
    /// </summary>
    [Parameter]
    [SecretTransformation(typeof(IDictionary))]
    public SecretArgument? SharedKey { get; set; }

    /// <summary>
    /// Takes requests without looking at their signature, for tests with made-up events. What a web page sends (a request
    /// with a header Origin) is refused all the same.
    /// </summary>
    [Parameter]
    public SwitchParameter SkipSignatureCheck { get; set; }

    /// <summary>The user name and the password in the destination, which each request must then have.</summary>
    [Parameter]
    [CredentialOnly]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Those types alone, wildcards allowed, such as com.twilio.messaging.*. Other events are acknowledged, counted and
    /// not written.</summary>
    [Parameter]
    [ValidateEventType(AllowWildcards = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    public string[]? Type { get; set; }

    /// <summary>Ends after exactly so many events: 1 or more.</summary>
    /// <value>None</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(1, int.MaxValue)]
    public int? MaximumCount { get; set; }

    /// <summary>Ends when no event was written for so many seconds: 1 to 86400.</summary>
    /// <value>None</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(1, 86400)]
    public int? IdleTimeoutSec { get; set; }

    /// <summary>The one address to listen on, such as 0.0.0.0 in a container. Default: 127.0.0.1 and ::1.</summary>
    /// <value>127.0.0.1 and ::1</value>
    [Parameter]
    [IPAddressTransformation]
    public IPAddress? ListenAddress { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        EventReceiver receiver = this.Listen();
        try
        {
            bool checks = !this.SkipSignatureCheck, hasUser = this.Credential is not null, isOfSandbox = this.IsTokenOfSandbox;
            foreach (string line in ReceiverText.Beginning(receiver, this.PublicUri, hasUser, checks, isOfSandbox)) this.Say(line);
            this.sinceLast.Start();
            while (!receiver.IsStopped && this.WaitForEvent(receiver)) this.WriteNext(receiver);
            this.SayWhatIsNew();
            if (!receiver.IsStopped && this.MaximumCount is int count)
            {
                this.WriteError(ErrorIds.ReceiveTimeout.Record(new TimeoutException(FormattableString.Invariant(
                    $"No event came within {this.IdleTimeoutSec} s; {receiver.Written} of {count} were written."))));
            }
        }
        finally
        {
            // Whatever ended it: what is not written comes again, and the port is free.
            this.End(receiver);
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        // The next command may be in the midst of an event for as long as it likes: nobody else waits for it.
        _ = this.receiver?.StopAsync();
        base.StopProcessing();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) this.receiver?.Dispose();
        base.Dispose(disposing);
    }

    private protected override void Tick()
    {
        base.Tick();
        this.SayWhatIsNew();
    }

    private EventReceiver Listen()
    {
        var options = new EventReceiverOptions(ConnectionFactory.ToPSObject)
        {
            Port = this.Port,
            ListenAddress = this.ListenAddress,
            PublicUri = this.PublicUri?.OriginalString,
            Validator = this.Validator(),
            UserName = this.Credential?.GetNetworkCredential().UserName,
            Password = this.Credential?.Password,
            IsWanted = Wildcards.Match(this.Type),
            MaximumCount = this.MaximumCount,
        };
        if (this.ListenAddress is not null && !IPAddress.IsLoopback(this.ListenAddress))
            this.WriteWarning(ReceiverWarning.Of(this.ListenAddress));
        try
        {
            return this.receiver = EventReceiver.Start(options);
        }
        catch (SocketException e)
        {
            this.ThrowTerminatingError(ErrorIds.ListenFailed.Record(new InvalidOperationException(
                FormattableString.Invariant($"Cannot listen on port {this.Port}: {e.Message.TrimEnd('.')}."), e), this.Port));
            throw;
        }
    }

    private SignatureValidator? Validator()
    {
        if (!this.SkipSignatureCheck)
        {
            SignatureValidator? validator = this.CreateValidator(this.SharedKey, out ErrorRecord? error);
            if (error is not null) this.ThrowTerminatingError(error);
            return validator;
        }

        if (this.AuthToken is not null || this.SharedKey is not null)
        {
            this.ThrowTerminatingError(ErrorIds.InputInvalid.Record(new ArgumentException(
                "-SkipSignatureCheck checks no signature. Leave it out, or leave out -AuthToken and -SharedKey.")));
        }

        this.WriteWarning(ReceiverWarning.NoCheck);
        return null;
    }

    // False where none came in time.
    private bool WaitForEvent(EventReceiver receiver)
    {
        this.SayWhatIsNew();
        Task change = receiver.WhenChanged();
        if (this.IdleTimeoutSec is not int seconds)
        {
            this.WaitFor(change);
            return true;
        }

        TimeSpan left = TimeSpan.FromTicks(Math.Max(0, (TimeSpan.FromSeconds(seconds) - this.sinceLast.Elapsed).Ticks));
        using var over = new CancellationTokenSource();
        this.WaitFor(Task.WhenAny(change, Task.Delay(left, over.Token)));
        over.Cancel();
        return change.IsCompleted;
    }

    private void WriteNext(EventReceiver receiver)
    {
        if (receiver.TryTake() is not ReceivedEvent received) return;
        this.WriteObject(received.Event);

        // Not before: the next command has taken it.
        receiver.Confirm(received);
        this.sinceLast.Restart();
    }

    private void SayWhatIsNew()
    {
        if (this.receiver is null || this.isDone) return;
        while (this.receiver.TryTakeNotice() is ReceiverNotice notice) this.WriteWarning(ReceiverWarning.Of(notice));
        this.progress ??= new ReceiverProgress(this);
        this.progress.Update(this.receiver);
    }

    private void End(EventReceiver receiver)
    {
        this.isDone = true;
        receiver.StopAsync().Wait();
        this.progress?.Complete();
        foreach (string line in ReceiverText.Account(receiver)) this.Say(line);
    }

    private void Say(string text) => HostMessage.Show(this, text, isEnding: this.isDone);
}
