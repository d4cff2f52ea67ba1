using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace TwilioEvents.Tests;

/// <summary>
/// Runs that are stopped at points of chance. Afterwards what the server saw is held against what output, errors and
/// warning said. TWILIO_EVENTS_TEST_SEED repeats the points, TWILIO_EVENTS_TEST_STOPS stops more runs.
/// </summary>
public sealed partial class StopTests(ITestOutputHelper output)
{
    private const int Lines = 400;
    private static readonly int[] Limits = [1, 16, 128];

    /// <summary>Far above what Twilio asks for here (a second), below what a blocked connection takes (minutes).</summary>
    private static readonly TimeSpan LongestFirstCall = TimeSpan.FromSeconds(45);

    [Theory]
    [InlineData(Answer.AtOnce, 40)]
    [InlineData(Answer.Slowly, 20)]
    [InlineData(Answer.TooManyRequests, 4)]
    [InlineData(Answer.Faults, 8)]
    public async Task A_run_that_is_stopped_anywhere_says_what_became_of_each_line_that_was_sent(Answer answer, int stops)
    {
        int seed = Setting("SEED") ?? new Random().Next();
        output.WriteLine("TWILIO_EVENTS_TEST_SEED=" + seed.ToString(CultureInfo.InvariantCulture));
        stops = Setting("STOPS") ?? stops;
        Account[] accounts = await Task.WhenAll(Limits.Select(limit => Task.Run(() => StopRuns(answer, limit, stops, seed))));
        foreach (Account account in accounts) output.WriteLine(account.ToString());
        Assert.All(accounts, account => Assert.True(account.Seen > stops, "Hardly a line was sent: " + account));
    }

    private static async Task<Account> StopRuns(Answer answer, int limit, int stops, int seed)
    {
        using var server = new AccountingServer(answer, seed);
        using var engine = new ModuleEngine(server.BaseUri, timeoutSec: 1);
        var chance = new Random(unchecked((seed * 31) + limit));
        var account = new Account(answer, limit);
        var runs = new List<StoppedRun>();
        for (int i = 0; i < stops; i++)
        {
            // Slowed by 429, a connection stays slow for a while: the next run has one of its own.
            if (answer == Answer.TooManyRequests) engine.Connect(server.BaseUri, timeoutSec: 1);
            string[] sids = [.. Enumerable.Range(i * Lines, Lines).Select(ChaosServer.Sid)];
            runs.Add(await StopAsync(engine, server, sids, limit, chance));
            if (answer == Answer.TooManyRequests || i == stops - 1)
                account.FirstCalls.Add(FirstCall(engine, server, ChaosServer.Sid((stops * Lines) + i)));
        }

        // Not before now: the last bytes of a cancelled call may still have been on their way.
        foreach (StoppedRun run in runs) run.Check(server, account);
        Assert.All(account.FirstCalls,
            took => Assert.True(took < LongestFirstCall, account + ": the first call after a stop took " + took));
        return account;
    }

