using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace TwilioEvents.Bench;

/// <summary>
/// The server of all measurements, in a process of its own: memory and allocations are then the client's alone.
/// It answers every request with the same sink under the Sid that was asked for, counts, and keeps nothing.
/// Told what to do by lines on its standard input, it answers each with a line.
/// </summary>
internal sealed class BenchServer : IDisposable
{
    private const int SidLength = 34;

    private readonly Process process;

    private BenchServer(Process process)
    {
        this.process = process;
        this.BaseUri = new Uri("http://127.0.0.1:" + process.StandardOutput.ReadLine());
    }

    /// <summary>Where it listens.</summary>
    public Uri BaseUri { get; }

    /// <summary>Starts it.</summary>
    public static BenchServer Start() => new(Child.Start("server"));

    /// <summary>How long it waits before each answer.</summary>
    public void SetLatency(int milliseconds) => this.Ask("latency " + milliseconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>How many requests arrived so far, and how many connections were opened.</summary>
    public (long Requests, long Connections) Count()
    {
        string[] counts = this.Ask("count").Split(' ');
        return (long.Parse(counts[0], CultureInfo.InvariantCulture), long.Parse(counts[1], CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The end of its input is the end of the server.
        this.process.StandardInput.Close();
        this.process.WaitForExit();
        this.process.Dispose();
    }

    /// <summary>The server itself, until its input ends.</summary>
    public static void Serve()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(512);
        var counters = new Counters();
        new Thread(() => Accept(listener, counters)) { IsBackground = true }.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        while (Console.ReadLine() is string line)
        {
            if (line.StartsWith("latency ", StringComparison.Ordinal))
                counters.Latency = int.Parse(line.AsSpan(8), CultureInfo.InvariantCulture);
            Console.WriteLine(
                FormattableString.Invariant($"{Volatile.Read(ref counters.Requests)} {Volatile.Read(ref counters.Connections)}"));
        }
    }

    private string Ask(string line)
    {
        this.process.StandardInput.WriteLine(line);
        return this.process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The server has ended.");
    }

    private static void Accept(TcpListener listener, Counters counters)
    {
        byte[] answer = Answer();
        while (true)
        {
            Socket socket = listener.AcceptSocket();
            Interlocked.Increment(ref counters.Connections);
            new Thread(() => Answer(socket, (byte[])answer.Clone(), counters), maxStackSize: 256 * 1024) { IsBackground = true }.Start();
        }
    }

    // On a thread of its own: to wake one takes as long, however long it waited, which is not so in the thread pool.
    private static void Answer(Socket socket, byte[] answer, Counters counters)
    {
        using (socket)
        {
            socket.NoDelay = true;
            List<int> places = PlacesOfSid(answer);
            var received = new byte[16384];
            int length = 0;
            try
            {
                while (true)
                {
                    int count = socket.Receive(received.AsSpan(length));
                    if (count == 0) return;
                    length += count;
                    if (!IsWhole(received.AsSpan(0, length))) continue;
                    int endOfPath = received.AsSpan(0, length).IndexOf(" HTTP/1.1"u8);
                    if (endOfPath < SidLength)
                    {
                        // Connect-TwilioEvents asks whether this is a sandbox.
                        socket.Send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8);
                        length = 0;
                        continue;
                    }

                    Interlocked.Increment(ref counters.Requests);
                    foreach (int place in places) received.AsSpan(endOfPath - SidLength, SidLength).CopyTo(answer.AsSpan(place));
                    if (counters.Latency > 0) Thread.Sleep(counters.Latency);
                    socket.Send(answer);
                    length = 0;
                }
            }
            catch (SocketException)
            {
                // The client has hung up.
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        int end = request.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        ReadOnlySpan<byte> name = "Content-Length: "u8;
        int length = request.IndexOf(name), body = 0;
        for (int i = length + name.Length; length >= 0 && request[i] is >= (byte)'0' and <= (byte)'9'; i++)
            body = (10 * body) + request[i] - '0';
        return request.Length >= end + 4 + body;
    }

    private static byte[] Answer()
    {
        string sid = new('?', SidLength), url = "https://events.twilio.com/v1/Sinks/" + sid;
        string body = "{\"sid\":\"" + sid + "\",\"description\":\"Billing events\",\"sink_type\":\"kinesis\",\"status\":\"active\""
            + ",\"sink_configuration\":{\"arn\":\"arn:aws:kinesis:us-east-1:1:stream/s\",\"role_arn\":\"arn:aws:iam::1:role/r\","
            + "\"external_id\":\"secret\"}"
            + ",\"date_created\":\"2015-07-30T20:00:00Z\",\"date_updated\":\"2015-07-30T20:00:01Z\",\"url\":\"" + url + "\""
            + ",\"links\":{\"sink_test\":\"" + url + "/Test\",\"sink_validate\":\"" + url + "/Validate\"}}";
        return Encoding.ASCII.GetBytes(
            FormattableString.Invariant(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }

    private static List<int> PlacesOfSid(byte[] answer)
    {
        var places = new List<int>();
        for (int i = answer.AsSpan().IndexOf((byte)'?'); i < answer.Length; i++)
        {
            if (answer[i] != '?') continue;
            places.Add(i);
            i += SidLength;
        }

        return places;
    }

    private sealed class Counters
    {
        public long Requests;
        public long Connections;
        public volatile int Latency;
    }
}
