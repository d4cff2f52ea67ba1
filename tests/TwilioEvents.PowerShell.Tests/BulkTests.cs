using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Many inputs, several at a time: -ThrottleLimit, and what is left when a run is stopped.</summary>
public sealed class BulkTests
{
    private const int Window = 4;

    [Fact]
    public void What_comes_out_is_in_the_order_of_what_went_in()
    {
        using var third = new CountdownEvent(3);
        using var server = new MeasuringServer(request =>
        {
            WaitForOthers(third);
            Thread.Sleep(Number(request) % 7 == 0 ? 20 : 1);
        });
        using var engine = new ModuleEngine(server.BaseUri);
        object[] sids = Sids(200);
        Result result = engine.Must("$args[0] | Set-TwilioSink -Description d -ThrottleLimit 8", [sids]);
        Assert.Equal(sids, result.Output.Select(o => o.ToString()));
        Assert.InRange(server.MostAtOnce, 3, 8);
        Assert.InRange(server.Connections, 3, 8);
        Assert.Equal(200, server.Requests.Count);
    }

    [Fact]
    public void One_after_the_other_is_the_default()
    {
        using var server = new MeasuringServer(_ => Thread.Sleep(1));
        using var engine = new ModuleEngine(server.BaseUri);
        object[] sids = Sids(30);
        engine.Must("$args[0] | Set-TwilioSink -Description d", [sids]);
        Assert.Equal((1, 1), (server.MostAtOnce, server.Connections));
        Assert.Equal(sids, server.Requests.Select(r => r.Line[^34..]));
    }

    [Fact]
    public async Task A_slow_head_pauses_the_pipe_upstream_after_a_bounded_window()
    {
        using var release = new ManualResetEventSlim();
        using var server = new MeasuringServer(request =>
        {
            if (Number(request) == 0) release.Wait();
        });
        using var engine = new ModuleEngine(server.BaseUri);
        var taken = new ConcurrentQueue<int>();
        Task<Result> run =
            Task.Run(() =>
                engine.Must(
                    "$n = $args[1]; $args[0] | ForEach-Object { $n.Enqueue(1); $_ } | Set-TwilioSink -Description d -ThrottleLimit 4",
                    Sids(1000), taken));
        await WaitUntil(() => server.Answered >= (4 * Window) - 1);
        int ahead = taken.Count;
        release.Set();
        Result result = await run;
        Assert.Equal(1000, result.Output.Count);
        Assert.Equal(4 * Window, ahead);
    }

    [Fact]
    public void Finished_objects_are_written_at_the_next_input()
    {
        using var server = new MeasuringServer(_ => { });
        using var engine = new ModuleEngine(server.BaseUri);

        // Goes on until an input brings the first object along, which is long before the end.
        Result result = engine.Must(
            "$written = [Collections.Generic.List[string]]::new(); $script:given = 0; "
            + "& { while ($written.Count -eq 0 -and $script:given -lt 10000) { $script:given++; $args[0]; [Threading.Thread]::Sleep(1) } "
                + "} $args[0] | Set-TwilioSink -Description d -ThrottleLimit 128 | ForEach-Object { $written.Add(\"$_\") }; $script:given",
            ModuleEngine.A);
        Assert.InRange(Assert.IsType<int>(Assert.Single(result.Output).BaseObject), 2, (128 * Window) - 1);
    }

    [Fact]
    public void A_bad_line_fails_alone_and_is_its_own_target()
    {
        using var server = new MeasuringServer(_ => { });
        using var engine = new ModuleEngine(server.BaseUri);
        object[] lines = Sids(100);
        lines[50] = "nonsense";
        Result result = engine.Run("$args[0] | Set-TwilioSink -Description d -ThrottleLimit 8", [lines]);
        Assert.Equal("nonsense", Assert.Single(result.Errors).TargetObject?.ToString());
        Assert.Equal(lines.Where(l => l is not "nonsense"), result.Output.Select(o => o.ToString()));
    }

    [Fact]
    public void Errors_of_requests_come_in_the_order_of_the_input_among_the_objects()
    {
        using var server =
            new MeasuringServer(request => Thread.Sleep(Number(request) % 5 == 0 ? 1 : 5),
                request => Number(request) % 5 == 0 ? Reply.Http(404, "{\"code\":20404,\"message\":\"No.\"}") : null);
        using var engine = new ModuleEngine(server.BaseUri);
        object[] sids = Sids(50);
        Result result = engine.Run("$args[0] | Set-TwilioSink -Description d -ThrottleLimit 8 2>&1", [sids]);
        Assert.Equal(sids, result.Output.Select(o => o.BaseObject is ErrorRecord error ? error.TargetObject : o.ToString()));
    }

