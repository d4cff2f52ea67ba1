using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace TwilioEvents.EmbeddedHost;

/// <summary>
/// What a user sees who types the lines of an example: a console of 80 columns, the module, a folder with the
/// sample files, and stand-ins for the cmdlets that ship with pwsh and not with the engine's package.
/// </summary>
public sealed class SampleSession : IDisposable
{
    // Where PowerShell breaks a line, and how it writes a date, depends on the language.
    private static readonly CultureInfo Language = CultureInfo.GetCultureInfo("en-US");

    private readonly Engine engine;

    /// <summary>Opens the session, with the module imported and nobody connected.</summary>
    /// <param name="colours">Whether the console understands colours.</param>
    public SampleSession(bool colours = false)
    {
        this.engine = new Engine(new RecordingHost(80, colours));
        this.Folder = Directory.CreateTempSubdirectory("TwilioEvents").FullName;
        string quickstart = Path.Combine(Engine.RepositoryRoot, "samples", "Quickstart");
        foreach (string file in Directory.GetFiles(Path.Combine(quickstart, "Files"))) File.Copy(file, Path.Combine(this.Folder, Path.GetFileName(file)));
        this.Run(File.ReadAllText(Path.Combine(quickstart, "StandIns.ps1")));
        this.Run("Import-Module '" + Engine.StagedManifest + "'");
        if (this.Errors.Count > 0) throw new InvalidOperationException(this.Errors[0].ToString());
    }

    /// <summary>The folder that the session stands in, gone when the session ends.</summary>
    public string Folder { get; }

    /// <summary>The errors that came so far: $Error.</summary>
    public IReadOnlyList<object> Errors => [.. ((ArrayList)this.engine.Runspace.SessionStateProxy.GetVariable("Error")).Cast<object>()];

    /// <summary>Runs a script as if it were typed, each statement by itself.</summary>
    /// <param name="script">The script.</param>
    /// <returns>What the console shows, without the empty lines at both ends and without more than one between.</returns>
    public string Run(string script)
    {
        ScriptBlockAst parsed = Parser.ParseInput(script, out _, out ParseError[] wrong);
        if (wrong.Length > 0) throw new ParseException(wrong);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Language;
            foreach (StatementAst statement in parsed.EndBlock?.Statements ?? Enumerable.Empty<StatementAst>()) this.Type(statement.Extent.Text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        return Tidy(this.engine.Host.Take());
    }

    /// <summary>A text without the white space at the ends of its lines, without empty lines at both ends and without more than one between.</summary>
    /// <param name="text">What a console showed.</param>
    public static string Tidy(string text)
    {
        var lines = new List<string>();

        // Some systems write a narrow space, which looks like any other, before AM and PM.
        foreach (string line in text.Replace("\r", string.Empty, StringComparison.Ordinal).Replace('\u202F', ' ').Split('\n').Select(line => line.TrimEnd()))
        {
            if (line.Length > 0 || (lines.Count > 0 && lines[^1].Length > 0)) lines.Add(line);
        }

        return string.Join('\n', lines).TrimEnd('\n');
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        this.engine.Dispose();
        Directory.Delete(this.Folder, recursive: true);
    }

    private void Type(string statement)
    {
        // The manifest that the quick start and the README import is the one in the root.
        bool fromRoot = statement.StartsWith("Import-Module ./", StringComparison.Ordinal);
        this.engine.Runspace.SessionStateProxy.Path.SetLocation(fromRoot ? Engine.RepositoryRoot : this.Folder);
        using PowerShell shell = PowerShell.Create(this.engine.Runspace);

        // As pwsh's own console does it: errors go down the pipe with the output and are formatted there.
        shell.AddScript(statement);
        shell.Commands.Commands[^1].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        try
        {
            shell.Invoke();
        }
        catch (RuntimeException e)
        {
            this.engine.Run("$args[0] | Out-Default", e.ErrorRecord);
        }
    }
}