    private static async Task<StoppedRun> StopAsync(ModuleEngine engine, AccountingServer server, string[] sids, int limit, Random chance)
    {
        // Where calls wait for each other or for nothing, not so many of them.
        Task reached = server.Expect(chance.Next(1, server.IsFast ? 40 : Math.Min(limit + 2, 10)));
        int more = chance.Next(3000);
        using PowerShell shell = PowerShell.Create(engine.Engine.Runspace);
        shell.AddCommand("Set-TwilioSink").AddParameter("Description", "after").AddParameter("ThrottleLimit", limit)
            .AddParameter("RetryIntervalSec", 1);
        using var input = new PSDataCollection<object>(sids);
        input.Complete();
        var written = new PSDataCollection<PSObject>();
        IAsyncResult run = shell.BeginInvoke(input, written);
        Task ended = Task.Factory.FromAsync(run, _ => { });
        await Task.WhenAny(reached, ended, Task.Delay(Hang.Limit));
        Assert.True(reached.IsCompleted || ended.IsCompleted, "The run hangs before it is stopped.");
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < more) Thread.Yield();
        shell.Stop();
        return new StoppedRun(
            sids,
            [.. written.Select(o => o.ToString())],
            [.. shell.Streams.Error.Select(e => e.TargetObject?.ToString() ?? e.ToString())],
            [.. shell.Streams.Warning.Select(w => w.Message)]);
    }

    // How long one call takes on the connection of a run that was stopped.
    private static TimeSpan FirstCall(ModuleEngine engine, AccountingServer server, string sid)
    {
        server.IsHealthy = true;
        long start = Stopwatch.GetTimestamp();

        // On a machine that is busy, an answer may take longer than the second of the connection.
        EmbeddedHost.Result call;
        do call = engine.Run("$args[0] | Set-TwilioSink -Description after", sid);
        while (call.Errors.Any(error => error.FullyQualifiedErrorId.StartsWith("TwilioTimedOut,", StringComparison.Ordinal)));
        Assert.Empty(call.Errors);
        server.IsHealthy = false;
        return Stopwatch.GetElapsedTime(start);
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable("TWILIO_EVENTS_TEST_" + name), NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>How the server answers.</summary>
    public enum Answer
    {
        AtOnce,
        Slowly,
        TooManyRequests,
        Faults,
    }

    /// <summary>How many lines went which way.</summary>
    private sealed class Account(Answer answer, int limit)
    {
        public List<TimeSpan> FirstCalls { get; } = [];

        public int Runs { get; set; }

        public int Seen { get; set; }

        public int Written { get; set; }

        public int Errors { get; set; }

        public Dictionary<string, int> Named { get; } = [];

        public override string ToString() =>
            answer + ", -ThrottleLimit " + limit + ": " + this.Runs + " runs stopped; " + this.Seen + " lines seen, " + this.Written
                + " written, " + this.Errors + " errors, named: "
            + string.Join(", ", this.Named.Select(n => n.Value + " " + n.Key)) + "; first call after at most "
            + (this.FirstCalls.Count == 0 ? TimeSpan.Zero : this.FirstCalls.Max()).TotalSeconds.ToString("0.00",
                CultureInfo.InvariantCulture) + " s";
    }

    /// <summary>What a run said.</summary>
    private sealed partial record StoppedRun(string[] Sids, string[] Written, string[] Errors, string[] Warnings)
    {
        public void Check(AccountingServer server, Account account)
        {
            Dictionary<string, string> named =
                this.Warnings.SelectMany(w => NamedLine().Matches(w)).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
            var said = new HashSet<string>([.. this.Written, .. this.Errors, .. named.Keys]);
            string[] seen = [.. this.Sids.Where(server.HasSeen)];
            string all =
                account + "\nseen " + string.Join(" ", seen.Select(s => s[^4..])) + "\nwritten "
                    + string.Join(" ", this.Written.Select(s => s[^4..]))
                + "\nerrors " + string.Join(" ", this.Errors.Select(s => s[^4..])) + "\nwarnings " + string.Join(" ", this.Warnings);
            Assert.True(seen.All(said.Contains),
                "Seen and not said: " + string.Join(", ", seen.Where(s => !said.Contains(s)).Select(s => s[^4..])) + "; " + all);
            Assert.True(this.Written.All(server.HasApplied), all);
            Assert.True(this.Written.Intersect(named.Keys).Count() <= 1, all);
            Assert.True(this.Written.Distinct().Count() == this.Written.Length && !this.Written.Intersect(this.Errors).Any(), all);
            foreach ((string sid, string outcome) in named)
            {
                bool applied = server.HasApplied(sid);
                Assert.True(
                    outcome switch { "applied" => applied, "may have been applied" => true, _ =>
                        outcome.StartsWith("refused with ", StringComparison.Ordinal) && !applied && server.HasSeen(sid) },
                            sid + " (" + outcome + ") " + all);
                account.Named[outcome] = account.Named.GetValueOrDefault(outcome) + 1;
            }

            account.Runs++;
            account.Seen += seen.Length;
            account.Written += this.Written.Length;
            account.Errors += this.Errors.Length;
        }

        [GeneratedRegex(@"(DG[0-9a-f]{32}) \(([^)]*)\)")]
        private static partial Regex NamedLine();
    }

    /// <summary>Answers as it is told, and keeps an account.</summary>
    private sealed class AccountingServer : IDisposable
    {
        private readonly Answer answer;
        private readonly ChaosServer chaos;
        private readonly ScriptedServer orderly;
        private readonly Random chance;
        private readonly ConcurrentDictionary<string, bool> seen = new();
        private readonly ConcurrentDictionary<string, bool> applied = new();
        private TaskCompletionSource reached = new();
        private int expected;

        public AccountingServer(Answer answer, int seed)
        {
            this.answer = answer;
            this.chance = new Random(seed);
            this.chaos = new ChaosServer(seed) { OnRequest = this.Count };
            this.orderly = new ScriptedServer(this.Reply);
        }

        public Uri BaseUri => this.answer == Answer.Faults ? this.chaos.BaseUri : this.orderly.BaseUri;

        /// <summary>Whether to answer well, however it was made.</summary>
        public bool IsHealthy
        {
            get => this.chaos.IsHealthy;
            set => this.chaos.IsHealthy = value;
        }

        /// <summary>Whether a call takes hardly any time.</summary>
        public bool IsFast => this.answer == Answer.AtOnce;

        public bool HasSeen(string sid) => this.seen.ContainsKey(sid) || this.chaos.Seen.ContainsKey(sid);

        public bool HasApplied(string sid) => this.applied.ContainsKey(sid) || this.chaos.Sinks.ContainsKey(sid);

        /// <summary>Ends when so many more requests have come.</summary>
        public Task Expect(int requests)
        {
            this.reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref this.expected, requests);
            return this.reached.Task;
        }

        public void Dispose()
        {
            this.orderly.Dispose();
            this.chaos.Dispose();
        }

        private void Count()
        {
            if (Interlocked.Decrement(ref this.expected) == 0) this.reached.TrySetResult();
        }

        private Reply Reply(ReceivedRequest request)
        {
            string sid = request.Line[^34..];
            this.seen[sid] = true;
            this.Count();
            int number;
            lock (this.chance) number = this.chance.Next(100);
            if (this.answer == Answer.TooManyRequests && !this.IsHealthy && number < 30)
                return Tests.Reply.Http(429, "{}", headers: "Retry-After: 1\r\n");
            this.applied[sid] = true;
            Reply done = Tests.Reply.Http(200, ScriptedServer.SinkJson(sid, request.Field("Description")!));
            return this.answer != Answer.Slowly ? done : new Reply([])
            {
                Then = async (stream, stop) =>
                {
                    await Task.Delay(number / 5, stop);
                    await stream.WriteAsync(done.Bytes, stop);
                },
            };
        }
    }
}