    [Fact]
    public void Two_lines_for_the_same_Sid_are_never_in_flight_together_and_take_effect_in_order()
    {
        var inFlight = new ConcurrentDictionary<string, int>();
        int clashes = 0;
        using var server = new MeasuringServer(request =>
        {
            string sid = request.Line[^34..];
            if (inFlight.AddOrUpdate(sid, 1, (_, n) => n + 1) > 1) Interlocked.Increment(ref clashes);
            Thread.Sleep(2);
            inFlight.AddOrUpdate(sid, 0, (_, n) => n - 1);
        });
        using var engine = new ModuleEngine(server.BaseUri);
        object[] rows =
            [.. Enumerable.Range(0, 120)
                .Select(i =>
                    PSObject.AsPSObject(
                        new { Sid = Sid(i % 3 == 0 ? 0 : i), Description = "d" + i.ToString(CultureInfo.InvariantCulture) }))];
        Result result = engine.Must("$args[0] | Set-TwilioSink -ThrottleLimit 8", [rows]);
        Assert.Equal(0, clashes);
        Assert.Equal(120, result.Output.Count);
        string[] ofFirst = [.. server.Requests.Where(r => r.Line[^34..] == Sid(0)).Select(r => r.Field("Description")!)];
        Assert.Equal(Enumerable.Range(0, 40).Select(i => "d" + (3 * i).ToString(CultureInfo.InvariantCulture)), ofFirst);
    }

    [Fact]
    public void WhatIf_sends_nothing_and_Confirm_asks_for_each()
    {
        using var server = new MeasuringServer(_ => { });
        using var engine = new ModuleEngine(server.BaseUri);
        engine.Must("$args[0] | Set-TwilioSink -Description d -ThrottleLimit 8 -WhatIf", [Sids(20)]);
        Assert.Empty(server.Requests);
        engine.Must("$args[0] | Set-TwilioSink -Description d -ThrottleLimit 8 -Confirm", [Sids(20)]);
        Assert.Equal(20, engine.Engine.Host.Questions.Count);
        Assert.Equal(20, server.Requests.Count);
    }

    [Fact]
    public void Lists_for_many_inputs_are_asked_for_several_at_a_time()
    {
        using var third = new CountdownEvent(3);
        using var server = new MeasuringServer(
            _ => WaitForOthers(third),
            request => Reply.Http(200, "{\"types\":[{\"type\":\"" + SubscriptionOf(request) + "\"}],\"meta\":{}}"));
        using var engine = new ModuleEngine(server.BaseUri);
        string[] sids = [.. Enumerable.Range(0, 40).Select(i => "DF" + Sid(i)[2..])];
        Result result = engine.Must("$args[0] | Get-TwilioSubscribedEvent -ThrottleLimit 8", [sids]);
        Assert.InRange(server.MostAtOnce, 3, 8);
        Assert.Equal(sids, result.Output.Select(o => o.Properties["Type"].Value));

        static string SubscriptionOf(ReceivedRequest request) => request.Line.Split('/')[3];
    }

    [Fact]
    public void Taking_the_first_starts_no_more_and_says_what_was_under_way()
    {
        using var server = new MeasuringServer(request => Thread.Sleep(Number(request) == 0 ? 1 : 100));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result =
            engine.Must(
                ModuleEngine.WithSelectObject + "$args[0] | Set-TwilioSink -Description d -ThrottleLimit 4 | Select-Object -First 1",
                [Sids(500)]);
        Assert.Equal(Sid(0), Assert.Single(result.Output).ToString());
        Assert.InRange(server.Requests.Count, 2, 4 * Window);
        AssertAccount(Assert.Single(result.Warnings), server, reported: [Sid(0)]);
    }

