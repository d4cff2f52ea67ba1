using System;
using System.Management.Automation;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Errors;
using TwilioEvents.Help;
using TwilioEvents.Sandbox;
using TwilioEvents.Sandboxes;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Serves a sandbox on this machine: the Events API, without an account, for any client in any process.</summary>
/// <remarks>
/// <para>A served sandbox is the sandbox of Connect-TwilioEvents -Sandbox behind an address: http, on 127.0.0.1 and ::1 alone.
/// It begins with the same few sinks and subscriptions, and answers and refuses as Twilio does. Connect to it with its BaseUri
/// and its Credential, from this process or another, or give both to an SDK of Twilio, to curl or to a test.</para>
/// <para>The Auth Token is random, so that nobody else on the machine gets in. Each sandbox has a state of its own, in memory.
/// It ends with Stop-TwilioSandbox, and when the runspace closes that started it; its port is free at once.</para>
/// </remarks>
/// <outputs type="TwilioEvents.TwilioSandbox">The sandbox: BaseUri, Credential, AccountSid and Port.</outputs>
/// <notes>A port that is in use, or that the user may not use, is the error TwilioListenFailed.</notes>
/// <seealso cref="StopTwilioSandboxCommand"/>
/// <seealso cref="GetTwilioSandboxCommand"/>
/// <seealso cref="ConnectTwilioEventsCommand"/>
/// <seealso href="https://www.twilio.com/docs/events">Twilio: Event Streams</seealso>
[Cmdlet(VerbsLifecycle.Start, "TwilioSandbox", HelpUri = HelpPages.Root + "Start-TwilioSandbox.md")]
[OutputType(typeof(TwilioSandbox))]
public sealed class StartTwilioSandboxCommand : PSCmdlet
{
    /// <summary>The port to serve on: 0 to 65535. 0 takes a free one. Default: 0.</summary>
    /// <value>0</value>
    [Parameter(Position = 0)]
    [WholeNumberTransformation]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The Account SID of the sandbox: AC and 32 hexadecimal digits. It is the user name of its credential, and the
    /// account of its resources. Default: AC and 32 zeros.</summary>
    /// <value>AC00000000000000000000000000000000</value>
    [Parameter]
    [AllowEmptyString]
    [SidTransformation(SidKind.Account)]
    [ValidateSid(SidKind.Account, nameof(AccountSid))]
    [ValidatePattern(SidRule.AccountPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string AccountSid { get; set; } = SandboxHandler.DefaultAccountSid;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        LoadedVersion.Check(this);

        // An error record shows what its command was given.
        MaskedInput.Mask(this.MyInvocation.BoundParameters);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            var sandbox = new TwilioSandbox(SandboxServer.Start(new SandboxHandler(this.AccountSid), this.Port));
            RunspaceSandboxes.Here.Add(sandbox);
            this.WriteObject(sandbox);
        }
        catch (SocketException e)
        {
            this.ThrowTerminatingError(ErrorIds.ListenFailed.Record(new InvalidOperationException(
                FormattableString.Invariant($"Cannot listen on port {this.Port}: {e.Message.TrimEnd('.')}."), e), this.Port));
        }
    }
}
