using System;
using System.Buffers;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Web;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>
/// Plants secrets wherever one can stand, runs every cmdlet through every outcome against a server that repeats
/// all it got wherever it can, and looks for each secret, in every form, in all that came out. The classes below it run
/// beside each other.
/// </summary>
public abstract class LeakTests
{
    private const string Subscription = "DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    // What the commands are given.
    private const string Token = "tok\"en+4711/un\\mist %40aké\U0001F600&=<x>'-able-abcdefgh";
    private const string ProxyPassword = "pr0xy:P@ss/w%rd-ünmistakable-\"0815\"-xyzw";
    private const string ExternalId = "ext\"ernal\\id+ö/&=%25-unmistakable-4712-qrst";
    private const string WriteKey = "wr1teKey/unmistakable\\\"é-4713-mnop-rstuv";
    private const string HookPassword = "hook p@ss/w:rd?é#unmistakable\"-4714-ijkl";
    private const string RawHookPassword = "raw-unmistakable-4715-jklm-nopq-rstu";
    private const string NestedPassword = "nested\"unmistakable\\4716-hijk-lmno-pqrs";
    private const string NestedKey = "nestedkey%unmistakable+4717-bcde-fghi";

    // What the server knows besides.
    private const string StoredExternalId = "stored\"external\\4718-unmistakable-xx+yz";
    private const string StoredWriteKey = "storedkey/4719-unmistakable\\u-vwxy-zabc";
    private const string StoredHookPassword = "storedhook-4720-unmistakable-defg-hijk";
    private const string StoredToken = "storedtoken4721unmistakablelmnopqrstuv";
    private const string StoredCookie = "storedcookie4722unmistakablewxyzabcdef";

    private static readonly string[] Secrets =
    [
        Token, ProxyPassword, ExternalId, WriteKey, HookPassword, RawHookPassword, NestedPassword, NestedKey,
        StoredExternalId, StoredWriteKey, StoredHookPassword, StoredToken, StoredCookie,
    ];

    // What to look for: each secret in each form, whole and halved, by the secret that it shows; and in the form
    // in which a SecureString is written where nothing protects it.
    private static readonly (string Text, string Of)[] Traces =
        [.. Secrets.SelectMany(
            secret => Forms(secret).Append(Convert.ToHexString(Encoding.Unicode.GetBytes(secret)).ToLowerInvariant()).SelectMany(Halved)
                .Select(text => (text, secret))).DistinctBy(trace => trace.text)];

    private static readonly SearchValues<string> AnyTrace =
        SearchValues.Create([.. Traces.Select(trace => trace.Text)], StringComparison.Ordinal);

    private static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private protected static void AssertNothingLeaks(string outcome)
    {
        string[] names = [.. LeakCases.All.Keys.Where(name => outcome == "success" || !LeakCases.SendNothing.Contains(name))];
        using var elsewhere = new ScriptedServer(_ => Reply.Http(200, "{}"));
        int count = 0, probes = 0;
        using var server =
            new ScriptedServer(request => Answer(outcome, request, System.Threading.Interlocked.Increment(ref count), elsewhere.BaseUri))
            {
                // Every other time: so each command is seen where Connect warns of the address, and on a sandbox.
                OnProbe = _ => Reply.Http(200,
                    System.Threading.Interlocked.Increment(ref probes) % 2 == 0 ? "{\"twilio_events_sandbox\":1}" : "{\"x\":1}"),
            };
        using LoopbackListener noTls = LoopbackListener.OfPlainText();
        Uri uri = outcome switch
        {
            "no TLS" => new Uri("https://127.0.0.1:" + noTls.Port),
            "proxy" => new Uri("https://events.example.test"),
            _ => server.BaseUri,
        };

        // Each cmdlet in an engine of its own: a timeout takes its time, and all may wait at once.
        var found = new List<string>();
        bool slow = outcome is "timeout" or "429";
        IEnumerable<string[]> groups = slow ? names.Select(name => new[] { name }) : [names];
        Parallel.ForEach(groups, new ParallelOptions { MaxDegreeOfParallelism = slow ? 8 : 1 }, group =>
        {
            using var session = new Session(uri, outcome == "proxy" ? server.BaseUri : null, outcome == "timeout" ? 1 : 100);
            foreach (string name in group)
            {
                foreach (string script in LeakCases.All[name])
                {
                    string all = session.Run(Script(session, outcome, name, script));
                    if (!all.AsSpan().ContainsAny(AnyTrace)) continue;
                    lock (found) found.AddRange(
                        Traces.Where(trace => all.Contains(trace.Text, StringComparison.Ordinal))
                            .Select(trace =>
                                outcome + ": " + script + " shows " + trace.Of + " as " + trace.Text + ": " + Around(all, trace.Text)));
                }
            }
        });
        Assert.True(found.Count == 0,
            found.Count + " leaks\n" + string.Join("\n", found.DistinctBy(line => line.Split(" as ")[0]).Take(30)));
        Assert.Empty(elsewhere.Requests);
        if (outcome is not ("what if" or "no TLS")) Assert.NotEmpty(server.Requests);
    }

