using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace TwilioEvents.Bench;

/// <summary>
/// Sends events as Twilio does, signed, in a process of its own: time and memory are then the receiver's. It writes all requests
/// before it begins, has a thread for each connection, and repeats what is answered with 503.
/// </summary>
internal static class Sender
{
    /// <summary>The destination whose text is signed; where the requests go is another matter.</summary>
    public const string Destination = "https://bench.example.com/events";

    private const int Connections = 16;
    private const int Pause = 5;

    /// <summary>Starts it, and returns when it has its requests.</summary>
    /// <param name="port">Where it sends.</param>
    /// <param name="requests">How many.</param>
    /// <param name="events">How many events each has.</param>
    /// <param name="rate">How many a second; 0 for as many as are answered.</param>
    public static Process Start(int port, int requests, int events, int rate = 0)
    {
        int[] all = [port, requests, events, rate];
        Process process = Child.Start(["send", .. all.Select(number => number.ToString(CultureInfo.InvariantCulture))]);
        process.StandardOutput.ReadLine();
        return process;
    }

    /// <summary>Lets it send, and waits for its end.</summary>
    /// <returns>How long that took, the time to an answer that 99 of 100 keep to, and the longest, all in milliseconds.</returns>
    public static (double Elapsed, double P99, double Longest) Send(Process process)
    {
        using (process)
        {
            process.StandardInput.WriteLine();
            string? line = process.StandardOutput.ReadLine();
            process.WaitForExit();
            if (line is null) throw new InvalidOperationException("The sender has ended.");
            double[] figures = [.. line.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
            return (figures[0], figures[1], figures[2]);
        }
    }

    /// <summary>The bodies of so many requests, each with events that no other has.</summary>
    public static IEnumerable<string> Bodies(int requests, int events)
    {
        string[] parts = EventParsing.Event.Split("EZbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
        for (int request = 0; request < requests; request++)
        {
            yield return "[" + string.Join(",", Enumerable.Range(request * events, events).Select(
                number => parts[0] + "EZ" + number.ToString("x32", CultureInfo.InvariantCulture) + parts[1])) + "]";
        }
    }

    /// <summary>The sender itself.</summary>
    public static void Run(int port, int requests, int events, int rate)
    {
        byte[][] all = [.. Bodies(requests, events).Select(body => Request(port, body))];
        var times = new double[requests];
        Console.WriteLine("ready");
        Console.ReadLine();
        long start = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, Connections).Select(part =>
            new Thread(() => Send(port, all, part, rate, times, start)))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Array.Sort(times);
        Console.WriteLine(FormattableString.Invariant($"{elapsed} {times[requests * 99 / 100]} {times[^1]}"));
    }

    // A time is since the request was due: one that waits for the answer before it counts that, too.
    private static void Send(int port, byte[][] all, int part, int rate, double[] times, long start)
    {
        Socket? socket = null;
        var answer = new byte[4096];
        for (int i = part; i < all.Length; i += Connections)
        {
            TimeSpan due = rate == 0 ? Stopwatch.GetElapsedTime(start) : TimeSpan.FromSeconds((double)i / rate);
            TimeSpan wait = due - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero) Thread.Sleep(wait);
            while (!IsTaken(ref socket, port, all[i], answer)) Thread.Sleep(Pause);
            times[i] = (Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds;
        }

        socket?.Dispose();
    }

    // An HttpListener closes a connection after 100 requests.
    private static bool IsTaken(ref Socket? socket, int port, byte[] request, byte[] answer)
    {
        if (socket is null)
        {
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Connect(IPAddress.Loopback, port);
        }

        for (int sent = 0; sent < request.Length;) sent += socket.Send(request.AsSpan(sent));
        int length = 0;
        while (!answer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            int count = socket.Receive(answer.AsSpan(length));
            if (count == 0) throw new InvalidOperationException("The receiver has closed the connection.");
            length += count;
        }

        if (answer.AsSpan(0, length).IndexOf("Connection: close"u8) >= 0)
        {
            socket.Dispose();
            socket = null;
        }

        string status = Encoding.ASCII.GetString(answer, "HTTP/1.1 ".Length, 3);
        return status == "204" || (status == "503" ? false : throw new InvalidOperationException("The answer is " + status + "."));
    }

    private static byte[] Request(int port, string body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        string query = "?bodySHA256=" + Convert.ToHexStringLower(SHA256.HashData(bytes));

        // Twilio's algorithm.
#pragma warning disable CA5350
        byte[] signature = HMACSHA1.HashData(Encoding.UTF8.GetBytes(Module.Secret), Encoding.UTF8.GetBytes(Destination + query));
#pragma warning restore CA5350
        string head = FormattableString.Invariant($"POST /events{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n")
            + "X-Twilio-Signature: " + Convert.ToBase64String(signature) + "\r\nContent-Type: application/json\r\n"
            + FormattableString.Invariant($"Content-Length: {bytes.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. bytes];
    }
}
