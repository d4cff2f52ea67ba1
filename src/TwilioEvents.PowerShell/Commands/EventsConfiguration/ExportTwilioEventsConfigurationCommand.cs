using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using TwilioEvents.Binding;
using TwilioEvents.Connection;
using TwilioEvents.DesiredState;
using TwilioEvents.Errors;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Writes the sinks and subscriptions of an account into a file, or as an object.</summary>
/// <remarks>
/// <para>The file is a PowerShell data file (.psd1) or JSON, by its ending. about_TwilioEvents_Configuration describes it
/// field by field. The order is stable, so two files differ only where the accounts do. With a folder as -Path, each account
/// gets a file there, named after its connection.</para>
/// <para>No secret is written into a file: a reference such as env:TWILIO_ORDERS_WRITE_KEY stands for each, and a warning
/// lists them. Without -Path, the object shows secrets masked; the method GetSinkConfiguration() of its sinks returns the
/// real values.</para>
/// <para>It takes connections, or rows with a column Connection, from the pipeline. An account that fails is one error, and
/// the others are written. -ThrottleLimit counts the calls of all accounts together; default: 8.</para>
/// </remarks>
/// <inputs type="TwilioEvents.TwilioEventsConnection">Connections.</inputs>
/// <inputs type="System.Management.Automation.PSObject">Rows with a column Connection.</inputs>
/// <outputs type="TwilioEvents.EventsConfiguration">Without -Path: the configuration of each account.</outputs>
/// <notes>An account that cannot be read as a whole is an error, and nothing is written for it.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams">Twilio: Event Streams</seealso>
[Cmdlet(VerbsData.Export, "TwilioEventsConfiguration", SupportsShouldProcess = true,
    HelpUri = HelpPages.Root + "Export-TwilioEventsConfiguration.md")]
[OutputType(typeof(EventsConfiguration))]
public sealed class ExportTwilioEventsConfigurationCommand : TwilioConfigurationCommand
{
    private readonly HashSet<string> written = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The file, .psd1 or .json, or a folder for several accounts: one that exists, or a path that ends with a slash.
    /// Default: the configuration is written as an object.</summary>
    [Parameter(Position = 0)]
    [TextTransformation]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Overwrites a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool ChangesSomething => false;

    private protected override void ProcessInput()
    {
        string? file = null;
        try
        {
            if (this.Path is not null) file = this.ChooseFile(this.Path);
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            this.WriteFailure(e);
            return;
        }

        if (file is not null && !this.MayDo("Write the configuration", " to " + PlainText.Show(file, 200))) return;
        this.SendAccount((_, account) => Task.FromResult(new Exported(file,
            AccountExport.ToConfiguration(account, ConnectionFactory.ToPSObject))));
    }

    private protected override void WriteResult(object result)
    {
        var exported = (Exported)result;
        if (exported.File is not string file)
        {
            this.WriteObject(exported.Configuration);
            return;
        }

        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            var text = new ConfigurationWriter(exported.Configuration);
            ConfigurationFile.Write(file, text);
            SecretReferenceWarning.Write(this, file, text.References);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            this.WriteFailure(e);
        }
    }

    private string ChooseFile(string path)
    {
        string resolved = ConfigurationFile.Resolve(this.SessionState, path, canBeFolder: true);
        if (ConfigurationFile.IsFolder(path, resolved))
        {
            string name = this.Connected.Name ?? this.Connected.AccountSid ?? this.Connected.UserName;
            char[] invalid = System.IO.Path.GetInvalidFileNameChars();
            resolved = System.IO.Path.Combine(resolved, string.Concat(name
                .Select(c => invalid.Contains(c) || c is '/' or '\\' or ':' ? '_' : c))
                + ConfigurationFile.DataFileExtension);
        }

        if (!this.written.Add(resolved))
            throw new IOException("'" + resolved
                + "' was written for another account. Give a folder as -Path, and each connection its name.");
        if (File.Exists(resolved) && !this.Force)
            throw new IOException("'" + resolved + "' exists already. Use -Force to overwrite it.");
        return resolved;
    }

    private sealed class Exported
    {
        public Exported(string? file, EventsConfiguration configuration)
        {
            this.File = file;
            this.Configuration = configuration;
        }

        public string? File { get; }

        public EventsConfiguration Configuration { get; }
    }
}
