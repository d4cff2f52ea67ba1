using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Threading;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What -Verbose and -Debug show of the requests.</summary>
public sealed class TraceTests
{
    [Fact]
    public void Verbose_shows_one_line_a_request()
    {
        using var server = new ScriptedServer(request => Reply.Http(200, ServerSink(request), headers: "Twilio-Request-Id: RQ4711\r\n"));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Must("Get-TwilioSink " + ModuleEngine.A + " -Verbose; Set-TwilioSink " + ModuleEngine.A + " d -Verbose");
        Assert.Collection(
            Requests(result.Verbose),
            line => Assert.Matches("^GET /v1/Sinks/" + ModuleEngine.A + @" 200 in \d+ ms \(try 1, request RQ4711\)$", line),
            line => Assert.Matches("^POST /v1/Sinks/" + ModuleEngine.A + @" 200 in \d+ ms \(try 1, request RQ4711\)$", line));
    }

    [Fact]
    public void Verbose_shows_a_retry_with_its_reason_and_a_failure_with_its_words()
    {
        int count = 0;
        using var server = new ScriptedServer(request => Interlocked.Increment(ref count) switch
        {
            1 => Reply.Http(503, "{}"),
            2 => Reply.Reset,
            3 => new Reply(Reply.Http(200, "{\"sid\":\"x\"}").Bytes[..^1], Ending.Close),
            _ => Reply.Http(400, "{\"code\":20001,\"message\":\"No.\"}"),
        });
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run("Set-TwilioSink " + ModuleEngine.A + " d -Verbose -MaximumRetryCount 3 -RetryIntervalSec 1");
        string path = "^POST /v1/Sinks/" + ModuleEngine.A, again = @" is tried again in \d(\.\d\d?)? s, because of: ";
        Assert.Collection(
            Requests(result.Verbose),
            line => Assert.Matches(path + @" 503 in \d+ ms \(try 1\)$", line),
            line => Assert.Matches(path + again + "status 503$", line),
            line => Assert.Matches(
                path + @" no answer in \d+ ms \(try 2\): Cannot set the description of sink " + ModuleEngine.A
                    + ": the connection to .* broke[.]", line),
            line => Assert.Matches(path + again + "the connection broke$", line),
            line => Assert.Matches(path + @" 200 in \d+ ms \(try 3\)$", line),
            line => Assert.Matches(path + again + "the answer was cut off$", line),
            line => Assert.Matches(path + @" 400 in \d+ ms \(try 4\)$", line));
        Assert.Single(result.Errors);
    }

    [Fact]
    public void With_32_in_flight_each_request_and_each_retry_has_a_whole_line_of_its_own()
    {
        // Every tenth sink fails once.
        var failed = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        using var server = new ScriptedServer(request => request.Line.EndsWith('0') && failed.TryAdd(request.Line, true)
            ? Reply.Http(503, "{}")
            : Reply.Http(200, ServerSink(request), headers: "Twilio-Request-Id: RQ" + request.Line[^34..] + "\r\n"));
        using var engine = new ModuleEngine(server.BaseUri);
        string[] sids = [.. Enumerable.Range(0, 200).Select(i => "DG" + i.ToString("D32", CultureInfo.InvariantCulture))];
        Result result =
            engine.Must("$args[0] | Set-TwilioSink -Description d -ThrottleLimit 32 -RetryIntervalSec 1 -Verbose -Debug", [sids]);
        List<string> lines = Requests(result.Verbose);
        foreach (string sid in sids)
        {
            bool retried = sid[^1] == '0';
            string path = "POST /v1/Sinks/" + sid;
            string[] own = [.. lines.Where(line => line.StartsWith(path, StringComparison.Ordinal))];
            Assert.Equal(retried ? 3 : 1, own.Length);
            Assert.Matches("^" + path + @" 200 in \d+ ms \(try " + (retried ? 2 : 1) + ", request RQ" + sid + @"\)$", own[^1]);
            if (!retried) continue;
            Assert.Matches("^" + path + @" 503 in \d+ ms \(try 1\)$", own[0]);
            Assert.Matches("^" + path + @" is tried again in \d(\.\d\d?)? s, because of: status 503$", own[1]);
        }

        Assert.Equal(200 + (2 * 20), lines.Count);
    }

