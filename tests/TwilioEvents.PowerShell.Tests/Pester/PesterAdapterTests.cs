using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Adapter;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;
using TwilioEvents.PesterTests;
using TwilioEvents.RealShell;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What dotnet test says of a Pester suite: of one that is right, and above all of one that is not.</summary>
public sealed class PesterAdapterTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("TwilioEvents");
    private readonly Handle handle = new();

    [Fact]
    public void A_Pester_test_is_a_test_with_its_own_name_result_message_and_line()
    {
        this.Write(
            "Numbers",
            """
            Describe 'Numbers' -ForEach @{ Kind = 'small' } {
                It 'are <_>, <Kind>' -ForEach 1, 2 { $_ | Should -Be 1 }
                It 'wait' { Set-ItResult -Skipped -Because 'there is time' }
                It 'are unsure' { Set-ItResult -Inconclusive }
                It 'see no module of the user' { $env:PSModulePath | Should -Be (Join-Path $PSHOME 'Modules') }
            }
            Describe 'Blocks' {
                BeforeAll { throw 'no beginning' }
                It 'cannot run' { }
            }
            """);
        this.Write("Broken", "Describe 'Broken' { It 'is never reached' { } }; throw 'cannot be read'");

        this.Run();

        Assert.Equal(
            [
                "Broken.Broken.is never reached Passed 1 ",
                "Broken.The whole file Failed 1 RuntimeException: cannot be read",
                "Numbers.Blocks.BeforeAll or AfterAll Failed 7 RuntimeException: no beginning",
                "Numbers.Blocks.cannot run Failed 9 Pester says Failed.",
                "Numbers.Numbers.are 1, small Passed 2 ",
                "Numbers.Numbers.are 2, small Failed 2 Expected 1, but got 2.",
                "Numbers.Numbers.are unsure Failed 4 Exception: is inconclusive",
                "Numbers.Numbers.see no module of the user Passed 5 ",
                "Numbers.Numbers.wait Skipped 3 Exception: is skipped, because there is time",
            ],
            this.handle.Lines);
        Assert.Contains("Numbers.Tests.ps1:2",
            this.handle.Results.Single(result => result.TestCase.DisplayName.EndsWith("are 2, small", StringComparison.Ordinal))
                .ErrorStackTrace);
        Assert.All(this.handle.Results.Where(result => result.Outcome == TestOutcome.Passed),
            result => Assert.True(result.Duration > TimeSpan.Zero));
    }

    [Fact]
    public void Only_the_chosen_tests_run_and_those_to_skip_are_skipped()
    {
        this.Write(
            "Chosen",
            """
            Describe 'Cases' {
                It 'is <_>' -ForEach 'this', 'that' { }
                It 'is another' { Add-Content $PSScriptRoot/another 'ran' }
                It 'is <its.Name>' -ForEach @{ Its = @{ Name = 'its own' } } { }
                It 'is skipped' -Skip { }
            }
            """);
        this.Write("Other", "Add-Content $PSScriptRoot/another 'read'; Describe 'Others' { It 'is not chosen' { } }");

        using PesterAdapter adapter = this.Adapter();
        string[] chosen = ["Chosen.Cases.is that", "Chosen.Cases.is its own", "Chosen.Cases.is skipped"];
        adapter.RunTests(chosen.Select(name => new TestCase(name, new Uri(PesterAdapter.Executor), Source)), null, this.handle);

        Assert.Equal(["Chosen.Cases.is its own Passed 4 ", "Chosen.Cases.is skipped Skipped 5 ", "Chosen.Cases.is that Passed 2 "],
            this.handle.Lines);
        Assert.Equal("read", File.ReadAllText(Path.Combine(this.folder.FullName, "another")).Trim());
    }

    [Fact]
    public void A_list_has_the_tests_that_the_filter_asks_for()
    {
        this.Write("Listed", "Describe 'Names' { It 'are one' { throw 'not to be run' }; It 'are two' { } }");
        using PesterAdapter adapter = this.Adapter();
        adapter.DiscoverTests([Source], new Filtered(), this.handle, this.handle);
        Assert.Equal(["Listed.Names.are one"], this.handle.Listed);
        Assert.Empty(this.handle.Messages);
    }

    [Fact]
    public void A_pwsh_that_is_not_there_fails_by_name()
    {
        using var adapter =
            new PesterAdapter(
                new PesterSuite(this.folder.FullName, (_, _, _) => new ProcessStartInfo(Path.Combine(this.folder.FullName, "pwsh"))));
        adapter.RunTests([Source], null, this.handle);
        Assert.StartsWith("The Pester suite runs Failed 0 pwsh did not start. ", Assert.Single(this.handle.Lines),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_pwsh_that_ends_early_fails_by_name_whatever_its_exit_code()
    {
        this.Write("Ends", "Describe 'This' { It 'passes' { }; It 'ends it all' { [Environment]::Exit(0) } }");
        this.Run();
        TestResult result = Assert.Single(this.handle.Results);
        Assert.Equal(("The Pester suite runs", TestOutcome.Failed), (result.TestCase.FullyQualifiedName, result.Outcome));
        Assert.StartsWith("pwsh ended before the suite did. Exit code 0; its last lines:\n", result.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("[+] passes", result.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_suite_without_tests_fails_by_name()
    {
        this.Write("Empty", "# Nothing.");
        this.Run();
        Assert.Equal(["The Pester suite runs Failed 0 Pester finds no tests in " + this.folder.FullName + "."], this.handle.Lines);
    }

    [Fact]
    public async Task Cancel_ends_pwsh_at_once_and_reports_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        this.Write("Waits",
            "Describe 'It' { It 'waits' { [Net.Sockets.TcpClient]::new('127.0.0.1', " + ((IPEndPoint)listener.LocalEndpoint).Port
                + ").GetStream().ReadByte() } }");
        using PesterAdapter adapter = this.Adapter();
        Task run = Task.Run(() => adapter.RunTests([Source], null, this.handle));
        Task<TcpClient> connected = listener.AcceptTcpClientAsync();
        Assert.Same(connected, await Task.WhenAny(connected, run));
        using TcpClient test = await connected;

        adapter.Cancel();
        await run;

        Assert.Empty(this.handle.Results);
        Assert.Equal(["The Pester suite was cancelled."], this.handle.Messages);

        // The other end is gone: closed or, where the system tells so, reset.
        int read = 0;
        Exception? reset = await Record.ExceptionAsync(async () => read = await test.GetStream().ReadAsync(new byte[1]));
        Assert.True(reset is null or IOException);
        Assert.Equal(0, read);
    }

    [Fact]
    public void Nothing_of_the_user_comes_along()
    {
        Environment.SetEnvironmentVariable("TWILIO_WHICH_NOBODY_READS", "1");
        ProcessStartInfo start = Pwsh.Command("1", this.folder.FullName, "a b");
        Assert.DoesNotContain(start.Environment.Keys,
            name => name.StartsWith("TWILIO_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("XDG_", StringComparison.Ordinal));
        Assert.False(start.Environment.ContainsKey("PSModulePath"));
        Assert.Equal(this.folder.FullName, start.Environment["HOME"]);
        Assert.Equal(("1", "Off"), (start.Environment["POWERSHELL_TELEMETRY_OPTOUT"], start.Environment["POWERSHELL_UPDATECHECK"]));
        Assert.Equal("a b", start.ArgumentList[^1]);
    }

    public void Dispose() => this.folder.Delete(recursive: true);

    private static string Source => typeof(PesterAdapter).Assembly.Location;

    private void Write(string name, string script) => File.WriteAllText(Path.Combine(this.folder.FullName, name + ".Tests.ps1"), script);

    private PesterAdapter Adapter() =>
        new(new PesterSuite(this.folder.FullName, (script, home, arguments) => Pwsh.Command(script, home, arguments)));

    private void Run()
    {
        using PesterAdapter adapter = this.Adapter();
        adapter.RunTests([Source], null, this.handle);
    }

    // As VSTest's own class does it: what the filter says is in no interface.
    private sealed class Filtered : IDiscoveryContext, ITestCaseFilterExpression
    {
        public IRunSettings? RunSettings => null;

        public string TestCaseFilterValue => "FullyQualifiedName~one";

        public Filtered GetTestCaseFilter(IEnumerable<string>? supported, Func<string, TestProperty?> provider) => this;

        public bool MatchTestCase(TestCase testCase, Func<string, object?> value) =>
            ((string)value("FullyQualifiedName")!).Contains("one", StringComparison.Ordinal);
    }

    private sealed class Handle : IFrameworkHandle, ITestCaseDiscoverySink
    {
        public bool EnableShutdownAfterTestRun { get; set; }

        public List<TestResult> Results { get; } = [];

        public List<string> Messages { get; } = [];

        public List<string> Listed { get; } = [];

        public IEnumerable<string> Lines => this.Results
            .Select(result =>
                $"{result.TestCase.FullyQualifiedName} {result.Outcome} {Math.Max(0, result.TestCase.LineNumber)} {result.ErrorMessage}")
            .Order(StringComparer.Ordinal);

        public void SendTestCase(TestCase discoveredTest) => this.Listed.Add(discoveredTest.FullyQualifiedName);

        public void RecordResult(TestResult testResult) => this.Results.Add(testResult);

        public void SendMessage(TestMessageLevel testMessageLevel, string message) => this.Messages.Add(message);

        public void RecordStart(TestCase testCase)
        {
        }

        public void RecordEnd(TestCase testCase, TestOutcome outcome)
        {
        }

        public void RecordAttachments(IList<AttachmentSet> attachmentSets) => throw new NotSupportedException();

        public int LaunchProcessWithDebuggerAttached(
            string filePath, string? workingDirectory, string? arguments, IDictionary<string, string?>? environmentVariables) =>
                throw new NotSupportedException();
    }
}
