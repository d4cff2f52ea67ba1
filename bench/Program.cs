using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;
using System.Threading;
using Twilio.Clients;
using TwilioEvents.Bench;
using TwilioEvents.EmbeddedHost;
using TwilioEvents.RealShell;

// What the module costs, as ratios to a floor measured in the same run: machines differ, ratios less so.
const string Update = "| Set-TwilioSink -Description 'Billing events'";
const int MiB = 1024 * 1024;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["server"])
{
    BenchServer.Serve();
    return;
}

if (args is ["lines", string address, string lines])
{
    Console.WriteLine(PeakMemory(new Uri(address), int.Parse(lines, CultureInfo.InvariantCulture)));
    return;
}

if (args is ["send", ..])
{
    int[] how = [.. args[1..].Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
    Sender.Run(how[0], how[1], how[2], how[3]);
    return;
}

if (args is ["receive", string listenOn, string events])
{
    Receiving.Run(int.Parse(listenOn, CultureInfo.InvariantCulture), int.Parse(events, CultureInfo.InvariantCulture));
    return;
}

if (args is ["assemblies"])
{
    Console.WriteLine(AssembliesOfAnImport());
    return;
}

bool quick = args.Contains("--quick");
string folder = Path.Combine(Engine.RepositoryRoot, "bench");
string? results = args.FirstOrDefault(a => a != "--quick") ?? (quick ? null : Path.Combine(folder, "results.md"));
string load = Load();
int rounds = quick ? 3 : 40, alternating = quick ? 1 : 5;
var report = new Report(withLimits: !quick);
using var server = BenchServer.Start();
using var module = new Module(server.BaseUri);
using var floor = new Floor(server.BaseUri, Module.Account, Module.Secret, "TwilioEvents/0.1.0 PowerShell/7.6.9 (Core; Linux)");

using var sdk = new TwilioSdk(server.BaseUri, Module.Account, Module.Secret);
DirectoryInfo home = Directory.CreateTempSubdirectory("TwilioEvents");

module.Run("Import-Module $args[0]; $global:call = $args[1]", EmptyModule("EmptyModuleWithCmdlets"),
    (Action<string>)(sid => floor.Run([sid])));
foreach ((int latency, int calls, int pipelines) in quick ? [(0, 50, 5), (5, 5, 2)] : new[] { (0, 1000, 200), (20, 25, 10) })
{
    double aim = latency == 0 ? 1.15 : 1.03, must = latency == 0 ? 1.3 : 1.03;
    server.SetLatency(latency);
    string[] sids = Module.Sids(calls);
    module.Run("$global:sids = $args[0]", [sids]);
    CompareToFloor($"{calls:#,0} calls one after the other, {latency} ms of latency / HttpClient", calls, () => floor.Run(sids),
        () => module.Run($"$sids {Update} > $null"), aim, must);

    string[] some = sids[..pipelines];
    module.Run("$global:sids = $args[0]", [some]);
    void One() => module.Run($"foreach ($sid in $sids) {{ $sid {Update} > $null }}");
    CompareToFloor($"one call in a pipeline of its own, {latency} ms of latency / HttpClient", pipelines, () => floor.Run(some), One, aim,
        must);
    CompareToFloor(
        $"one call in a pipeline of its own, {latency} ms of latency / HttpClient after a pipeline of a cmdlet that does nothing",
        pipelines,
        () => module.Run("foreach ($sid in $sids) { $sid | Get-Nothing > $null; $call.Invoke($sid) }"), One);
}

MeasureEngine();
const int Wide = 32;
int many = quick ? 64 : 1000, delay = quick ? 5 : 20;
server.SetLatency(delay);
module.Run("$global:sids = $args[0]", [Module.Sids(many)]);
double ideal = (double)many * delay / Wide;
double[] wide =
    [.. Enumerable.Range(-1, quick ? 2 : 10).Select(_ => Time(() => module.Run($"$sids {Update} -ThrottleLimit {Wide} > $null"))).Skip(1)];
report.Add($"{many:#,0} calls at -ThrottleLimit {Wide}, {delay} ms of latency / ideal", Median(wide) / ideal,
    $"median of {wide.Length}: {Median(wide):0} ms / {ideal:0} ms", must: 1.25);

foreach ((int latency, int single, int several) in quick ? [(0, 20, 64), (5, 5, 64)] : new[] { (0, 500, 500), (20, 25, 1000) })
{
    server.SetLatency(latency);
    CompareToTwilioSdk(latency, single, 1);
    CompareToTwilioSdk(latency, several, Wide);
    CompareToInvokeRestMethod(latency, single, several);
}

CompareImports();
CompareColdStarts();
report.Say("assemblies loaded at import, beyond those of an empty module", Child.Run("assemblies"));
MeasureMemory();
MeasureThroughput();
EventParsing.Measure(module, report, quick);
Receiving.Measure(module, report, quick);
home.Delete(recursive: true);
if (results is not null) File.WriteAllText(results, Heading() + report);

void CompareToFloor(string what, int calls, Action runFloor, Action run, double? aim = null, double? must = null)
{
    var raw = new List<double>();
    var ours = new List<double>();
    long rawBytes = 0, ourBytes = 0;

    // The runtime compiles again, and better, what is called often; that takes it tens of thousands of calls.
    int warming = quick ? 1 : calls < 100 ? 5 : 60;
    for (int round = -warming; round < rounds; round++)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        double least = Time(runFloor);
        long between = GC.GetTotalAllocatedBytes(precise: true);
        double mine = Time(run);
        if (round < 0) continue;
        rawBytes += between - before;
        ourBytes += GC.GetTotalAllocatedBytes(precise: true) - between;
        raw.Add(least);
        ours.Add(mine);
    }

    report.Add(what, Median(ours.Zip(raw, (a, b) => a / b)),
        $"a call: {1000 * Median(ours) / calls:0.0} µs / {1000 * Median(raw) / calls:0.0} µs; {rounds} alternating rounds "
            + $"of {calls}", aim,
        must);
    double perCall = 1.0 / (rounds * calls);
    report.Add("bytes allocated by such a call, more than by the floor", (ourBytes - rawBytes) * perCall,
        $"{ourBytes * perCall:#,0} − {rawBytes * perCall:#,0}", format: "#,0");
}

