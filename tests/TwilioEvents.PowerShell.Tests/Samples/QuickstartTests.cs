using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using TwilioEvents.RealShell;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>The quick start, as somebody runs it whose output goes to a file.</summary>
public sealed class QuickstartTests : IDisposable
{
    private static readonly string Quickstart = Path.Combine(Repository.Root, "samples", "Quickstart");
    private readonly string folder = Directory.CreateTempSubdirectory("TwilioEvents").FullName;

    public void Dispose() => Directory.Delete(this.folder, recursive: true);

    [Fact]
    public async Task It_does_what_it_should_and_writes_plain_text_with_errors_in_their_place()
    {
        // The kind of terminal that names no width.
        var start = new ProcessStartInfo("dotnet", [Program]) { Environment = { ["TERM"] = "linux" } };
        (int exitCode, string output, string errors) = await Run(start);
        Assert.Equal(string.Empty, errors);
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain('\u001b', output);
        string[] lines = [.. output.Split('\n').Select(line => line.TrimEnd())];
        int error = Array.FindIndex(lines, line => line.StartsWith("Set-TwilioSink: ", StringComparison.Ordinal));
        Assert.EndsWith("| Export-Csv done.csv", lines[error - 1], StringComparison.Ordinal);
        Assert.Equal("PS> (Import-Csv done.csv).Sid", lines[error + 1]);
        Assert.Contains("DGdddddddddddddddddddddddddddddddd webhook  initialized Voice insights", lines);
    }

    [Fact]
    public async Task A_step_that_does_something_else_is_named_and_the_exit_code_is_1()
    {
        string script = Path.Combine(this.folder, "Quickstart.ps1");
        File.Copy(Path.Combine(Quickstart, "Quickstart.ps1"), script);
        string[] commands = ["1, 2 #> 2 objects", "Get-Item nowhere #> 1 object", "Write-Warning careful", "3"];
        await File.WriteAllLinesAsync(Path.Combine(this.folder, "Commands.ps1"), commands);
        (int exitCode, string output, _) = await Run(Pwsh.Command(Pwsh.RunScript, this.folder, script, Repository.Root, this.folder));
        Assert.Equal(1, exitCode);
        Assert.EndsWith(
            """
            These steps did not do what they should:
            Get-Item nowhere
              gave 1 error, not 1 object
            Write-Warning careful
              gave 1 warning, not nothing
            3
              gave 1 object, not nothing
            """.ReplaceLineEndings("\n"),
            output.ReplaceLineEndings("\n").TrimEnd(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_picture_in_README_is_current()
    {
        string picture = Path.Combine(Repository.Root, "docs", "quickstart.svg"), drawn = Path.Combine(this.folder, "drawn.svg");
        (int exitCode, string output, string errors) = await Run(new ProcessStartInfo("dotnet", [Program, "--svg", drawn]));
        Assert.True(exitCode == 0, output + errors);
        string now = await File.ReadAllTextAsync(drawn), before = (await File.ReadAllTextAsync(picture)).ReplaceLineEndings("\n");
        const string Draw = "'dotnet run --project samples/Quickstart -- --svg docs/quickstart.svg' draws it anew.";
        Assert.True(now == before, picture + " is not what the quick start prints now. " + Draw);
    }

    private static string Program
    {
        get
        {
            string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            return Path.Combine(Quickstart, "bin", configuration, "net10.0", "Quickstart.dll");
        }
    }

    private static async Task<(int ExitCode, string Output, string Errors)> Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }
}
