using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using TwilioEvents.Json;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

public sealed class SubscriptionTests
{
    private static readonly string Events = "Subscriptions/" + SandboxApi.SubscriptionA + "/SubscribedEvents";

    [Fact]
    public async Task A_new_sandbox_has_two_subscriptions()
    {
        using var api = new SandboxApi();
        List<JsonMap> subscriptions = await api.All("Subscriptions");
        Assert.Equal([SandboxApi.SubscriptionA, "DF" + new string('b', 32)],
            subscriptions.Select(subscription => subscription.Text("sid")));
        Assert.Equal([SandboxApi.SinkA, "DG" + new string('c', 32)], subscriptions.Select(subscription => subscription.Text("sink_sid")));
        Assert.All(await api.All(Events), subscribed => Assert.Equal(8L, subscribed["schema_version"]));
        Assert.Equal(3, (await api.All("Subscriptions/DF" + new string('b', 32) + "/SubscribedEvents")).Count);
    }

    [Fact]
    public async Task A_new_subscription_has_its_sink_and_its_types()
    {
        using var api = new SandboxApi();
        SandboxReply created =
            await api.Post("Subscriptions",
                SandboxApi.Subscription(SandboxApi.SinkB, SandboxApi.Failed,
                    "{\"type\":\"" + SandboxApi.Delivered + "\",\"schema_version\":2}"));
        Assert.Equal(201, created.Status);
        string sid = created["sid"]!, url = "https://events.twilio.com/v1/Subscriptions/" + sid;
        Assert.Matches("^DF[0-9a-f]{32}$", sid);
        Assert.Equal(["account_sid", "sid", "date_created", "date_updated", "description", "sink_sid", "url", "links"],
            created.Json.Properties.Select(property => property.Key));
        Assert.Equal(("AC" + new string('0', 32), "2026-01-31T12:00:00Z", "events", SandboxApi.SinkB, url),
            (created["account_sid"], created["date_created"], created["description"], created["sink_sid"], created["url"]));
        Assert.Equal("{\"subscribed_events\":\"" + url + "/SubscribedEvents\"}", JsonText.Write(created.Json["links"]));
        Assert.Equal(created.Text, (await api.Get("Subscriptions/" + sid)).Text);
        List<JsonMap> events = await api.All("Subscriptions/" + sid + "/SubscribedEvents");
        Assert.Equal([SandboxApi.Failed + " 8", SandboxApi.Delivered + " 2"],
            events.Select(subscribed => subscribed.Text("type") + " " + subscribed.Text("schema_version")));
        Assert.Equal(["account_sid", "subscription_sid", "type", "schema_version", "url"],
            events[0].Properties.Select(property => property.Key));
        Assert.Equal(url + "/SubscribedEvents/" + SandboxApi.Failed, events[0].Text("url"));
        await api.Refused(400, 91007, "DELETE", "Sinks/" + SandboxApi.SinkB);
    }

    [Theory]
    [InlineData("Description", 20001)]
    [InlineData("SinkSid", 20001)]
    [InlineData("Types", 91103)]
    public async Task A_new_subscription_needs_each_of_its_parameters(string name, int code)
    {
        using var api = new SandboxApi();
        string renamed =
            SandboxApi.Subscription(SandboxApi.SinkA, SandboxApi.Failed).Replace(name + "=", "Other=", StringComparison.Ordinal);
        Assert.Contains(name, await api.Refused(400, code, "POST", "Subscriptions", renamed), StringComparison.Ordinal);
        await api.Refused(400, name == "Description" ? 91101 : code, "POST", "Subscriptions", renamed + "&" + name + "=%20");
    }

