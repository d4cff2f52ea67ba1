using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.DesiredState;
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
/// <para>With -Path, its sinks and subscriptions are those of a file, as Export-TwilioEventsConfiguration writes it: the sandbox
/// is empty, and what the file says is created in it. References and names are filled as Sync-TwilioEventsConfiguration does.
/// Sids are new ones. What the sandbox refuses, such as a type that takes no new subscriptions, is an error, and no sandbox is
/// started. about_TwilioEvents_Configuration describes the file.</para>
/// <para>The Auth Token is random, so that nobody else on the machine gets in. Each sandbox has a state of its own, in memory.
/// It ends with Stop-TwilioSandbox, and when the runspace closes that started it; its port is free at once.</para>
/// </remarks>
/// <outputs type="TwilioEvents.TwilioSandbox">The sandbox: BaseUri, Credential, AccountSid and Port.</outputs>
/// <notes>A port that is in use, or that the user may not use, is the error TwilioListenFailed. All that is wrong with a file is
/// one error, TwilioEventsConfigurationInvalid.</notes>
/// <seealso cref="StopTwilioSandboxCommand"/>
/// <seealso cref="GetTwilioSandboxCommand"/>
/// <seealso cref="ConnectTwilioEventsCommand"/>
/// <seealso cref="ExportTwilioEventsConfigurationCommand"/>
/// <seealso href="https://www.twilio.com/docs/events">Twilio: Event Streams</seealso>
[Cmdlet(VerbsLifecycle.Start, "TwilioSandbox", DefaultParameterSetName = DefaultSet,
    HelpUri = HelpPages.Root + "Start-TwilioSandbox.md")]
[OutputType(typeof(TwilioSandbox))]
public sealed class StartTwilioSandboxCommand : CancellableCommand
{
    private const string DefaultSet = "Default";
    private const string PathSet = "Path";

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

    /// <summary>The file with the sinks and subscriptions: .psd1 or .json. Wildcards are not supported.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet, HelpMessage = "The file, such as account.psd1")]
    [TextTransformation]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>What stands for each {Name} in the file: a hashtable. A secret is a SecureString. {AccountSid} is that of the
    /// sandbox.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [SecretTransformation(typeof(System.Collections.Hashtable))]
    public SecretArgument? Parameter { get; set; }

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
        EventsConfiguration? content = this.Path is null ? null : this.ReadFile();
        var handler = new SandboxHandler(this.AccountSid, isEmpty: content is not null);
        TwilioSandbox? sandbox = null;
        try
        {
            if (content is not null) this.Fill(handler, content);
            sandbox = this.Serve(handler);
        }
        finally
        {
            if (sandbox is null) handler.Dispose();
        }

        RunspaceSandboxes.Here.Add(sandbox);
        this.WriteObject(sandbox);
    }

    private EventsConfiguration ReadFile()
    {
        try
        {
            return new ConfigurationSource(this, this.Path, inputObject: null, this.Parameter)
                .Read(Array.Empty<KeyValuePair<string, object?>>(), this.AccountSid, connectionName: null);
        }
        catch (Exception e) when (ConfigurationSource.IsProblem(e))
        {
            this.ThrowTerminatingError(ConfigurationSource.KindOf(e).Record(e, this.Path));
            throw;
        }
    }

    private void Fill(SandboxHandler handler, EventsConfiguration content)
    {
        try
        {
            this.Await(SandboxContent.FillAsync(handler, content, this.StopToken));
        }
        catch (EventsConfigurationException e)
        {
            this.ThrowTerminatingError(ErrorIds.EventsConfigurationInvalid.Record(e, this.Path));
        }
        catch (SyncException e)
        {
            this.ThrowTerminatingError(ErrorIds.ChangeFailed.Record(e, this.Path));
        }
        catch (TwilioEventsException e)
        {
            this.ThrowTerminatingError(ErrorRecords.Create(e, this.Path));
        }
    }

    private TwilioSandbox Serve(SandboxHandler handler)
    {
        try
        {
            return new TwilioSandbox(SandboxServer.Start(handler, this.Port));
        }
        catch (SocketException e)
        {
            this.ThrowTerminatingError(ErrorIds.ListenFailed.Record(new InvalidOperationException(
                FormattableString.Invariant($"Cannot listen on port {this.Port}: {e.Message.TrimEnd('.')}."), e), this.Port));
            throw;
        }
    }
}
