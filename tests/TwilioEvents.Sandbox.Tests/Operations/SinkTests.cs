using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using TwilioEvents.Json;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

public sealed class SinkTests
{
    private const string Kinesis =
        "{\"arn\":\"arn:aws:kinesis:us-east-1:111122223333:stream/x\",\"role_arn\":\"arn:aws:iam::111122223333:role/x\","
            + "\"external_id\":\"hush\"}";

    [Fact]
    public async Task A_new_sandbox_has_the_six_sinks()
    {
        using var api = new SandboxApi();
        List<JsonMap> sinks = await api.All("Sinks");
        Assert.Equal(["webhook active", "segment active", "kinesis active", "webhook initialized", "kinesis failed", "email active"],
            sinks.Select(sink => sink.Text("sink_type") + " " + sink.Text("status")));
        Assert.Equal("abcdef", string.Concat(sinks.Select(sink => sink.Text("sid")![33])));
    }

    [Theory]
    [InlineData("webhook", "{\"destination\":\"http://user:hush@example.com/x\",\"method\":\"GET\",\"batch_events\":true}")]
    [InlineData("webhook", "{\"destination\":\"https://example.com/x\",\"method\":\"post\",\"batch_events\":false,\"extra\":null}")]
    [InlineData("kinesis", Kinesis)]
    [InlineData("segment", "{\"write_key\":\"hush\"}")]
    [InlineData("email", "{}")]
    [InlineData("email", "{\"address\":\"someone@example.com\",\"unheard_of\":1}")]
    public async Task A_new_sink_is_active_and_is_given_back_as_it_was_sent(string type, string configuration)
    {
        using var api = new SandboxApi();
        SandboxReply created =
            await api.Post("Sinks",
                SandboxApi.Form(("Description", "Zoë & 😀 +%\n"), ("SinkType", type), ("SinkConfiguration", configuration)));
        Assert.Equal(201, created.Status);
        Assert.Matches("^DG[0-9a-f]{32}$", created["sid"]);
        Assert.Equal(("Zoë & 😀 +%\n", type, "active", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"),
            (created["description"], created["sink_type"], created["status"], created["date_created"], created["date_updated"]));
        Assert.Equal(configuration, JsonText.Write(created.Json["sink_configuration"]));
        string url = "https://events.twilio.com/v1/Sinks/" + created["sid"];
        Assert.Equal(url, created["url"]);
        Assert.Equal("{\"sink_test\":\"" + url + "/Test\",\"sink_validate\":\"" + url + "/Validate\"}",
            JsonText.Write(created.Json["links"]));
        SandboxReply fetched = await api.Get("Sinks/" + created["sid"]);
        Assert.Equal((200, created.Text), (fetched.Status, fetched.Text));
        Assert.Equal(7, (await api.All("Sinks")).Count);
    }

    [Fact]
    public async Task A_webhook_that_says_nothing_of_batches_gets_one_event_in_each_request()
    {
        using var api = new SandboxApi();
        SandboxReply created =
            await api.Post("Sinks", SandboxApi.Webhook.Replace("%2C%22batch_events%22%3Afalse", string.Empty, StringComparison.Ordinal));
        Assert.Equal(201, created.Status);
        Assert.Equal("{\"destination\":\"https://example.com/events\",\"method\":\"POST\",\"batch_events\":false}",
            JsonText.Write(created.Json["sink_configuration"]));
    }

    [Fact]
    public async Task Batch_events_may_come_as_text()
    {
        using var api = new SandboxApi();
        SandboxReply created = await api.Post("Sinks", SandboxApi.Webhook.Replace("false", "%22True%22", StringComparison.Ordinal));
        Assert.Equal(true, ((JsonMap)created.Json["sink_configuration"]!)["batch_events"]);
    }

    [Fact]
    public async Task Two_sinks_may_be_alike_and_have_two_Sids_that_are_never_used_again()
    {
        using var api = new SandboxApi();
        string? first = (await api.Post("Sinks", SandboxApi.Webhook))["sid"], second = (await api.Post("Sinks", SandboxApi.Webhook))["sid"];
        Assert.NotEqual(first, second);
        await api.Delete("Sinks/" + second);
        Assert.DoesNotContain((await api.Post("Sinks", SandboxApi.Webhook))["sid"], new[] { first, second });
    }

    [Theory]
    [InlineData("Description")]
    [InlineData("SinkType")]
    [InlineData("SinkConfiguration")]
    public async Task A_new_sink_needs_each_of_its_parameters(string name)
    {
        using var api = new SandboxApi();
        string renamed = SandboxApi.Webhook.Replace(name + "=", "Other=", StringComparison.Ordinal);
        Assert.Equal("Missing required parameter " + name + " in the post body", await api.Refused(400, 20001, "POST", "Sinks", renamed));
        await api.Refused(400, name == "Description" ? 91000 : 20001, "POST", "Sinks", renamed + "&" + name + "=+%09");
    }

    [Theory]
    [InlineData("Sinks")]
    [InlineData("Sinks/DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_blank_description_of_a_sink_is_refused_in_Twilios_words(string path)
    {
        using var api = new SandboxApi();
        string form = SandboxApi.Webhook.Replace("Description=shop", "Description=%20", StringComparison.Ordinal);
        Assert.Equal("Description cannot be empty", await api.Refused(400, 91000, "POST", path, form));
    }

    [Theory]
    [InlineData("Webhook", "{}", "none of webhook, kinesis, segment, email")]
    [InlineData("email", "[]", "is not a JSON object")]
    [InlineData("webhook", "no JSON", "is not JSON")]
    [InlineData("webhook", "{}{}", "is not JSON")]
    [InlineData("webhook", "[1]", "is not a JSON object")]
    [InlineData("webhook", "{}", "lacks destination")]
    [InlineData("webhook", "{\"destination\":\" \"}", "lacks destination")]
    [InlineData("webhook", "{\"destination\":\"example.com/secret\"}", "is not an http or https address")]
    [InlineData("webhook", "{\"destination\":\"ftp://example.com/secret\"}", "is not an http or https address")]
    [InlineData("webhook", "{\"destination\":\"/secret\"}", "is not an http or https address")]
    [InlineData("webhook", "{\"destination\":\"https://example.com\"}", "lacks method")]
    [InlineData("webhook", "{\"destination\":\"https://example.com\",\"method\":\"PUT\"}", "is not POST or GET")]
    [InlineData("webhook", "{\"destination\":\"https://example.com\",\"method\":\"GET\",\"batch_events\":\" \"}", "is not true or false")]
    [InlineData("webhook", "{\"destination\":\"https://example.com\",\"method\":\"GET\",\"batch_events\":1}", "is not true or false")]
    [InlineData("webhook", "{\"destination\":\"https://example.com\",\"method\":\"GET\",\"batch_events\":true,\"deep\":{}}",
        "an object or a list under deep")]
    [InlineData("kinesis", "{\"role_arn\":\"arn:aws:iam::111122223333:role/x\",\"external_id\":\"secret\"}", "lacks arn")]
    [InlineData("kinesis", "{\"arn\":\"arn:aws:kinesis:us-east-1:111122223333:stream/x\",\"external_id\":\"secret\"}", "lacks role_arn")]
    [InlineData("kinesis",
        "{\"arn\":\"arn:aws:kinesis:us-east-1:111122223333:stream/x\",\"role_arn\":\"arn:aws:iam::111122223333:role/x\"}",
        "lacks external_id")]
    [InlineData("kinesis", "{\"arn\":\"secret\",\"role_arn\":\"arn:x\",\"external_id\":\"x\"}",
        "The arn in SinkConfiguration is not the ARN of a Kinesis stream")]
    [InlineData("kinesis", "{\"arn\":\"arn:aws:kinesis:us-east-1:111122223333:stream/x\",\"role_arn\":\"secret\",\"external_id\":\"x\"}",
        "The role_arn in SinkConfiguration is not the ARN of a role")]
    [InlineData("segment", "{\"write_key\":null}", "lacks write_key")]
    public async Task A_wrong_type_or_configuration_is_refused_without_its_values(string type, string configuration, string said)
    {
        using var api = new SandboxApi();
        string message =
            await api.Refused(400, 91000, "POST", "Sinks",
                SandboxApi.Form(("Description", "x"), ("SinkType", type), ("SinkConfiguration", configuration)));
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_sinks_are_the_most_and_one_removed_makes_room()
    {
        using var api = new SandboxApi();
        for (int i = 6; i < 100; i++) Assert.Equal(201, (await api.Post("Sinks", SandboxApi.Webhook)).Status);
        Assert.Contains("100 sinks", await api.Refused(400, 91003, "POST", "Sinks", SandboxApi.Webhook), StringComparison.Ordinal);
        Assert.Equal(204, (await api.Delete("Sinks/" + SandboxApi.SinkB)).Status);
        Assert.Equal(201, (await api.Post("Sinks", SandboxApi.Webhook)).Status);
        List<JsonMap> sinks = await api.All("Sinks?PageSize=7");
        Assert.Equal(100, sinks.Select(sink => sink.Text("sid")).Distinct().Count());
    }

    [Fact]
    public async Task An_update_sticks_and_moves_the_date_of_the_update_alone()
    {
        using var api = new SandboxApi();
        api.Now = api.Now.AddHours(1);
        SandboxReply updated = await api.Post("Sinks/" + SandboxApi.SinkA, "Description=first&Description=second");
        Assert.Equal((200, "first", "2026-01-01T12:00:00Z", "2026-01-31T13:00:00Z"),
            (updated.Status, updated["description"], updated["date_created"], updated["date_updated"]));
        Assert.Equal(updated.Text, (await api.Get("Sinks/" + SandboxApi.SinkA)).Text);
        await api.Refused(400, 20001, "POST", "Sinks/" + SandboxApi.SinkA, "description=x");
        await api.Refused(400, 91000, "POST", "Sinks/" + SandboxApi.SinkA, "Description=%20");
    }

    [Fact]
    public async Task A_sink_in_use_stays_until_its_subscriptions_are_gone()
    {
        using var api = new SandboxApi();
        Assert.Contains("is in use", await api.Refused(400, 91007, "DELETE", "Sinks/" + SandboxApi.SinkA), StringComparison.Ordinal);
        await api.Delete("Subscriptions/" + SandboxApi.SubscriptionA);
        SandboxReply deleted = await api.Delete("Sinks/" + SandboxApi.SinkA);
        Assert.Equal((204, string.Empty), (deleted.Status, deleted.Text));
        await api.Refused(404, 20404, "GET", "Sinks/" + SandboxApi.SinkA);
        await api.Refused(404, 20404, "DELETE", "Sinks/" + SandboxApi.SinkA);
    }

    [Theory]
    [InlineData("Status=active", "abcf")]
    [InlineData("Status=failed", "e")]
    [InlineData("Status=Active", "")]
    [InlineData("InUse=true", "ac")]
    [InlineData("InUse=False", "bdef")]
    [InlineData("InUse=false&Status=active", "bf")]
    public async Task Lists_of_sinks_are_filtered(string query, string digits)
    {
        using var api = new SandboxApi();
        Assert.Equal(digits, string.Concat((await api.All("Sinks?" + query)).Select(sink => sink.Text("sid")![2])));
        Assert.Equal(digits, string.Concat((await api.All("Sinks?PageSize=1&" + query)).Select(sink => sink.Text("sid")![2])));
    }

    [Fact]
    public async Task InUse_is_true_or_false()
    {
        using var api = new SandboxApi();
        await api.Refused(400, 20001, "GET", "Sinks?InUse=maybe");
    }

    [Fact]
    public async Task A_test_event_is_submitted()
    {
        using var api = new SandboxApi();
        string before = (await api.Get("Sinks/DG" + new string('d', 32))).Text;
        SandboxReply tested = await api.Post("Sinks/DG" + new string('d', 32) + "/Test", string.Empty);
        Assert.Equal((201, "{\"result\":\"submitted\"}"), (tested.Status, tested.Text));
        Assert.Equal(before, (await api.Get("Sinks/DG" + new string('d', 32))).Text);
    }

    [Fact]
    public async Task Every_sink_is_valid_whether_or_not_it_was_tested()
    {
        using var api = new SandboxApi();
        api.Now = api.Now.AddHours(1);
        foreach (string sink in (await api.All("Sinks")).Select(sink => "Sinks/" + sink.Text("sid")))
        {
            await api.Refused(400, 20001, "POST", sink + "/Validate", string.Empty);
            await api.Refused(400, 20001, "POST", sink + "/Validate", "TestId=");
            SandboxReply validated = await api.Post(sink + "/Validate", "TestId=00000000-0000-0000-0000-000000000000");
            Assert.Equal((201, "{\"result\":\"valid\"}"), (validated.Status, validated.Text));
        }

        Assert.Equal("abcdef", string.Concat((await api.All("Sinks?Status=active")).Select(sink => sink.Text("sid")![2])));
        Assert.Equal("2026-01-31T13:00:00Z", (await api.Get("Sinks/DG" + new string('d', 32)))["date_updated"]);
    }

    [Fact]
    public async Task The_same_requests_make_the_same_Sids_in_every_sandbox()
    {
        using SandboxApi one = new(), other = new();
        Assert.Equal((await one.Post("Sinks", SandboxApi.Webhook)).Text, (await other.Post("Sinks", SandboxApi.Webhook)).Text);
        await one.Post("Sinks/" + SandboxApi.SinkA, "Description=changed");
        Assert.Equal("Order events to the shop", (await other.Get("Sinks/" + SandboxApi.SinkA))["description"]);
        Assert.Equal(7, (await other.All("Sinks")).Count);
    }

    [Fact]
    public async Task Dates_and_numbers_are_Twilios_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            using var api = new SandboxApi();
            SandboxReply list = await api.Get("Sinks?PageSize=2&Page=12");
            Assert.Contains("\"date_created\":\"2026-01-01T12:00:00Z\"", list.Text, StringComparison.Ordinal);
            Assert.Equal("https://events.twilio.com/v1/Sinks?PageSize=2&Page=13&PageToken=PT2", list.Meta.Text("next_page_url"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