    [Fact]
    public async Task A_new_subscription_needs_a_sink_that_is_there_and_active()
    {
        using var api = new SandboxApi();
        Assert.Contains("in the sandbox",
            await api.Refused(400, 91001, "POST", "Subscriptions", SandboxApi.Subscription("DG" + new string('0', 32), SandboxApi.Failed)),
            StringComparison.Ordinal);
        await api.Refused(400, 91006, "POST", "Subscriptions", SandboxApi.Subscription("dg" + new string('a', 32), SandboxApi.Failed));
        await api.Refused(400, 91006, "POST", "Subscriptions", SandboxApi.Subscription(SandboxApi.SinkA + "\n", SandboxApi.Failed));
        Assert.Contains("is failed",
            await api.Refused(400, 91100, "POST", "Subscriptions", SandboxApi.Subscription("DG" + new string('e', 32), SandboxApi.Failed)),
            StringComparison.Ordinal);
        Assert.Contains("is initialized",
            await api.Refused(400, 91100, "POST", "Subscriptions", SandboxApi.Subscription("DG" + new string('d', 32), SandboxApi.Failed)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"type\":\"com.twilio.unheard.of\"}", 91104, "not found in the sandbox's catalogue")]
    [InlineData("{\"type\":\"com.twilio.conversations.delivery.updated\"}", 91104, "is discontinued")]
    [InlineData("{\"type\":\"com.twilio.engagement-intelligence.transcript.finished\"}", 91104, "is restricted")]
    [InlineData("{\"type\":\"COM.twilio.messaging.message.failed\"}", 91104, "not found")]
    [InlineData("{\"type\":\"com.twilio.messaging.message.failed\",\"schema_version\":9}", 20001, "the latest is 8")]
    [InlineData("{\"type\":\"com.twilio.messaging.message.failed\",\"schema_version\":0}", 20001, "the latest is 8")]
    [InlineData("{\"type\":\"com.twilio.messaging.message.failed\",\"schema_version\":-1}", 20001, "the latest is 8")]
    [InlineData("{\"type\":\"com.twilio.messaging.message.failed\",\"schema_version\":1.5}", 20001, "the latest is 8")]
    [InlineData("{\"type\":\"com.twilio.messaging.message.failed\",\"schema_version\":99999999999999999999999}", 20001, "the latest is 8")]
    [InlineData("{\"type\":\"com.twilio.messaging.message.failed\",\"schema_version\":[2]}", 20001, "not an integer")]
    [InlineData("{\"type\":null}", 20001, "lacks its type")]
    [InlineData("{\"type\":{}}", 20001, "lacks its type")]
    [InlineData("{}", 20001, "lacks its type")]
    [InlineData("{\"type\":", 20001, "is a JSON object")]
    public async Task A_type_that_cannot_be_had_is_refused(string type, int code, string said)
    {
        using var api = new SandboxApi();
        string message =
            await api.Refused(400, code, "POST", "Subscriptions", SandboxApi.Subscription(SandboxApi.SinkA, SandboxApi.Delivered, type));
        Assert.Contains(said, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("com.twilio.messaging.message.failed")]
    [InlineData("[{\"type\":\"com.twilio.messaging.message.failed\"}]")]
    [InlineData("\"com.twilio.messaging.message.failed\"")]
    public async Task Each_value_of_Types_is_a_JSON_object(string value)
    {
        using var api = new SandboxApi();
        string form = SandboxApi.Form(("Description", "x"), ("SinkSid", SandboxApi.SinkA), ("Types", value));
        Assert.Contains("JSON object", await api.Refused(400, 20001, "POST", "Subscriptions", form), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", 8)]
    [InlineData("\"3\"", 3)]
    [InlineData("1", 1)]
    public async Task A_version_may_be_absent_or_text(string version, int expected)
    {
        using var api = new SandboxApi();
        SandboxReply created =
            await api.Post("Subscriptions",
                SandboxApi.Subscription(SandboxApi.SinkA, "{\"type\":\"" + SandboxApi.Failed + "\",\"schema_version\":" + version + "}"));
        Assert.Equal((long)expected,
            Assert.Single(await api.All("Subscriptions/" + created["sid"] + "/SubscribedEvents"))["schema_version"]);
    }

    [Fact]
    public async Task A_deprecated_type_can_still_be_had()
    {
        using var api = new SandboxApi();
        Assert.Equal(201, (await api.Post(Events, "Type=com.twilio.voice.webhook.status-callback.call.completed")).Status);
    }

    [Fact]
    public async Task Types_that_come_twice_are_refused()
    {
        using var api = new SandboxApi();
        Assert.Contains("duplicated",
            await api.Refused(400, 91101, "POST", "Subscriptions",
                SandboxApi.Subscription(SandboxApi.SinkA, SandboxApi.Failed, SandboxApi.Failed)), StringComparison.Ordinal);
        Assert.Contains("duplicated", await api.Refused(400, 91101, "POST", Events, "Type=" + SandboxApi.Failed + "&SchemaVersion=1"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_subscriptions_are_the_most()
    {
        using var api = new SandboxApi();
        string form = SandboxApi.Subscription(SandboxApi.SinkA, SandboxApi.Failed);
        for (int i = 2; i < 100; i++) Assert.Equal(201, (await api.Post("Subscriptions", form)).Status);
        Assert.Contains("100 subscriptions", await api.Refused(400, 91101, "POST", "Subscriptions", form), StringComparison.Ordinal);
        Assert.Equal(204, (await api.Delete("Subscriptions/" + SandboxApi.SubscriptionA)).Status);
        Assert.Equal(201, (await api.Post("Subscriptions", form)).Status);
    }

    [Fact]
    public async Task Lists_of_subscriptions_are_filtered_by_their_sink()
    {
        using var api = new SandboxApi();
        Assert.Equal(SandboxApi.SubscriptionA, Assert.Single(await api.All("Subscriptions?SinkSid=" + SandboxApi.SinkA)).Text("sid"));
        Assert.Empty(await api.All("Subscriptions?SinkSid=" + SandboxApi.SinkB));
        Assert.Equal("https://events.twilio.com/v1/Subscriptions?SinkSid=" + SandboxApi.SinkB + "&PageSize=50&Page=0",
            (await api.Get("Subscriptions?SinkSid=" + SandboxApi.SinkB)).Meta.Text("url"));
        await api.Refused(400, 91006, "GET", "Subscriptions?SinkSid=DG1");
    }

    [Fact]
    public async Task An_update_changes_the_description_alone()
    {
        using var api = new SandboxApi();
        string before = (await api.Get("Subscriptions/" + SandboxApi.SubscriptionA)).Text;
        api.Now = api.Now.AddDays(1);
        Assert.Equal((200, before),
            ((await api.Post("Subscriptions/" + SandboxApi.SubscriptionA, string.Empty)).Status,
                (await api.Get("Subscriptions/" + SandboxApi.SubscriptionA)).Text));
        SandboxReply updated = await api.Post("Subscriptions/" + SandboxApi.SubscriptionA, "Description=neu");
        Assert.Equal((200, "neu", "2026-01-01T12:00:00Z", "2026-02-01T12:00:00Z", SandboxApi.SinkA),
            (updated.Status, updated["description"], updated["date_created"], updated["date_updated"], updated["sink_sid"]));
    }

    [Theory]
    [InlineData("Subscriptions")]
    [InlineData("Subscriptions/DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_blank_description_of_a_subscription_is_refused_in_Twilios_words(string path)
    {
        using var api = new SandboxApi();
        string form =
            SandboxApi.Subscription(SandboxApi.SinkA, SandboxApi.Failed)
                .Replace("Description=events", "Description=", StringComparison.Ordinal);
        Assert.Equal("Description is empty", await api.Refused(400, 91101, "POST", path, form));
    }

    [Fact]
    public async Task A_removed_subscription_takes_its_events_and_leaves_its_sink()
    {
        using var api = new SandboxApi();
        SandboxReply deleted = await api.Delete("Subscriptions/" + SandboxApi.SubscriptionA);
        Assert.Equal((204, string.Empty), (deleted.Status, deleted.Text));
        await api.Refused(404, 20404, "GET", "Subscriptions/" + SandboxApi.SubscriptionA);
        await api.Refused(404, 20404, "GET", Events);
        await api.Refused(404, 20404, "GET", Events + "/" + SandboxApi.Failed);
        Assert.Equal("active", (await api.Get("Sinks/" + SandboxApi.SinkA))["status"]);
    }

    [Fact]
    public async Task A_subscribed_event_is_added_changed_and_removed()
    {
        using var api = new SandboxApi();
        const string Read = "com.twilio.messaging.message.read";
        SandboxReply added = await api.Post(Events, "Type=" + Read + "&SchemaVersion=2");
        Assert.Equal((201, Read, "2", SandboxApi.SubscriptionA),
            (added.Status, added["type"], added["schema_version"], added["subscription_sid"]));
        Assert.Equal(added.Text, (await api.Get(Events + "/" + Read)).Text);
        SandboxReply updated = await api.Post(Events + "/" + Read, "SchemaVersion=3");
        Assert.Equal((200, "3"), (updated.Status, updated["schema_version"]));
        Assert.Equal("3", (await api.Post(Events + "/" + Read, string.Empty))["schema_version"]);
        Assert.Equal("3", (await api.Post(Events + "/" + Read, "SchemaVersion="))["schema_version"]);
        await api.Refused(400, 20001, "POST", Events + "/" + Read, "SchemaVersion=9");
        await api.Refused(400, 20001, "POST", Events + "/" + Read, "SchemaVersion=two");
        Assert.Equal(5, (await api.All(Events)).Count);
        Assert.Equal(204, (await api.Delete(Events + "/" + Read)).Status);
        await api.Refused(404, 20404, "DELETE", Events + "/" + Read);
        await api.Refused(404, 20404, "POST", Events + "/" + Read, "SchemaVersion=1");
        Assert.Equal("8", (await api.Post(Events, "Type=" + Read + "&SchemaVersion="))["schema_version"]);
    }

    [Theory]
    [InlineData("SchemaVersion=1", 20001)]
    [InlineData("Type=com.twilio.unheard.of", 91104)]
    [InlineData("Type=com.twilio.iot.supersim.connection.data-session.ended", 91104)]
    [InlineData("Type=com.twilio.error-logs.error.logged&SchemaVersion=3", 20001)]
    [InlineData("Type=com.twilio.error-logs.error.logged&SchemaVersion=%2B1", 20001)]
    public async Task An_event_that_cannot_be_had_is_not_added(string form, int code)
    {
        using var api = new SandboxApi();
        await api.Refused(400, code, "POST", Events, form);
    }

    [Fact]
    public async Task The_last_event_of_a_subscription_may_be_removed()
    {
        using var api = new SandboxApi();
        foreach (JsonMap subscribed in await api.All(Events)) Assert.Equal(204, (await api.Delete(subscribed.Text("url")!)).Status);
        SandboxReply empty = await api.Get(Events);
        Assert.Equal(("[]", "types"), (JsonText.Write(empty.Json["types"]), empty.Meta.Text("key")));
    }
}