    [Fact]
    public void An_error_that_stops_starts_no_more_and_says_what_was_under_way()
    {
        using var server = new MeasuringServer(
            request => Thread.Sleep(Number(request) == 0 ? 1 : 100),
            request => Number(request) == 0 ? Reply.Http(404, "{\"code\":20404,\"message\":\"No.\"}") : null);
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run("$args[0] | Set-TwilioSink -Description d -ThrottleLimit 4 -ErrorAction Stop", [Sids(500)]);
        Assert.StartsWith("TwilioNotFound,", result.Terminating!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.InRange(server.Requests.Count, 2, 4 * Window);
        AssertAccount(Assert.Single(result.Warnings), server, reported: [Sid(0)]);
    }

    [Fact]
    public async Task Ctrl_C_ends_at_once_with_all_calls_gone_and_the_host_says_what_was_under_way()
    {
        using var server = new ScriptedServer(_ => Reply.Silence);
        using var engine = new ModuleEngine(server.BaseUri, timeoutSec: 600);
        using PowerShell shell = PowerShell.Create(engine.Engine.Runspace);
        IAsyncResult running =
            shell.AddScript("$args[0] | Set-TwilioSink -Description d -ThrottleLimit 8").AddArgument(Sids(100)).BeginInvoke();
        await WaitUntil(() => server.Requests.Count == 8);
        long start = Stopwatch.GetTimestamp();
        shell.Stop();

        // Far below the ten minutes of the connection; a machine that is busy is given its time.
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), Stopwatch.GetElapsedTime(start).ToString());
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Equal(8, server.Requests.Count);
        string said = engine.Engine.Host.Text;
        foreach (object sid in Sids(8)) Assert.Contains(sid + " (may have been applied)", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Sid(8), said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_that_is_stopped_has_nothing_to_account_for()
    {
        using var server = new MeasuringServer(request => Thread.Sleep(Number(request) == 0 ? 1 : 50));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result =
            engine.Must(ModuleEngine.WithSelectObject + "$args[0] | Get-TwilioSink -ThrottleLimit 4 | Select-Object -First 1", [Sids(100)]);
        Assert.Single(result.Output);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_long_run_shows_its_progress_a_few_times_a_second_and_takes_it_away()
    {
        using var server = new MeasuringServer(_ => Thread.Sleep(30));
        using var engine = new ModuleEngine(server.BaseUri);
        long start = Stopwatch.GetTimestamp();
        engine.Must("Get-TwilioSink $args[0] -ThrottleLimit 2 | Out-Null", [Sids(120)]);
        ProgressRecord[] shown = [.. engine.Engine.Host.Progress];
        Assert.InRange(shown.Length, 2, (4 * Stopwatch.GetElapsedTime(start).TotalSeconds) + 1);
        Assert.Contains(" of 120 done", shown[0].StatusDescription, StringComparison.Ordinal);
        Assert.InRange(shown[^2].PercentComplete, 1, 100);
        Assert.True(shown[^2].SecondsRemaining >= 0);
        Assert.Equal(ProgressRecordType.Completed, shown[^1].RecordType);
    }

    [Fact]
    public void A_short_run_shows_no_progress_and_neither_does_one_that_is_told_to_be_silent()
    {
        using var server = new MeasuringServer(_ => Thread.Sleep(20));
        using var engine = new ModuleEngine(server.BaseUri);
        long start = Stopwatch.GetTimestamp();
        engine.Must("$args[0] | Set-TwilioSink -Description d | Out-Null", [Sids(5)]);

        // On a machine that is busy, a run of five may be a long one.
        int shown = engine.Engine.Host.Progress.Count();
        if (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1)) Assert.Equal(0, shown);
        engine.Must("$ProgressPreference = 'SilentlyContinue'; $args[0] | Set-TwilioSink -Description d | Out-Null", [Sids(60)]);
        Assert.Equal(shown, engine.Engine.Host.Progress.Count());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("129")]
    public void The_limit_is_1_to_128(string limit)
    {
        using var engine = ModuleEngine.WithSandbox();
        Assert.Contains("ThrottleLimit",
            engine.Run("Set-TwilioSink " + ModuleEngine.A + " d -ThrottleLimit " + limit).Errors.Single().Exception.Message,
            StringComparison.Ordinal);
    }

    // Every Sid that arrived is either reported, or named in the warning; none that did not arrive is.
    private static void AssertAccount(string warning, ScriptedServer server, string[] reported)
    {
        Assert.Contains("Sent and not reported", warning, StringComparison.Ordinal);
        foreach (string sid in server.Requests.Select(r => r.Line[^34..]).Except(reported))
            Assert.Contains(sid + " (", warning, StringComparison.Ordinal);
        foreach (string sid in reported) Assert.DoesNotContain(sid, warning, StringComparison.Ordinal);
    }

    // Nobody goes on before so many are there at once.
    private static void WaitForOthers(CountdownEvent all)
    {
        lock (all)
        {
            if (!all.IsSet) all.Signal();
        }

        Assert.True(all.Wait(TimeSpan.FromSeconds(20)), "The others did not come.");
    }

    private static string Sid(int number) => "DG" + number.ToString("x32", CultureInfo.InvariantCulture);

    private static object[] Sids(int count) => [.. Enumerable.Range(0, count).Select(Sid)];

    private static int Number(ReceivedRequest request) =>
        int.Parse(request.Line[^8..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static async Task WaitUntil(Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), "It did not happen within 20 seconds.");
            await Task.Delay(5);
        }
    }

    /// <summary>A server of sinks that measures how many requests it had at once.</summary>
    private sealed class MeasuringServer : IDisposable
    {
        private readonly ScriptedServer server;
        private int atOnce;
        private int answered;
        private int most;

        public MeasuringServer(Action<ReceivedRequest> work, Func<ReceivedRequest, Reply?>? answer = null) =>
            this.server = new ScriptedServer(request =>
        {
            int now = Interlocked.Increment(ref this.atOnce);
            for (int seen = this.most; now > seen; seen = this.most) Interlocked.CompareExchange(ref this.most, now, seen);
            work(request);
            Interlocked.Decrement(ref this.atOnce);
            Interlocked.Increment(ref this.answered);
            return answer?.Invoke(request)
                ?? Reply.Http(200, ScriptedServer.SinkJson(request.Line[^34..], request.Field("Description") ?? "d"));
        });

        public int MostAtOnce => this.most;

        public int Answered => this.answered;

        public int Connections => this.server.Connections;

        public Uri BaseUri => this.server.BaseUri;

        public IReadOnlyList<ReceivedRequest> Requests => this.server.Requests;

        public static implicit operator ScriptedServer(MeasuringServer measuring) => measuring.server;

        public void Dispose() => this.server.Dispose();
    }
}