    [Fact]
    public void Debug_shows_the_headers_that_are_known_and_masks_what_is_secret_by_its_name()
    {
        string[] secret =
            ["Authorization", "authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "SET-COOKIE", "X-Api-Key", "X-Auth-Token"];
        using var server = new ScriptedServer(request => Reply.Http(
            201,
            ServerSink(request,
                "{\"external_id\":\"hush-1\",\"list\":[{\"writeKey\":\"hush-2\"},\"https://u:hush-3@h\"],\"token\":null,"
                    + "\"secret\":[\"hush-6\"],\"arn\":\"a\"}"),
            headers: "Server: yes\r\nX-Seen: hush-7\r\nLocation: https://u:hush-4@example.com/x\r\n"
                + string.Concat(secret.Select(name => name + ": hush-5\r\n"))));
        using var engine = new ModuleEngine(server.BaseUri);
        string[] said =
            [.. engine.Must(
                "New-TwilioSink d -Arn arn:aws:kinesis:us-east-1:111122223333:stream/s -RoleArn arn:aws:iam::111122223333:role/r "
                    + "-ExternalId hush-0 -Debug 5>&1")
            .Output.Where(thing => thing.BaseObject is DebugRecord).Select(record => record.ToString())];
        Assert.Equal(2, said.Length);
        string[] sent = said[0].Split('\n'), got = said[1].Split('\n');
        Assert.Equal("> POST " + server.BaseUri + "v1/Sinks", sent[0]);
        Assert.Contains("> Authorization: ********", sent);
        Assert.Contains("> Content-Type: application/x-www-form-urlencoded", sent);
        Assert.Contains("Description = d", sent);
        Assert.Contains(
            "SinkConfiguration = {\"arn\":\"arn:aws:kinesis:us-east-1:111122223333:stream/s\","
                + "\"role_arn\":\"arn:aws:iam::111122223333:role/r\",\"external_id\":\"********\"}", sent);
        Assert.Equal("< 201 Status", got[0]);
        Assert.Contains("< Server: yes", got);
        Assert.Contains("< X-Seen: ********", got);
        Assert.Contains("< Location: https://u:********@example.com/x", got);
        foreach (string name in secret.Distinct(StringComparer.OrdinalIgnoreCase))
            Assert.Contains(got, line => Regex.IsMatch(line, "^< " + name + @": \*{8}$", RegexOptions.IgnoreCase));
        Assert.Contains(
            "\"sink_configuration\":{\"external_id\":\"********\",\"list\":[{\"writeKey\":\"********\"},\"https://u:********@h\"],"
                + "\"token\":null,\"secret\":\"********\",\"arn\":\"a\"}", got[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("hush", string.Concat(said), StringComparison.Ordinal);

        // With -Debug alone, the engine would ask after each verbose line whether to go on.
        Assert.Empty(engine.Engine.Host.Questions);
    }

    [Fact]
    public void A_long_body_is_cut_before_it_is_masked_and_masked_all_the_same()
    {
        string configuration =
            "{\"external_id\":\"hush-1\",\"token\":[\"hush-2\",{\"x\":\"hush]3\"}],\"u\":\"https://u:hush-4@h\",\"more\":\""
                + new string('a', 200_000) + "\"}";
        using var server = new ScriptedServer(request => Reply.Http(200, ServerSink(request, configuration)));
        using var engine = new ModuleEngine(server.BaseUri);
        string got =
            engine.Must(
                "$null = Get-TwilioSink " + ModuleEngine.A
                    + " -Debug 5>&1 | ForEach-Object { if ($_ -is [System.Management.Automation.DebugRecord]) { $global:got = $_.Message "
                        + "} }; $got").Output[0].ToString();
        Assert.Contains("\"external_id\":\"********\",\"token\":********,\"u\":\"https://u:********@h\"", got, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", got, StringComparison.Ordinal);
        Assert.EndsWith("...", got, StringComparison.Ordinal);
        Assert.InRange(got.Length, 8000, 10_000);
    }

    [Fact]
    public void Neither_shows_a_secret_that_stands_where_none_belongs()
    {
        // As the connection's secret is, so is what is asked for, and what the server repeats.
        using var server =
            new ScriptedServer(
                _ => Reply.Raw(
                    "HTTP/1.1 400 top-secret\r\nX-top-secret: 1\r\nX-Echo: top-secret\r\nContent-Length: 10\r\nTwilio-Request-Id: "
                        + "RQtop-secret\r\n\r\ntop-secret"));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run("Get-TwilioEventSchema top-secret -Verbose -Debug *>&1");
        string[] said =
            [.. result.Output.Where(thing => thing.BaseObject is VerboseRecord or DebugRecord).Select(record => record.ToString())];
        Assert.Equal(4, said.Length);
        Assert.All(said.Skip(1), line => Assert.Contains("********", line, StringComparison.Ordinal));
        Assert.DoesNotContain("top-secret", string.Concat(said), StringComparison.OrdinalIgnoreCase);
    }

    private static string ServerSink(ReceivedRequest request, string configuration = "{\"arn\":\"a\"}") =>
        ScriptedServer.SinkJson(request.Line.Length > 34 ? request.Line[^34..] : ModuleEngine.A, "d", configuration);

    private static List<string> Requests(IEnumerable<string> verbose) =>
        [.. verbose.Where(line => line.Contains("/v1/", StringComparison.Ordinal))];
}
