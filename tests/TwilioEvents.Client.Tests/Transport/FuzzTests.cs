using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace TwilioEvents.Tests;

/// <summary>Valid answers, spoilt by chance. TWILIO_EVENTS_TEST_SEED repeats a run, TWILIO_EVENTS_TEST_ROUNDS makes it longer.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const string Sid = "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static readonly string[] Headers =
    [
        "Content-Length: 3", "Content-Length: x", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip", "Content-Encoding: gzip",
            "Content-Encoding: deflate", "Content-Encoding: br",
        "Content-Type: text/html; charset=utf-16", "Content-Type: ;;;", "Retry-After: -1", "Retry-After: 99999999999", "Location: ::",
        "Set-Cookie: a=b", "Connection: close", "Connection: keep-alive, x",
        "Twilio-Request-Id: \u00ff\u001b[2J", "Date: never", "Trailer: x", "Upgrade: h2c", "WWW-Authenticate: Negotiate", ": x", "x",
        " folded",
    ];

    private static readonly string[] Bodies =
    [
        ScriptedServer.SinkJson(Sid, "x"),
        "{\"sinks\":[" + ScriptedServer.SinkJson(Sid, "x")
            + "],\"meta\":{\"next_page_url\":\"https://events.twilio.com/v1/Sinks?Page=1\",\"key\":\"sinks\"}}",
        "{\"code\":20404,\"message\":\"Not found\",\"more_info\":\"https://www.twilio.com/docs/errors/20404\",\"status\":404}",
        "{\"type\":\"https://www.twilio.com/docs/api/errors/20001\",\"title\":\"Bad\",\"status\":400,\"detail\":\"x\",\"code\":20001,"
            + "\"errors\":[{\"detail\":\"y\",\"pointer\":\"#/z\"}]}",
    ];

    // A word that stands in no path of a stack trace.
    private const string Secret = "unmistakable-4711";

    private static readonly int[] Statuses = [200, 200, 200, 201, 204, 302, 400, 401, 404, 429, 500, 503];

    [Fact]
    [Trait("Category", "Load")]
    public async Task A_spoilt_answer_gives_a_documented_exception_or_a_success_and_never_a_hang()
    {
        int seed = Setting("SEED") ?? new Random().Next();
        int rounds = Setting("ROUNDS") ?? 600;
        output.WriteLine("TWILIO_EVENTS_TEST_SEED=" + seed.ToString(CultureInfo.InvariantCulture));
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (int round = Interlocked.Increment(ref next); round < rounds; round = Interlocked.Increment(ref next))
                await TryAsync(seed, round);
        })));
    }

    private static async Task TryAsync(int seed, int round)
    {
        var random = new Random(unchecked((seed * 31) + round));
        byte[] answer = Spoilt(random);
        using var server = new ScriptedServer(_ => new Reply(answer, Ending.Close));
        using var client =
            new TwilioEventsClient(
                new TwilioEventsClientOptions("AC" + new string('1', 32), Secret) { BaseUri = server.BaseUri, Clock = new HurriedClock(),
                    MaximumRetryCount = 1 });
        Task call = Call(client, random.Next(5));
        string at = "Seed " + seed + ", round " + round + ": " + Encoding.GetEncoding("iso-8859-1").GetString(answer);
        Assert.True(call == await Task.WhenAny(call, Task.Delay(Hang.Limit)), "It hangs. " + at);
        Exception? error = await Record.ExceptionAsync(() => call);
        Assert.True(error is null or TwilioEventsException, error + "\n" + at);
        Assert.True(error is null || !error.ToString().Contains(Secret, StringComparison.Ordinal), "A secret. " + at);
    }

    private static Task Call(TwilioEventsClient client, int which) => which switch
    {
        0 => client.GetSinkAsync(Sid, CancellationToken.None),
        1 => ReadAllAsync(client.ListSinks()),
        2 => client.DeleteSinkAsync(Sid, CancellationToken.None),
        3 => client.CreateSinkAsync("x", SinkDefinition.Webhook(new Uri("https://example.com")), CancellationToken.None),
        _ => client.UpdateSinkAsync(Sid, "x", CancellationToken.None),
    };

    private static async Task ReadAllAsync(Pages<Sink> pages)
    {
        while (await pages.NextAsync(CancellationToken.None) is IReadOnlyList<Sink> page)
        {
            // Also what is read late.
            foreach (Sink sink in page) _ = (sink.SinkConfiguration, sink.Links, sink.GetSinkConfiguration());
        }
    }

    private static byte[] Spoilt(Random random)
    {
        byte[] body = Encoding.UTF8.GetBytes(Bodies[random.Next(Bodies.Length)]);
        if (random.Next(2) == 0) body = Spoil(body, random);
        string head =
            "HTTP/1.1 " + Statuses[random.Next(Statuses.Length)].ToString(CultureInfo.InvariantCulture)
                + " Status\r\nContent-Type: application/json\r\n";
        if (random.Next(4) != 0) head += "Content-Length: " + body.Length.ToString(CultureInfo.InvariantCulture) + "\r\n";
        for (int i = random.Next(3); i > 0; i--) head += Headers[random.Next(Headers.Length)] + "\r\n";
        byte[] answer = [.. Encoding.GetEncoding("iso-8859-1").GetBytes(head + "\r\n"), .. body];
        return random.Next(3) == 0 ? Spoil(answer, random) : answer;
    }

    private static byte[] Spoil(byte[] bytes, Random random)
    {
        for (int i = random.Next(1, 4); i > 0 && bytes.Length > 1; i--)
        {
            int from = random.Next(bytes.Length), to = random.Next(from, bytes.Length);
            switch (random.Next(4))
            {
                case 0: bytes[from] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[from] = (byte)random.Next(256); break;
                case 2: bytes = bytes[..from]; break;
                default: bytes = [.. bytes[..to], .. bytes[from..]]; break;
            }
        }

        return bytes;
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable("TWILIO_EVENTS_TEST_" + name), NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out int value) ? value : null;
}
