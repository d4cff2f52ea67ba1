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
        var next = new Overtaking(after: number => number % 7 == 0 ? number + 1 : null);
        using var server = new MeasuringServer(request =>
        {
            WaitForOthers(third);
            next.Pass(Number(request));
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
        var taken = new ConcurrentQueue<int>();
        var takenAt = new ConcurrentQueue<int>();
        using var server = new MeasuringServer(_ => takenAt.Enqueue(taken.Count));
        using var engine = new ModuleEngine(server.BaseUri);
        object[] sids = Sids(30);
        engine.Must("$n = $args[1]; $args[0] | ForEach-Object { $n.Enqueue(1); $_ } | Set-TwilioSink -Description d", sids, taken);
        Assert.Equal((1, 1), (server.MostAtOnce, server.Connections));
        Assert.Equal(sids, server.Requests.Select(r => r.Line[^34..]));

        // Nothing is read ahead while a call is under way.
        Assert.Equal(Enumerable.Range(1, 30), takenAt);
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
        await server.UntilAnswered((4 * Window) - 1);
        int ahead = taken.Count;
        release.Set();
        Result result = await run;
        Assert.Equal(1000, result.Output.Count);
        Assert.Equal(4 * Window, ahead);
    }

    [Fact]
    public void Finished_objects_are_written_at_the_next_input()
    {
        // With two at a time, the third is sent when the first has ended, as the second does not end.
        using ManualResetEventSlim third = new(), release = new();
        using var server = new MeasuringServer(request =>
        {
            if (Number(request) == 1) release.Wait(Hang.Limit);
            if (Number(request) == 2) third.Set();
        });
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Must(
            "$sids, $third, $release = $args; $written = [Collections.Generic.List[string]]::new(); "
            + "& { $sids[0..2]; [void] $third.Wait(120000); $sids[3]; $script:early = \"$written\"; $release.Set() } "
                + "| Set-TwilioSink -Description d -ThrottleLimit 2 | ForEach-Object { $written.Add(\"$_\") }; $early; $written",
            Sids(4), third, release);
        Assert.Equal([Sid(0), .. Sids(4)], result.Output.Select(o => o.ToString()));
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
        // Each error is there before the object in front of it.
        var next = new Overtaking(after: number => number % 5 == 4 && number < 49 ? number + 1 : null);
        using var server =
            new MeasuringServer(request => next.Pass(Number(request)),
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

        // Each third row is of the first Sid. It is under way until one has passed it that stands behind the next of them.
        var rows = new Overtaking(after: number => number % 3 == 0 && number + 4 < 120 ? number + 4 : null);
        using var server = new MeasuringServer(request =>
        {
            string sid = request.Line[^34..];
            if (inFlight.AddOrUpdate(sid, 1, (_, n) => n + 1) > 1) Interlocked.Increment(ref clashes);
            rows.Pass(int.Parse(request.Field("Description")!.AsSpan(1), CultureInfo.InvariantCulture));
            inFlight.AddOrUpdate(sid, 0, (_, n) => n - 1);
        });
        using var engine = new ModuleEngine(server.BaseUri);
        object[] all =
            [.. Enumerable.Range(0, 120)
                .Select(i =>
                    PSObject.AsPSObject(
                        new { Sid = Sid(i % 3 == 0 ? 0 : i), Description = "d" + i.ToString(CultureInfo.InvariantCulture) }))];
        Result result = engine.Must("$args[0] | Set-TwilioSink -ThrottleLimit 8", [all]);
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
        using var under = new UnderWay();
        using var server = new MeasuringServer(under.Work);
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
        using var under = new UnderWay();
        using var server = new MeasuringServer(
            under.Work,
            request => Number(request) == 0 ? Reply.Http(404, "{\"code\":20404,\"message\":\"No.\"}") : null);
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run("$args[0] | Set-TwilioSink -Description d -ThrottleLimit 4 -ErrorAction Stop", [Sids(500)]);
        Assert.StartsWith("TwilioNotFound,", result.Terminating!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.InRange(server.Requests.Count, 2, 4 * Window);
        AssertAccount(Assert.Single(result.Warnings), server, reported: [Sid(0)]);
    }

    [Fact]
    public void Ctrl_C_ends_at_once_with_all_calls_gone_and_the_host_says_what_was_under_way()
    {
        using var eight = new CountdownEvent(8);
        using var server = new ScriptedServer(_ =>
        {
            eight.Signal();
            return Reply.Silence;
        });
        using var engine = new ModuleEngine(server.BaseUri, timeoutSec: 600);
        using PowerShell shell = PowerShell.Create(engine.Engine.Runspace);
        IAsyncResult running =
            shell.AddScript("$args[0] | Set-TwilioSink -Description d -ThrottleLimit 8").AddArgument(Sids(100)).BeginInvoke();
        Assert.True(eight.Wait(Hang.Limit));
        long start = Stopwatch.GetTimestamp();
        shell.Stop();

        // Far below the ten minutes of the connection.
        Assert.True(Stopwatch.GetElapsedTime(start) < Hang.Limit, Stopwatch.GetElapsedTime(start).ToString());
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Equal(8, server.Requests.Count);
        string said = engine.Engine.Host.Text;
        foreach (object sid in Sids(8)) Assert.Contains(sid + " (may have been applied)", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Sid(8), said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_that_is_stopped_has_nothing_to_account_for()
    {
        using var under = new UnderWay();
        using var server = new MeasuringServer(under.Work);
        using var engine = new ModuleEngine(server.BaseUri);
        Result result =
            engine.Must(ModuleEngine.WithSelectObject + "$args[0] | Get-TwilioSink -ThrottleLimit 4 | Select-Object -First 1", [Sids(100)]);
        Assert.Single(result.Output);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task A_long_run_shows_its_progress_a_few_times_a_second_and_takes_it_away_unless_it_is_told_to_be_silent()
    {
        // Half of each run waits until the one that is not silent has shown something twice. The silent one begins before.
        using ManualResetEventSlim silentIsUnderWay = new(), shownTwice = new();
        using var server = new MeasuringServer(request =>
        {
            if (Number(request) != 60) return;
            silentIsUnderWay.Set();
            Assert.True(shownTwice.Wait(Hang.Limit));
        });
        using ModuleEngine silent = new(server.BaseUri), engine = new(server.BaseUri);
        engine.Engine.Host.ProgressWritten += (_, _) =>
        {
            if (engine.Engine.Host.Progress.Count() == 2) shownTwice.Set();
        };
        const string Get = "Get-TwilioSink $args[0] -ThrottleLimit 2 | Out-Null";
        Task silentRun = Task.Run(() => silent.Must("$ProgressPreference = 'SilentlyContinue'; " + Get, [Sids(120)]));
        Assert.True(silentIsUnderWay.Wait(Hang.Limit));
        long start = Stopwatch.GetTimestamp();
        engine.Must(Get, [Sids(120)]);
        await silentRun;
        ProgressRecord[] shown = [.. engine.Engine.Host.Progress];
        Assert.InRange(shown.Length, 3, (4 * Stopwatch.GetElapsedTime(start).TotalSeconds) + 1);
        Assert.Contains(" of 120 done", shown[0].StatusDescription, StringComparison.Ordinal);
        Assert.InRange(shown[^2].PercentComplete, 1, 100);
        Assert.True(shown[^2].SecondsRemaining >= 0);
        Assert.Equal(ProgressRecordType.Completed, shown[^1].RecordType);
        Assert.Empty(silent.Engine.Host.Progress);
    }

    [Fact]
    public void A_short_run_shows_no_progress()
    {
        using var server = new MeasuringServer(_ => { });
        using var engine = new ModuleEngine(server.BaseUri);
        long start = Stopwatch.GetTimestamp();
        engine.Must("$args[0] | Set-TwilioSink -Description d | Out-Null", [Sids(5)]);

        // On a machine that is busy, a run of five may be a long one.
        int shown = engine.Engine.Host.Progress.Count();
        if (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1)) Assert.Equal(0, shown);
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

        Assert.True(all.Wait(Hang.Limit), "The others did not come.");
    }

    private static string Sid(int number) => "DG" + number.ToString("x32", CultureInfo.InvariantCulture);

    private static object[] Sids(int count) => [.. Enumerable.Range(0, count).Select(Sid)];

    private static int Number(ReceivedRequest request) =>
        int.Parse(request.Line[^8..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Answers one request only after a later one.</summary>
    /// <param name="after">The number of the one that goes before this one; null for none.</param>
    private sealed class Overtaking(Func<int, int?> after)
    {
        private readonly ConcurrentDictionary<int, TaskCompletionSource> passed = new();

        public void Pass(int number)
        {
            if (after(number) is int other) Assert.True(this.Of(other).Task.Wait(Hang.Limit), other + " did not come.");
            this.Of(number).TrySetResult();
        }

        private TaskCompletionSource Of(int number) => this.passed.GetOrAdd(number, _ => new());
    }

    /// <summary>Answers the first request when the second is there, and the others not before the test is over.</summary>
    private sealed class UnderWay : IDisposable
    {
        private readonly ManualResetEventSlim second = new();
        private readonly ManualResetEventSlim over = new();

        public void Work(ReceivedRequest request)
        {
            if (Number(request) > 0) this.second.Set();
            Assert.True((Number(request) == 0 ? this.second : this.over).Wait(Hang.Limit));
        }

        public void Dispose() => this.over.Set();
    }

    /// <summary>A server of sinks that measures how many requests it had at once.</summary>
    private sealed class MeasuringServer : IDisposable
    {
        private readonly ScriptedServer server;
        private int atOnce;
        private readonly SemaphoreSlim answered = new(0);
        private int most;

        public MeasuringServer(Action<ReceivedRequest> work, Func<ReceivedRequest, Reply?>? answer = null) =>
            this.server = new ScriptedServer(request =>
        {
            int now = Interlocked.Increment(ref this.atOnce);
            for (int seen = this.most; now > seen; seen = this.most) Interlocked.CompareExchange(ref this.most, now, seen);
            work(request);
            Interlocked.Decrement(ref this.atOnce);
            this.answered.Release();
            return answer?.Invoke(request)
                ?? Reply.Http(200, ScriptedServer.SinkJson(request.Line[^34..], request.Field("Description") ?? "d"));
        });

        public int MostAtOnce => this.most;

        public int Connections => this.server.Connections;

        public Uri BaseUri => this.server.BaseUri;

        public IReadOnlyList<ReceivedRequest> Requests => this.server.Requests;

        public async Task UntilAnswered(int requests)
        {
            for (int i = 0; i < requests; i++) Assert.True(await this.answered.WaitAsync(Hang.Limit), "Only " + i + " were answered.");
        }

        public static implicit operator ScriptedServer(MeasuringServer measuring) => measuring.server;

        public void Dispose() => this.server.Dispose();
    }
}