// The same calls, and the handler that leads the SDK to the server is in its time.
void CompareToTwilioSdk(int latency, int calls, int limit)
{
    string[] sids = Module.Sids(calls);
    module.Run("$global:sids = $args[0]", [sids]);
    var theirs = new List<double>();
    var ours = new List<double>();
    int times = latency == 0 ? rounds : alternating;
    for (int round = quick ? -1 : -3; round < times; round++)
    {
        double mine = Time(() => module.Run($"$sids {Update} -ThrottleLimit {limit} > $null")), other = Time(() => sdk.Run(sids, limit));
        if (round < 0) continue;
        ours.Add(mine);
        theirs.Add(other);
    }

    report.Add(
        Calls(calls, limit, latency) + " / Twilio's C# SDK",
        Median(ours.Zip(theirs, (a, b) => a / b)),
        $"Twilio {typeof(TwilioRestClient).Assembly.GetName().Version!.ToString(3)} and the handler that redirects it, {times} alternating "
            + $"rounds: {Median(ours):0.0} ms / {Median(theirs):0.0} ms");
}

// Both in the pwsh of NuGet's package.
void CompareToInvokeRestMethod(int latency, int single, int several)
{
    string[] lines = Pwsh.Capture(
        Path.Combine(AppContext.BaseDirectory, "Compare.ps1"), home.FullName,
        Engine.StagedManifest, server.BaseUri.AbsoluteUri, Module.Account, Module.Secret, $"{single}", $"{several}", $"{Wide}",
        $"{alternating}")
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    foreach ((int calls, int limit, string line) in new[] { (single, 1, lines[1]), (several, Wide, lines[2]) })
    {
        double[] figures = [.. line.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
        report.Add(
            Calls(calls, limit, latency) + " / Invoke-RestMethod" + (limit == 1 ? string.Empty : " in ForEach-Object -Parallel"),
            figures[0],
            $"pwsh {lines[0]}, {alternating} alternating rounds: {figures[1]:0.0} ms / {figures[2]:0.0} ms");
    }
}

// What the engine takes of each call, whatever the cmdlet does.
void MeasureEngine()
{
    int calls = quick ? 100 : 10_000;
    module.Run("$global:sids = $args[0]", [Module.Sids(calls)]);
    double Take(string pipeline) =>
        1000 * Median(
            Enumerable.Range(-1, quick ? 2 : 10).Select(_ => Time(() => module.Run($"$sids | {pipeline} > $null"))).Skip(1)) / calls;
    double pipeline = Take("Get-Nothing"), pattern = Take("Test-Nothing"), all = Take("Set-Nothing -Description 'Billing events'");
    report.Add("of a call, the engine's time in µs: a cmdlet that sends nothing, with what Set-TwilioSink asks the engine for", all,
        $"pipeline {pipeline:0.00}, ValidatePattern of the Sid {pattern - pipeline:0.00} (a new Regex for each object), the other "
            + $"parameters that a pipe can give, ShouldProcess and WriteObject {all - pattern:0.00}; "
            + $"medians of 10 pipelines of {calls:#,0}");
}

static string Calls(int calls, int limit, int latency) =>
    $"{calls:#,0} calls {(limit == 1 ? "one after the other" : $"{limit} at once")}, {latency} ms of latency";

void CompareImports()
{
    string[] manifests = [EmptyModule("EmptyModule"), EmptyModule("EmptyModuleWithViews"), Engine.StagedManifest];
    List<double>[] times = [[], [], []];
    for (int round = quick ? -1 : -3; round < rounds; round++)
    {
        for (int i = 0; i < manifests.Length; i++)
        {
            double time = Import(manifests[i]);
            if (round >= 0) times[i].Add(time);
        }
    }

    string detail = $"{Median(times[2]):0.0} ms / {{0:0.0}} ms; {rounds} alternating rounds";
    report.Add("import / an empty binary module", Median(times[2].Zip(times[0], (a, b) => a / b)),
        string.Format(CultureInfo.InvariantCulture, detail, Median(times[0])), aim: 1.7);
    report.Add("import / an empty binary module with one view", Median(times[2].Zip(times[1], (a, b) => a / b)),
        string.Format(CultureInfo.InvariantCulture, detail, Median(times[1])));
}

void CompareColdStarts()
{
    server.SetLatency(0);
    var ours = new ColdStart(home.CreateSubdirectory("ours").FullName, Engine.StagedManifest, server.BaseUri);
    var floorOfCold = new ColdStart(home.CreateSubdirectory("floor").FullName, EmptyModule("EmptyModuleWithCmdlets"), null);
    var pairs = new List<(ColdStart.Figures Ours, ColdStart.Figures Floor)>();
    int runs = quick ? 1 : 21;
    for (int run = -1; run < runs; run++)
    {
        var pair = (ours.Run(), floorOfCold.Run());
        if (run >= 0) pairs.Add(pair);
    }

    report.Add("CPU time of a new pwsh with one update / one that imports an empty module with a view and prints an object of its own",
        Median(pairs.Select(pair => pair.Ours.Time / pair.Floor.Time)),
        $"pwsh {PowerShellVersion()}, {runs} alternating runs: "
            + $"{Median(pairs.Select(pair => pair.Ours.Time)):0} ms / {Median(pairs.Select(pair => pair.Floor.Time)):0} ms", must: 1.15);
    ColdStart.Figures last = pairs[^1].Ours;
    report.Add("methods compiled from Import-Module to the end of the first update", last.Import + last.Connection + last.Update,
        $"import {last.Import}, connection {last.Connection}, update {last.Update}; "
            + $"the import of the empty module {pairs[^1].Floor.Import}",
        aim: 450, format: "0");
    foreach ((string owner, int methods) in ours.MethodsByOwner()) report.Add("of them, " + owner, methods, string.Empty, format: "0");
}

void MeasureMemory()
{
    server.SetLatency(0);
    int[] sizes = quick ? [100, 1000] : [1000, 30_000, 300_000];
    var peaks = new List<(double WorkingSet, double Heap)>();
    double requests = 0;
    long connections = 0;
    foreach (int size in sizes)
    {
        (long requestsBefore, long connectionsBefore) = server.Count();
        double[] peak =
            [.. Child.Run("lines", server.BaseUri.AbsoluteUri, $"{size}").Split(' ')
                .Select(bytes => long.Parse(bytes, CultureInfo.InvariantCulture) / (double)MiB)];
        (long requestsAfter, long connectionsAfter) = server.Count();
        peaks.Add((peak[0], peak[1]));
        requests = Math.Max(requests, (requestsAfter - requestsBefore) / (double)size);
        connections = Math.Max(connections, connectionsAfter - connectionsBefore);
    }

    string all = string.Join(" / ", sizes.Select(s => $"{s:#,0}"));
    report.Add($"peak working set at {all} lines, MiB between the least and the most",
        peaks.Max(p => p.WorkingSet) - peaks.Min(p => p.WorkingSet),
        $"working set {string.Join(" / ", peaks.Select(p => $"{p.WorkingSet:0}"))} MiB; heap after a collection "
            + $"{string.Join(" / ", peaks.Select(p => $"{p.Heap:0.0}"))} MiB; -ThrottleLimit {Wide}, each in a "
            + $"new process", must: 20, format: "0.0");
    report.Add("requests per item, no faults", requests, "the most of those runs", must: 1);
    report.Add($"connections opened at -ThrottleLimit {Wide}", connections, "the most of those runs", must: Wide, format: "0");
}

void MeasureThroughput()
{
    int[] limits = quick ? [1, 8] : [1, 2, 4, 8, 16, 32, 64, 128], latencies = quick ? [0, 5] : [0, 5, 20, 100];
    var lines = new List<(int Latency, double[] Rates)>();
    foreach (int latency in latencies)
    {
        server.SetLatency(latency);
        var rates = new double[limits.Length];
        for (int i = 0; i < limits.Length; i++)
        {
            // About a second each, and every place is taken several times.
            int calls = quick ? 4 * limits[i] : latency == 0 ? 8000 : Math.Min(8000, limits[i] * Math.Max(10, 1000 / latency));
            module.Run("$global:sids = $args[0]", [Module.Sids(calls)]);
            rates[i] = 1000 * calls / Time(() => module.Run($"$sids {Update} -ThrottleLimit {limits[i]} > $null"));
        }

        lines.Add((latency, rates));
        report.Say($"calls a second at -ThrottleLimit {string.Join(", ", limits)}, {latency} ms of latency",
            string.Join(", ", rates.Select(r => $"{r:#,0}")));
    }

    string chart = Chart.Draw(limits, lines);
    if (!quick) File.WriteAllText(Path.Combine(folder, "throughput.svg"), chart);
}

string Heading() => $"""
    # Results

    {(quick ? "A smoke test: the figures mean nothing.\n\n" : string.Empty)}{Machine()}
    Written by `dotnet run -c Release --project bench`; [README.md](README.md) says what each line means. An aim or a
    must is the most that may come out.

    ![Throughput over -ThrottleLimit](throughput.svg)


    """;

string Machine() =>
    $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, "
    + $"PowerShell {PowerShellVersion()}. Load of the machine before the run: {load}.";

// The assembly's own version stays that of the first release of its line.
static string PowerShellVersion() =>
    FileVersionInfo.GetVersionInfo(typeof(Runspace).Assembly.Location).ProductVersion!.Split(' ', '+')[0];

// How many processes wanted a processor in the minute before. Linux alone says so.
static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "not known";

static string EmptyModule(string name) =>
    Path.Combine(Engine.RepositoryRoot, "bench", "EmptyModule", "bin",
        Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!, "netstandard2.0",
        name + ".psd1");

static double Import(string manifest)
{
    using var engine = new Engine();
    return Time(() =>
    {
        Result result = engine.Run("Import-Module $args[0]", manifest);
        if (result.Errors.Count > 0) throw new InvalidOperationException(result.Errors[0].ToString());
    });
}

// The most that a run of so many lines takes, in bytes: working set, and heap after a collection.
static string PeakMemory(Uri server, int lines)
{
    long workingSet = 0, heap = 0;
    using var module = new Module(server);
    using (new Timer(_ => Look(), null, 0, 20))
    {
        module.Run($"& {{ for ($i = 0; $i -lt $args[0]; $i++) {{ 'DG{{0:x32}}' -f $i }} }} $args[0] {Update} -ThrottleLimit {Wide} > $null",
            lines);
        Look();
    }

    return $"{workingSet} {heap}";

    void Look()
    {
        workingSet = Math.Max(workingSet, Environment.WorkingSet);
        heap = Math.Max(heap, GC.GetGCMemoryInfo().HeapSizeBytes);
    }
}

// In a process that did nothing else before.
static string AssembliesOfAnImport()
{
    Import(EmptyModule("EmptyModuleWithViews"));
    var before = AppDomain.CurrentDomain.GetAssemblies().ToHashSet();
    Import(Engine.StagedManifest);
    string[] loaded = [.. AppDomain.CurrentDomain.GetAssemblies().Where(a => !before.Contains(a)).Select(a => a.GetName().Name!).Order()];
    string Tell(string name) =>
        name + (loaded.Contains(name) ? ": loaded"
            : before.Any(a => a.GetName().Name == name) ? ": by the engine, before" : ": not loaded");
    return string.Join(", ", loaded) + " (" + Tell("Newtonsoft.Json") + ", " + Tell("TwilioEvents.Sandbox") + ")";
}

static double Time(Action action)
{
    long start = Stopwatch.GetTimestamp();
    action();
    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}

static double Median(IEnumerable<double> values)
{
    double[] sorted = [.. values.Order()];
    return sorted[sorted.Length / 2];
}