    private protected static void AssertWhatIsAllowedIsFound()
    {
        // The one method that gives the real values; and the proof that the search sees what the commands give.
        using var server = new ScriptedServer(request => Answer("success", request, 1, new Uri("http://127.0.0.1:1")));
        using var session = new Session(server.BaseUri, null, 100);
        string all = session.Run("(Get-TwilioSink $dg).GetSinkConfiguration()");
        Assert.True(all.AsSpan().ContainsAny(AnyTrace));
        foreach (string secret in new[] { StoredExternalId, StoredWriteKey, StoredHookPassword, StoredToken })
            Assert.Contains(Traces, trace => trace.Of == secret && all.Contains(trace.Text, StringComparison.Ordinal));
    }

    private static string Script(Session session, string outcome, string name, string script)
    {
        bool asks = session.Confirms(name);
        string how = outcome switch
        {
            "what if" when asks => " -WhatIf",
            "confirm" when asks => " -Confirm",
            _ => asks ? " -Confirm:$false" : string.Empty,
        };
        if (outcome == "429" && session.Retries(name)) how += " -MaximumRetryCount 1 -RetryIntervalSec 1";
        return script + how;
    }

    // Everything a server can say, with all it got in it.
    private static Reply Answer(string outcome, ReceivedRequest request, int number, Uri elsewhere)
    {
        List<string> got = Got(request);
        string[] forms = [.. got.SelectMany(Forms).SelectMany(Halved)];
        string Pick(int index) => forms[((number * 7) + index) % forms.Length];
        string stored = JsonSerializer.Serialize(new { external_id = StoredExternalId, writeKey = StoredWriteKey });
        string hook = "https://user:" + StoredHookPassword + "@example.com/x";
        string said = (number % 4) switch
        {
            0 => "Invalid SinkConfiguration " + stored + " at " + hook,
            1 => "You sent SinkConfiguration=" + Uri.EscapeDataString(stored) + "&u=" + Uri.EscapeDataString(hook),
            2 => "Not allowed: AuthToken=" + StoredToken + " nor Bearer " + StoredToken,
            _ => "You are " + Pick(0) + " and sent " + Pick(1),
        };
        string head =
            "X-Echo: " + Line(string.Join(" ", got)) + "\r\nX-" + Regex.Replace(Pick(2), "[^A-Za-z0-9]", "-") + ": x\r\nX-Api-Key: "
                + StoredToken + "\r\nSet-Cookie: session=" + StoredCookie + "\r\nTwilio-Request-Id: RQ " + Line(Pick(3))
                + "\r\nWWW-Authenticate: Basic realm=\"" + Line(Pick(4)) + "\"\r\n";
        string reason = "Sorry " + Line(Pick(5));
        string page =
            "<html>" + string.Join(" ", got.Select(WebUtility.HtmlEncode)) + WebUtility.HtmlEncode(request.Head) + " "
                + WebUtility.HtmlEncode(request.Text) + " " + string.Join("<br>", forms.Skip(number * 11 % forms.Length).Take(20))
                + WebUtility.HtmlEncode(stored) + hook + "</html>";
        switch (outcome)
        {
            case "400 classic":
                return Http(400,
                    JsonSerializer.Serialize(
                        new { code = 20001, message = said, more_info = "https://www.twilio.com/docs/"
                            + Uri.EscapeDataString(Pick(6)), status = 400, you_sent = forms }));
            case "400 RFC 9457":
                return Http(400,
                    JsonSerializer.Serialize(
                        new { code = 20001, title = said, detail = number % 2 == 0 ? said : null, type = "https://u:"
                            + Uri.EscapeDataString(StoredHookPassword) + "@twilio.com/"
                            + Uri.EscapeDataString(Pick(6)), errors = new[] { new { detail = "And " + Pick(7) } }, you_sent = got }));
            case "401" or "404" or "429":
                return Http(int.Parse(outcome, CultureInfo.InvariantCulture),
                    JsonSerializer.Serialize(new { code = 20003, message = "Authenticate: " + Pick(8) }),
                    more: outcome == "429" ? "Retry-After: 0\r\n" : string.Empty);
            case "500 HTML":
                return Http(500, page, "text/html");
            case "proxy":
                return request.Header("Proxy-Authorization") is null
                    ? Http(407, page, "text/html", "Proxy-Authenticate: Basic realm=\"x\"\r\n")
                    : Http(502, page, "text/html");
            case "redirect":
                return Http(307, page, "text/html", "Location: " + elsewhere + "v1/" + Uri.EscapeDataString(Pick(9)) + "\r\n");
            case "unreadable JSON":
                return Http(200, "{\"sid\":\"" + HttpUtility.JavaScriptStringEncode(Pick(10)) + "\",\"x\":" + Pick(11) + " " + stored);
            case "no list":
                return Http(200, JsonSerializer.Serialize(new { you_sent = forms, wrong = 1 }));
            case "broken HTTP":
                return new Reply(
                    Encoding.UTF8.GetBytes(
                        (number % 2 == 0 ? "HTTP/1.1 200 OK\r\n" : string.Empty) + Line(Pick(12)) + " " + Line(request.Head) + "\r\n\r\n"),
                            Ending.Close);
            case "cut":
                return new Reply(
                    Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Line(Pick(13)) + "\r\n" + stored),
                    Ending.Close);
            case "reset":
                return Reply.Reset;
            case "timeout":
                return Reply.Silence;
            default:
                string next = outcome == "page elsewhere" ? elsewhere + "v1/Sinks/" + Uri.EscapeDataString(Pick(14)) : string.Empty;
                return Http(200, Success(request, next));
        }

