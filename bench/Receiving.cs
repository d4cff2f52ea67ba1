using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Bench;

/// <summary>What Receive-TwilioEvent costs: events a second, the time to an answer, and memory.</summary>
internal static class Receiving
{
    private const int MiB = 1024 * 1024;

    /// <summary>Measures all, and adds lines to the report.</summary>
    public static void Measure(Module module, Report report, bool quick)
    {
        int rounds = quick ? 1 : 7;
        CompareToHttpListener(module, report, quick ? 320 : 20_000, rounds);
        CompareToParser(module, report, quick ? 16 : 400, rounds);

        int count = quick ? 100 : 1000;
        (_, double p99, double longest) = Receive(module, count, 1, rate: 100);
        report.Add("time to the answer of Receive-TwilioEvent at 100 events a second, in ms: 99 of 100", p99,
            FormattableString.Invariant($"{count} requests on 16 connections; the longest {longest:0.0} ms"), must: 50, format: "0.0");

        int[] sizes = quick ? [100, 1000] : [1000, 100_000, 300_000];
        (double WorkingSet, double Heap)[] peaks = [.. sizes.Select(PeakMemory)];
        report.Add(
            $"peak working set of {string.Join(" / ", sizes.Select(size => size.ToString("#,0", CultureInfo.InvariantCulture)))} events "
                + "received, MiB between the least and the most",
            peaks.Max(peak => peak.WorkingSet) - peaks.Min(peak => peak.WorkingSet),
            FormattableString.Invariant($"working set {string.Join(" / ", peaks.Select(peak => $"{peak.WorkingSet:0}"))} MiB; heap ")
                + "after a collection "
                + $"{string.Join(" / ", peaks.Select(peak => peak.Heap.ToString("0.0", CultureInfo.InvariantCulture)))} MiB; "
                + "batches of 10, each in a new process; what is remembered of the last 100,000 events, so that none is written twice, "
                + "takes 12 MiB of it",
            must: 32, format: "0.0");
    }

    /// <summary>The process of a measurement of memory: receives so many events, and prints what that took at most.</summary>
    public static void Run(int port, int events)
    {
        using var module = new Module(new Uri("http://127.0.0.1:1"));
        long workingSet = 0, heap = 0;
        using (new Timer(_ => Look(), null, 0, 20))
        {
            RunCommand(module, port, events);
            Look();
        }

        Console.WriteLine(FormattableString.Invariant($"{workingSet} {heap}"));

        void Look()
        {
            workingSet = Math.Max(workingSet, Environment.WorkingSet);
            heap = Math.Max(heap, GC.GetGCMemoryInfo().HeapSizeBytes);
        }
    }

    private static void CompareToHttpListener(Module module, Report report, int count, int rounds)
    {
        var ours = new List<double>();
        var theirs = new List<double>();
        for (int round = -2; round < rounds; round++)
        {
            double floor = Listen(count), mine = Receive(module, count, 1).Elapsed;
            if (round < 0) continue;
            ours.Add(mine);
            theirs.Add(floor);
        }

        report.Add("time of an event through Receive-TwilioEvent, 16 connections, batches of 1 / an HttpListener that reads and answers",
            Median(ours.Zip(theirs, (a, b) => a / b)),
            FormattableString.Invariant($"events a second: {1000 * count / Median(ours):#,0} / {1000 * count / Median(theirs):#,0}; ")
                + $"signatures are checked; {rounds} alternating rounds of {count:#,0}", must: 1 / 0.7);
    }

    private static void CompareToParser(Module module, Report report, int batches, int rounds)
    {
        const int Size = 100;
        string[] bodies = [.. Sender.Bodies(batches, Size)];
        var ours = new List<double>();
        var theirs = new List<double>();
        for (int round = -2; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            module.Run("$args[0] | ConvertFrom-TwilioEvent > $null", [bodies]);
            double parsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds, mine = Receive(module, batches, Size).Elapsed;
            if (round < 0) continue;
            ours.Add(mine);
            theirs.Add(parsed);
        }

        double count = 1000 * batches * Size;
        report.Add("time of an event through Receive-TwilioEvent, 16 connections, batches of 100 / ConvertFrom-TwilioEvent alone",
            Median(ours.Zip(theirs, (a, b) => a / b)),
            FormattableString.Invariant($"events a second: {count / Median(ours):#,0} / {count / Median(theirs):#,0}; ")
                + $"signatures are checked; {rounds} alternating rounds of {batches:#,0} batches", must: 1 / 0.5);
    }

    private static (double WorkingSet, double Heap) PeakMemory(int events)
    {
        const int Size = 10;
        int port = FreePort();
        Process sender = Sender.Start(port, events / Size, Size);
        using Process receiver = Child.Start("receive", port.ToString(CultureInfo.InvariantCulture),
            events.ToString(CultureInfo.InvariantCulture));
        WaitFor(port);
        Sender.Send(sender);
        double[] peak = [.. receiver.StandardOutput.ReadToEnd().Trim().Split(' ')
            .Select(bytes => long.Parse(bytes, CultureInfo.InvariantCulture) / (double)MiB)];
        receiver.WaitForExit();
        return (peak[0], peak[1]);
    }

    private static (double Elapsed, double P99, double Longest) Receive(Module module, int requests, int events, int rate = 0)
    {
        int port = FreePort();
        Process sender = Sender.Start(port, requests, events, rate);
        Task receiver = Task.Run(() => RunCommand(module, port, requests * events));
        WaitFor(port);
        (double Elapsed, double P99, double Longest) sent = Sender.Send(sender);
        receiver.Wait();
        return sent;
    }

    private static void RunCommand(Module module, int port, int events) =>
        module.Run("Receive-TwilioEvent $args[0] -PublicUri $args[1] -MaximumCount $args[2] > $null", port, Sender.Destination, events);

    // The floor: reads each body and answers 204, several requests at a time.
    private static double Listen(int requests)
    {
        int port = FreePort();
        Process sender = Sender.Start(port, requests, 1);
        using var listener = new HttpListener();
        listener.Prefixes.Add(FormattableString.Invariant($"http://127.0.0.1:{port}/"));
        listener.Start();
        Task accepting = Task.Run(async () =>
        {
            for (int i = 0; i < requests; i++) _ = AnswerAsync(await listener.GetContextAsync());
        });
        double elapsed = Sender.Send(sender).Elapsed;
        accepting.Wait();
        return elapsed;

        static async Task AnswerAsync(HttpListenerContext context)
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            context.Response.StatusCode = 204;
            context.Response.ContentLength64 = 0;
            context.Response.Close();
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static void WaitFor(int port)
    {
        while (true)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(20);
            }
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
