using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Adapter;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;

namespace TwilioEvents.PesterTests;

/// <summary>Makes each Pester test a test of <c>dotnet test</c> and of the IDE, with its own name, result, message and time.</summary>
[FileExtension(".dll")]
[DefaultExecutorUri(Executor)]
[ExtensionUri(Executor)]
public sealed class PesterAdapter : ITestDiscoverer, ITestExecutor, IDisposable
{
    /// <summary>What VSTest calls this adapter.</summary>
    public const string Executor = "executor://twilioevents/pester";

    /// <summary>The name of the test that fails where the suite as a whole did not run.</summary>
    internal const string SuiteRuns = "The Pester suite runs";

    private readonly PesterSuite suite;
    private readonly CancellationTokenSource cancelled = new();

    /// <summary>The adapter of the module's tests.</summary>
    public PesterAdapter()
        : this(PesterSuite.OfModule)
    {
    }

    /// <summary>An adapter.</summary>
    /// <param name="suite">What it runs.</param>
    internal PesterAdapter(PesterSuite suite) => this.suite = suite;

    /// <inheritdoc/>
    public void DiscoverTests(
        IEnumerable<string> sources, IDiscoveryContext discoveryContext, IMessageLogger logger, ITestCaseDiscoverySink discoverySink)
    {
        if (OwnSource(sources) is not { } source) return;
        try
        {
            IEnumerable<PesterTest> tests = this.suite.List(this.cancelled.Token);
            if (FilterOf(discoveryContext, source) is { } isChosen) tests = tests.Where(isChosen);
            foreach (PesterTest test in tests) discoverySink.SendTestCase(CaseOf(test, source));
        }
        catch (SuiteException e)
        {
            logger.SendMessage(TestMessageLevel.Error, e.Message);
        }
    }

    /// <inheritdoc/>
    public void RunTests(IEnumerable<string>? sources, IRunContext? runContext, IFrameworkHandle? frameworkHandle)
    {
        if (OwnSource(sources) is not { } source) return;
        Func<PesterTest, bool>? isChosen = FilterOf(runContext, source);
        this.Report(frameworkHandle!, source, isChosen is null ? this.suite.Run : cancelled => this.suite.Run(isChosen, cancelled));
    }

    /// <inheritdoc/>
    public void RunTests(IEnumerable<TestCase>? tests, IRunContext? runContext, IFrameworkHandle? frameworkHandle)
    {
        ILookup<string, string> names = tests!.ToLookup(test => test.Source, test => test.FullyQualifiedName);
        if (OwnSource(names.Select(group => group.Key)) is not { } source) return;
        this.Report(frameworkHandle!, source, cancelled => this.suite.Run(test => names[source].Contains(test.FullName), cancelled));
    }

    /// <inheritdoc/>
    public void Cancel() => this.cancelled.Cancel();

    /// <inheritdoc/>
    public void Dispose() => this.cancelled.Dispose();

    // VSTest may show an adapter the assemblies of others.
    private static string? OwnSource(IEnumerable<string>? sources) =>
        sources?.FirstOrDefault(source => Path.GetFileName(source) == Path.GetFileName(typeof(PesterAdapter).Assembly.Location));

    // What --filter says. VSTest's context of a list has it too, though not its interface.
    private static Func<PesterTest, bool>? FilterOf(IDiscoveryContext? context, string source)
    {
        object[] properties = [(string[])["FullyQualifiedName", "DisplayName", "Name"], (Func<string, TestProperty?>)(_ => null)];
        var filter =
            (ITestCaseFilterExpression?)context?.GetType().GetMethod(nameof(IRunContext.GetTestCaseFilter))?.Invoke(context, properties);
        return filter is null ? null : test => filter.MatchTestCase(CaseOf(test, source), _ => test.FullName);
    }

    private static TestCase CaseOf(PesterTest test, string source) =>
        new(test.FullName, new Uri(Executor), source) { CodeFilePath = test.File, LineNumber = test.Line };

    // What Pester did not run although it was to has not passed.
    private static TestResult ResultOf(PesterTest test, TestCase testCase) => new(testCase)
    {
        Outcome = test.Result switch { "Passed" => TestOutcome.Passed, "Skipped" => TestOutcome.Skipped, _ => TestOutcome.Failed },
        ErrorMessage =
            test.Message.Length > 0 ? test.Message : test.Result is "Passed" or "Skipped" ? null : "Pester says " + test.Result + ".",
        ErrorStackTrace = test.StackTrace,
        Duration = TimeSpan.FromMilliseconds(test.Milliseconds),
    };

    private void Report(IFrameworkHandle handle, string source, Func<CancellationToken, IReadOnlyList<PesterTest>> run)
    {
        try
        {
            foreach (PesterTest test in run(this.cancelled.Token)) Record(CaseOf(test, source), test);
        }
        catch (SuiteException e)
        {
            var test = new PesterTest(SuiteRuns, IsTest: false, string.Empty, 0, "Failed", 0, e.Message, string.Empty);
            Record(new TestCase(SuiteRuns, new Uri(Executor), source), test);
        }
        catch (OperationCanceledException)
        {
            handle.SendMessage(TestMessageLevel.Informational, "The Pester suite was cancelled.");
        }

        void Record(TestCase testCase, PesterTest test)
        {
            TestResult result = ResultOf(test, testCase);
            handle.RecordStart(testCase);
            handle.RecordEnd(testCase, result.Outcome);
            handle.RecordResult(result);
        }
    }
}