        Reply Http(int status, string body, string type = "application/json", string more = "")
        {
            byte[] bytes = Encoding.UTF8.GetBytes(body);
            return new([.. Encoding.UTF8.GetBytes(
                "HTTP/1.1 " + status + " " + reason + "\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.Length + "\r\n" + head
                    + more + "\r\n"), .. bytes]);
        }
    }

    // One answer that serves for every operation: what it does not need does no harm.
    private static string Success(ReceivedRequest request, string next)
    {
        object configuration = new
        {
            arn = "arn:aws:kinesis:us-east-1:111122223333:stream/s",
            external_id = StoredExternalId,
            write_key = StoredWriteKey,
            destination = "https://user:" + Uri.EscapeDataString(StoredHookPassword) + "@example.com/x?next=https://a:" + StoredHookPassword
                + "@h/",
            more = new object[]
            {
                new { External_Id = StoredExternalId, api_token = StoredToken, connection = new { password = new[] { StoredToken } } },
                "https://user:" + StoredHookPassword + "@h",
            },
        };
        object item = new
        {
            sid = request.Line.Contains(Subscription, StringComparison.Ordinal) ? Subscription : ModuleEngine.A,
            id = "Voice.X",
            type = "com.twilio.voice.x",
            description = "a sink",
            sink_type = "webhook",
            status = "active",
            sink_configuration = configuration,
            schema_id = "Voice.X",
            schema_version = 1,
            latest_version = 1,
            date_created = "2015-07-30T20:00:00Z",
            result = "submitted",
        };
        var answer = JsonSerializer.SerializeToNode(item)!.AsObject();
        if (request.Line.StartsWith("GET ", StringComparison.Ordinal))
        {
            foreach (string list in new[] { "sinks", "subscriptions", "types", "schema_versions", "schemas", "deliveries" })
                answer[list] = JsonSerializer.SerializeToNode(new[] { item });
            answer["meta"] = JsonSerializer.SerializeToNode(new { next_page_url = next.Length == 0 ? null : next });
        }

        return answer.ToJsonString();
    }

    // The secrets that arrived, decoded, and the header that brought one.
    private static List<string> Got(ReceivedRequest request)
    {
        var got = new List<string>();
        foreach (string name in new[] { "Authorization", "Proxy-Authorization" })
        {
            if (request.Header(name) is not string header) continue;
            string pair = Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..]));
            got.Add(pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            got.Add(header["Basic ".Length..]);
        }

        if (request.Field("SinkConfiguration") is string configuration)
        {
            got.AddRange(
                Secrets.Where(secret => configuration.Contains(JsonSerializer.Serialize(secret, AsSent)[1..^1], StringComparison.Ordinal)
                || configuration.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal)));
            got.Add(configuration);
        }

        if (got.Count == 0) got.Add("nothing");
        return got;
    }

    private static string Line(string text) => Regex.Replace(text, "[\\r\\n]+", " ");

    private static IEnumerable<string> Forms(string secret)
    {
        string json = HttpUtility.JavaScriptStringEncode(secret), jsonOfOthers = JsonSerializer.Serialize(secret)[1..^1],
            percent = Uri.EscapeDataString(secret);
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        string base64 = Convert.ToBase64String(bytes).TrimEnd('=');
        string[] forms =
        [
            secret, percent, Lower(percent), WebUtility.UrlEncode(secret), HttpUtility.UrlEncode(secret), Uri.EscapeDataString(percent),
                json, jsonOfOthers, HttpUtility.JavaScriptStringEncode(json),
            Uri.EscapeDataString(json), WebUtility.UrlEncode(jsonOfOthers), Uri.EscapeDataString(Uri.EscapeDataString(json)),
            WebUtility.HtmlEncode(secret), Encoding.Latin1.GetString(bytes),

            // As a log or a proxy may write it: in capitals, in hexadecimal digits, each character escaped.
            secret.ToUpperInvariant(), Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes),
            string.Concat(bytes.Select(b => "%" + b.ToString("x2", CultureInfo.InvariantCulture))),
            string.Concat(secret.EnumerateRunes().Select(rune => "&#" + rune.Value.ToString(CultureInfo.InvariantCulture) + ";")),

            // As it is and in the middle of something: what its neighbours share is left out, and the last bits of the end.
            base64[..^1], Convert.ToBase64String([0, .. bytes])[2..^3], Convert.ToBase64String([0, 0, .. bytes])[3..^3],
            base64[..^1].Replace('+', '-').Replace('/', '_'), Uri.EscapeDataString(base64[..^1]),
        ];
        return forms.Distinct();
    }

    private static IEnumerable<string> Halved(string text) => [text, text[..(text.Length / 2)], text[(text.Length / 2)..]];

    private static string Lower(string percentEncoded) => Regex.Replace(percentEncoded, "%..", m => m.Value.ToLowerInvariant());

    private static string Around(string all, string text)
    {
        int at = all.IndexOf(text, StringComparison.Ordinal), start = Math.Max(0, at - 120);
        return all.Substring(start, Math.Min(all.Length, at + text.Length + 20) - start).ReplaceLineEndings(" ");
    }

    private static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (char c in text) secret.AppendChar(c);
        return secret;
    }

    /// <summary>An engine that keeps all that comes out of a script, in every way it can be shown.</summary>
    private sealed class Session : IDisposable
    {
        private const string Prepare = """
            $global:VerbosePreference = $global:DebugPreference = $global:InformationPreference = 'Continue'
            $global:WarningPreference = $global:ProgressPreference = 'Continue'
            $global:ErrorActionPreference = 'Continue'
            """;

        private readonly Engine engine = new(new RecordingHost(5000));
        private readonly Uri? proxy;

        public Session(Uri uri, Uri? proxy, int timeout)
        {
            this.proxy = proxy;
            this.Quietly("Import-Module $args[0]", Engine.StagedManifest);
            SessionStateProxy state = this.engine.Runspace.SessionStateProxy;
            var configuration = new Hashtable
            {
                ["destination"] = "https://hook:" + RawHookPassword + "@example.com/x",
                ["targets"] =
                    new object[] { new Hashtable { ["password"] = NestedPassword,
                        ["auth"] = new Hashtable { ["api_key"] = new object[] { NestedKey } } } },
            };
            foreach ((string name, object value) in new (string, object)[]
            {
                ("uri", uri), ("timeout", timeout), ("dg", ModuleEngine.A), ("df", Subscription), ("ac", ModuleEngine.Account),
                    ("sk", "SK" + new string('2', 32)), ("token", Secure(Token)),
                ("credential", new PSCredential(ModuleEngine.Account, Secure(Token))),
                ("swapped", new PSCredential(Token, Secure(ModuleEngine.Account))),
                ("hook", new PSCredential("hook", Secure(HookPassword))),
                ("proxyCredential", new PSCredential("proxyuser", Secure(ProxyPassword))),
                ("proxyWithPassword", new Uri("http://proxyuser:" + Uri.EscapeDataString(ProxyPassword) + "@127.0.0.1:1")),
                ("uriWithPassword", new Uri("https://hook:" + Uri.EscapeDataString(HookPassword) + "@127.0.0.1:1/x")),
                ("externalId", ExternalId), ("writeKey", Secure(WriteKey)), ("configuration", configuration),
                ("row", Row("arn:aws:kinesis:us-east-1:111122223333:stream/s", "arn:aws:iam::111122223333:role/r")),
                ("badRow", Row("no arn", "no arn")),
            })
            {
                state.SetVariable(name, value);
            }
        }

        public bool Confirms(string name) => this.Parameters(name).ContainsKey("Confirm");

        public bool Retries(string name) => name != "Connect-TwilioEvents" && this.Parameters(name).ContainsKey("MaximumRetryCount");

        public string Run(string script)
        {
            // Each case begins with a connection as it should be, and with nothing left of the case before.
            this.Quietly(
                "$global:Error.Clear(); Connect-TwilioEvents -Credential $credential -BaseUri $uri -TimeoutSec $timeout "
                    + "-MaximumRetryCount 0 -WarningAction SilentlyContinue"
                    + (this.proxy is null ? string.Empty : " -Proxy $args[0] -ProxyCredential $proxyCredential"), this.proxy);
            this.engine.Host.Take();
            using PowerShell shell = PowerShell.Create(this.engine.Runspace);
            shell.AddScript(Prepare + "\n" + script);
            var output = new PSDataCollection<PSObject>();
            var things = new List<object?>();
            try
            {
                shell.Invoke(null, output);
            }
            catch (RuntimeException e)
            {
                things.Add(e);
                things.Add(e.ErrorRecord);
            }

            foreach (IEnumerable stream in new IEnumerable[] { output, shell.Streams.Error, shell.Streams.Warning, shell.Streams.Verbose,
                shell.Streams.Debug, shell.Streams.Information, shell.Streams.Progress }) things.AddRange(stream.Cast<object?>());
            things.AddRange(((ArrayList)this.engine.Runspace.SessionStateProxy.GetVariable("Error")).Cast<object>());
            var all = new StringBuilder();
            foreach (object? thing in things)
            {
                new Walk(all).Add(thing, 0);

                // The engine's own records lead on to all of the engine: they go as deep as Export-Clixml goes.
                bool ours = thing is PSObject { BaseObject: { } plain }
                    && (plain is PSCustomObject || plain.GetType().Namespace!.StartsWith("TwilioEvents", StringComparison.Ordinal));
                string written = PSSerializer.Serialize(thing, ours ? 10 : 2);
                all.Append(written).Append('\n');
                new Walk(all).Add(PSSerializer.Deserialize(written), 0);
            }

            this.Quietly(
                "$VerbosePreference = $DebugPreference = 'SilentlyContinue'; $args[0] | Out-Default; foreach ($thing in $args[0]) { "
                    + "[string]$thing | Out-Default; $thing.psobject.Properties | Out-Default }", [things.ToArray()]);
            IEnumerable<string> progress = this.engine.Host.Progress.Select(record => record.Activity + " " + record.StatusDescription);
            return all.Append(this.engine.Host.Take()).Append(string.Join("\n", this.engine.Host.Questions.Concat(progress))).ToString();
        }

        public void Dispose() => this.engine.Dispose();

        private static PSObject Row(string arn, string roleArn)
        {
            var row = new PSObject();
            foreach ((string column,
                string cell) in new[] { ("Description", "d"), ("Arn", arn), ("RoleArn", roleArn),
                    ("ExternalId", ExternalId) }) row.Properties.Add(new PSNoteProperty(column, cell));
            return row;
        }

        private Dictionary<string, ParameterMetadata> Parameters(string name) =>
            ((CommandInfo)this.engine.Run("Get-Command $args[0]", name).Output.Single().BaseObject).Parameters;

        private void Quietly(string script, params object?[] arguments)
        {
            Result result = this.engine.Run(script, arguments);
            if (result.Terminating is not null) throw new InvalidOperationException(script, result.Terminating);
        }
    }

    /// <summary>Writes down all public properties of an object, of what they hold, and so on, and its texts.</summary>
    private sealed class Walk(StringBuilder text)
    {
        private const int Deepest = 5;

        // What belongs to the engine and not to the object: a command, its module, types.
        private static readonly Type[] OfTheEngine =
            [typeof(CommandInfo), typeof(PSModuleInfo), typeof(System.Reflection.MemberInfo), typeof(System.Reflection.Assembly),
                typeof(System.Reflection.Module), typeof(SecureString), typeof(ScriptBlock), typeof(Delegate)];

        private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);

        public void Add(object? value, int depth)
        {
            object? plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
            if (plain is null) return;
            text.Append(Convert.ToString(value, CultureInfo.InvariantCulture)).Append('\n');
            if (depth > Deepest || plain is string or Uri || plain.GetType().IsPrimitive || plain.GetType().IsEnum
                || OfTheEngine.Any(type => type.IsInstanceOfType(plain)) || !this.seen.Add(plain)) return;
            text.Append(plain.ToString()).Append('\n');
            if (plain is IDictionary dictionary)
            {
                foreach (DictionaryEntry entry in dictionary)
                {
                    this.Add(entry.Key, depth + 1);
                    this.Add(entry.Value, depth + 1);
                }
            }
            else if (plain is IEnumerable sequence)
            {
                foreach (object? item in sequence) this.Add(item, depth + 1);
            }

            foreach (PSPropertyInfo property in PSObject.AsPSObject(value).Properties)
            {
                object? held;
                try
                {
                    held = property.Value;
                }
                catch (GetValueException e)
                {
                    held = e.Message;
                }

                this.Add(property.Name, depth + 1);
                this.Add(held, depth + 1);
            }
        }
    }
}
