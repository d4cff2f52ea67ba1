using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Invoke-TwilioEventsRequest: what goes over the wire, what is refused, what is asked, what is masked.</summary>
public sealed class EventsRequestTests
{
    private const string Answer =
        "{\"sid\":\"DG1\",\"n\":7,\"sink_configuration\":{\"write_key\":\"hush-1\",\"external_id\":\"hush-2\","
            + "\"destination\":\"https://u:hush-3@x.example.com/\"},\"list\":[{\"auth_token\":\"hush-4\"}]}";

    [Theory]
    [InlineData("GET /v1/Sinks", "GET /v1/Sinks")]
    [InlineData("get '/v1/Sinks/DG1?Page=1&x=%2F'", "GET /v1/Sinks/DG1?Page=1&x=%2F")]
    [InlineData("POST /v1/Sinks", "POST /v1/Sinks")]
    [InlineData("POST /v1/Sinks -Body @{}", "POST /v1/Sinks")]
    [InlineData("POST /v1/Sinks/DG1 -Body @{ b = 'x y'; a = 1; c = $true; d = $null; e = 0.5; f = 'ä' }",
        "POST /v1/Sinks/DG1 a=1&b=x+y&c=true&e=0.5&f=%C3%A4")]
    [InlineData("POST /v1/S -Body ([ordered]@{ b = 1; a = 2 })", "POST /v1/S b=1&a=2")]
    [InlineData("POST /v1/S -Body @{ T = 'one', 'two', 3 }", "POST /v1/S T=one&T=two&T=3")]
    [InlineData("POST /v1/S -Body @{ T = @() }", "POST /v1/S")]
    [InlineData("POST /v1/S -Body @{ T = [datetime]::SpecifyKind('2026-03-04T05:06:07', 'Utc') }", "POST /v1/S T=2026-03-04T05%3A06%3A07Z")]
    [InlineData("POST /v1/S -Body @{ T = [datetimeoffset]'2026-03-04T05:06:07+02:00' }", "POST /v1/S T=2026-03-04T03%3A06%3A07Z")]
    [InlineData("POST /v1/S -Body @{ T = @{ type = 'a' }, ([pscustomobject]@{ n = 1, 2 }) }",
        "POST /v1/S T=%7B%22type%22%3A%22a%22%7D&T=%7B%22n%22%3A%5B1%2C2%5D%7D")]
    [InlineData("POST /v1/S -Body @{ C = @{ a = @{ b = $true, $null } } }",
        "POST /v1/S C=%7B%22a%22%3A%7B%22b%22%3A%5Btrue%2Cnull%5D%7D%7D")]
    [InlineData("DELETE /v1/Sinks/DG1 -Confirm:$false", "DELETE /v1/Sinks/DG1")]
    public void A_request_goes_over_the_wire_as_it_is_given(string request, string sent)
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, Answer));
        using var engine = new ModuleEngine(server.BaseUri);
        IReadOnlyList<PSObject> given = engine.Must("Invoke-TwilioEventsRequest " + request).Output;
        ReceivedRequest received = Assert.Single(server.Requests);
        Assert.Equal(sent, Answers.Shown(received));
        Assert.StartsWith("Basic ", received.Header("Authorization"), StringComparison.Ordinal);
        if (sent.StartsWith("DELETE", StringComparison.Ordinal)) Assert.Empty(given);
        else Assert.Equal("DG1", Assert.Single(given).Properties["sid"].Value);
    }

    [Theory]
    [InlineData("https://events.twilio.com/v1/Sinks", "does not begin with /v1/")]
    [InlineData("//evil.example.com/v1/Sinks", "does not begin with /v1/")]
    [InlineData("/v2/Sinks", "does not begin with /v1/")]
    [InlineData("/v1/", "does not begin with /v1/")]
    [InlineData("v1/Sinks", "does not begin with /v1/")]
    [InlineData("", "does not begin with /v1/")]
    [InlineData("/v1/../v2/Sinks", "'..'")]
    [InlineData("/v1/Sinks/..", "'..'")]
    [InlineData("/v1/%2E%2e/v2", "'..'")]
    [InlineData("/v1/%252e%252e/v2", "'..'")]
    [InlineData("/v1/..%2fv2", "'..'")]
    [InlineData("/v1/..;/v2", "'..'")]
    [InlineData("/v1/%2e%2e%3bx/v2", "'..'")]
    [InlineData("/v1/./Sinks", "'.'")]
    [InlineData("/v1/.;x/Sinks", "'.'")]
    [InlineData("/v1/;/Sinks", "an empty step")]
    [InlineData("/v1//evil.example.com/", "an empty step")]
    [InlineData("/v1/a\\b", "a backslash")]
    [InlineData("/v1/a%5cb", "a backslash")]
    [InlineData("/v1/a%255Cb", "a backslash")]
    [InlineData("/v1/a b", "white space")]
    [InlineData(" /v1/Sinks ", "white space")]
    [InlineData("/v1/a\nHost: x", "white space")]
    [InlineData("/v1/a#b", "a #")]
    [InlineData("/v1/ä", "percent-encoded")]
    public void A_path_that_leaves_the_API_is_refused_and_nothing_is_sent(string path, string said)
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, Answer));
        using var engine = new ModuleEngine(server.BaseUri);
        foreach (string how in new[] { "Invoke-TwilioEventsRequest GET $args[0]",
            "$args[0] | Invoke-TwilioEventsRequest DELETE -Confirm:$false" })
        {
            Assert.Contains(said, Assert.Single(engine.Run(how, path).Errors).Exception.Message, StringComparison.Ordinal);
        }

        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("GET /v1/Sinks -Body @{ a = 1 }", "no body")]
    [InlineData("DELETE /v1/Sinks -Body @{ a = 1 }", "no body")]
    [InlineData("POST /v1/Sinks -All", "only with GET")]
    [InlineData("POST /v1/Sinks -Body 'a=1'", "not a hashtable")]
    [InlineData("POST /v1/Sinks -Body @{ a = [double]::NaN }", "NaN")]
    [InlineData("POST /v1/Sinks -Body @{ a = @{ write_key = '********' } }", "masked value")]
    public void What_cannot_be_sent_ends_the_command_in_words(string request, string said)
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, Answer));
        using var engine = new ModuleEngine(server.BaseUri);
        ErrorRecord error = Assert.Single(engine.Run("Invoke-TwilioEventsRequest " + request).Errors);
        Assert.StartsWith("TwilioInputInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(said, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void The_items_of_a_list_come_one_by_one_page_after_page_on_the_connections_own_host()
    {
        using var server = new ScriptedServer(request => Reply.Http(200, request.Line.Contains("Page=1", StringComparison.Ordinal)
            ? "{\"things\":[{\"id\":3}],\"meta\":{\"key\":\"things\",\"next_page_url\":null}}"
            : "{\"things\":[{\"id\":1,\"write_key\":\"hush\"},{\"id\":2}],\"meta\":{\"key\":\"things\","
                + "\"next_page_url\":\"https://events.twilio.com/v1/Things?Size=2&Page=1\"}}"));
        using var engine = new ModuleEngine(server.BaseUri);
        IReadOnlyList<PSObject> items = engine.Must("Invoke-TwilioEventsRequest GET /v1/Things?Size=2 -All").Output;
        Assert.Equal(["1", "2", "3"], items.Select(item => item.Properties["id"].Value.ToString()));
        Assert.Equal("********", items[0].Properties["write_key"].Value);
        Assert.Equal(["GET /v1/Things?Size=2", "GET /v1/Things?Size=2&Page=1"], server.Requests.Select(request => request.Line));

        // Without -All it is the answer itself.
        Assert.Equal("things", engine.Must("(Invoke-TwilioEventsRequest GET /v1/Things).meta.key").Output.Single().BaseObject);
    }

    [Fact]
    public void What_is_not_a_list_has_no_pages_to_follow()
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, Answer));
        using var engine = new ModuleEngine(server.BaseUri);
        Assert.Contains("contains no list",
            Assert.Single(engine.Run("Invoke-TwilioEventsRequest GET /v1/Sinks/DG1 -All").Errors).Exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_sink_masks_is_masked_in_an_answer_too()
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, Answer));
        using var engine = new ModuleEngine(server.BaseUri);
        PSObject answer = engine.Must("Invoke-TwilioEventsRequest GET /v1/Sinks/DG1").Output.Single();
        Assert.DoesNotContain("hush", PSSerializer.Serialize(answer, 10), StringComparison.Ordinal);
        Assert.Equal(7L, answer.Properties["n"].Value);
    }

    [Fact]
    public void A_refusal_is_an_error_with_Twilios_words_and_the_path_as_its_target()
    {
        using var server = new ScriptedServer(_ => Reply.Http(404, "{\"code\":20404,\"message\":\"No, thanks\",\"status\":404}"));
        using var engine = new ModuleEngine(server.BaseUri);
        ErrorRecord error = Assert.Single(engine.Run("'/v1/Things/1' | Invoke-TwilioEventsRequest GET").Errors);
        Assert.StartsWith("TwilioNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("No, thanks", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("/v1/Things/1", error.TargetObject);
    }

    [Theory]
    [InlineData("GET", 503, 3)]
    [InlineData("GET", 429, 3)]
    [InlineData("POST", 503, 1)]
    [InlineData("POST", 429, 3)]
    [InlineData("DELETE", 503, 3)]
    public void A_post_is_tried_again_only_where_Twilio_cannot_have_acted(string method, int status, int tries)
    {
        using var server = new ScriptedServer(_ => Reply.Http(status, "{\"message\":\"later\"}", headers: "Retry-After: 0\r\n"));
        using var engine = new ModuleEngine(server.BaseUri);
        Assert.Single(
            engine.Run("Invoke-TwilioEventsRequest " + method + " /v1/Things/1 -MaximumRetryCount 2 -RetryIntervalSec 1 -Confirm:$false")
                .Errors);
        Assert.Equal(tries, server.Requests.Count);
    }

    [Theory]
    [InlineData("GET", "High", "", false)]
    [InlineData("GET", "Low", "", false)]
    [InlineData("GET", "Low", "-Confirm", false)]
    [InlineData("POST", "High", "", false)]
    [InlineData("POST", "None", "", false)]
    [InlineData("POST", "High", "-Confirm", true)]
    [InlineData("POST", "Medium", "", true)]
    [InlineData("POST", "Low", "", true)]
    [InlineData("POST", "Low", "-Confirm:$false", false)]
    [InlineData("DELETE", "High", "", true)]
    [InlineData("DELETE", "Medium", "", true)]
    [InlineData("DELETE", "None", "", false)]
    [InlineData("DELETE", "None", "-Confirm", true)]
    [InlineData("DELETE", "High", "-Confirm:$false", false)]
    public void A_delete_asks_a_post_where_it_is_wanted_and_a_get_never(string method, string preference, string confirm, bool asks)
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, Answer));
        using var engine = new ModuleEngine(server.BaseUri);
        engine.Must("$ConfirmPreference = '" + preference + "'; Invoke-TwilioEventsRequest " + method + " /v1/Things/1 " + confirm);
        Assert.Equal(asks ? 1 : 0, engine.Engine.Host.Questions.Count);
        if (asks) Assert.Contains(method + " /v1/Things/1", engine.Engine.Host.Questions[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "-WhatIf", 1)]
    [InlineData("POST", "-WhatIf", 0)]
    [InlineData("DELETE", "-WhatIf", 0)]
    public void With_WhatIf_nothing_but_a_get_is_sent(string method, string whatIf, int sent)
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, Answer));
        using var engine = new ModuleEngine(server.BaseUri);
        engine.Must("Invoke-TwilioEventsRequest " + method + " /v1/Things/1 " + whatIf);
        Assert.Equal(sent, server.Requests.Count);
        engine.Must("$WhatIfPreference = $true; Invoke-TwilioEventsRequest " + method + " /v1/Things/1");
        Assert.Equal(2 * sent, server.Requests.Count);
    }

    [Fact]
    public void A_body_is_never_seen_in_an_error_of_binding()
    {
        using var engine = ModuleEngine.WithSandbox();
        foreach (string wrong in new[] { "PUT /v1/S", "POST /nowhere", "POST /v1/S -ThrottleLimit 0", "POST /v1/S -Nonsense",
            "POST /v1/S -MaximumRetryCount a" })
        {
            Result result =
                engine.Run("Invoke-TwilioEventsRequest " + wrong + " -Body $args[0]",
                    new System.Collections.Hashtable { ["WriteKey"] = "hush-hush" });
            ErrorRecord error = Assert.Single(result.Errors);
            Assert.DoesNotContain("hush", error.ToString() + error.Exception, StringComparison.Ordinal);

            // The record and its exception lead on to the engine, so they go as deep as Export-Clixml goes; what is ours goes deeper.
            Assert.All(new object[] { error, error.Exception },
                part => Assert.DoesNotContain("hush", PSSerializer.Serialize(part, 2), StringComparison.Ordinal));
            Assert.All(new[] { error.TargetObject }.Concat(error.InvocationInfo.BoundParameters.Values)
                .Concat(error.InvocationInfo.UnboundArguments),
                value => Assert.DoesNotContain("hush", PSSerializer.Serialize(value, 5), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void It_works_in_the_sandbox()
    {
        using var engine = ModuleEngine.WithSandbox();
        PSObject made =
            engine.Must(
                "Invoke-TwilioEventsRequest POST /v1/Subscriptions -Body @{ Description = 'd'; SinkSid = '" + ModuleEngine.A
                    + "'; Types = @{ type = 'com.twilio.messaging.message.sent' }, @{ type = 'com.twilio.messaging.message.read'; "
                        + "schema_version = 2 } }").Output.Single();
        string sid = (string)made.Properties["sid"].Value;
        Assert.Equal(2, engine.Must("Get-TwilioSubscribedEvent " + sid).Output.Count);
        engine.Must("Invoke-TwilioEventsRequest DELETE /v1/Subscriptions/" + sid + " -Confirm:$false");
        Assert.Single(engine.Run("Get-TwilioSubscription " + sid).Errors);
    }
}
