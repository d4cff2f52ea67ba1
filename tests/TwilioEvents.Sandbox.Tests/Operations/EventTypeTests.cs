using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using TwilioEvents.Json;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

public sealed class EventTypeTests
{
    [Fact]
    public async Task The_catalogue_is_in_order_and_every_type_and_schema_of_it_can_be_fetched()
    {
        using var api = new SandboxApi();
        List<JsonMap> types = await api.All("Types");
        Assert.True(types.Count > 150);
        Assert.Equal(types.Select(type => type.Text("type")).Distinct().Order(StringComparer.Ordinal),
            types.Select(type => type.Text("type")));
        Assert.Equal(["available", "deprecated", "discontinued", "restricted"],
            types.Select(type => type.Text("status")).Distinct().Order(StringComparer.Ordinal));
        foreach (JsonMap type in types)
        {
            Assert.Matches("^com\\.twilio(\\.[a-z0-9_-]+)+$", type.Text("type"));
            Assert.Matches("^[A-Za-z0-9]+\\.[A-Za-z0-9]+$", type.Text("schema_id"));
            Assert.StartsWith("https://www.twilio.com/docs/", type.Text("documentation_url"), StringComparison.Ordinal);
            Assert.NotEmpty(type.Text("description")!);
            Assert.Equal(JsonText.Write(type), (await api.Get(type.Text("url")!)).Text);
            Assert.NotEmpty(await api.All(((JsonMap)type["links"]!).Text("schema")!));
        }
    }

    [Fact]
    public async Task A_type_is_as_documented()
    {
        using var api = new SandboxApi();
        SandboxReply type = await api.Get("Types/" + SandboxApi.Delivered);
        Assert.Equal(["type", "schema_id", "date_created", "date_updated", "description", "status", "documentation_url", "url", "links"],
            type.Json.Properties.Select(property => property.Key));
        Assert.Equal((200, "Messaging.MessageStatus", "available", "2020-08-13T13:28:20Z"),
            (type.Status, type["schema_id"], type["status"], type["date_created"]));
        Assert.Equal("{\"schema\":\"https://events.twilio.com/v1/Schemas/Messaging.MessageStatus/Versions\"}",
            JsonText.Write(type.Json["links"]));
        await api.Refused(404, 20404, "GET", "Types/com.twilio.unheard.of");
    }

    [Fact]
    public async Task Lists_of_types_are_filtered_by_their_schema()
    {
        using var api = new SandboxApi();
        List<JsonMap> types = await api.All("Types?SchemaId=Messaging.MessageStatus&PageSize=4");
        Assert.Equal(6, types.Count);
        Assert.All(types, type => Assert.Equal("Messaging.MessageStatus", type.Text("schema_id")));
        Assert.Empty(await api.All("Types?SchemaId=Un%26heard"));
        Assert.Contains("?SchemaId=Un%26heard&PageSize=", (await api.Get("Types?SchemaId=Un%26heard")).Meta.Text("url")!,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_has_all_its_versions()
    {
        using var api = new SandboxApi();
        SandboxReply schema = await api.Get("Schemas/Messaging.MessageStatus");
        Assert.Equal(["id", "url", "latest_version_date_created", "latest_version", "links"],
            schema.Json.Properties.Select(property => property.Key));
        Assert.Equal((200, "Messaging.MessageStatus", "8"), (schema.Status, schema["id"], schema["latest_version"]));
        List<JsonMap> versions = await api.All(((JsonMap)schema.Json["links"]!).Text("versions")!);
        Assert.Equal(Enumerable.Range(1, 8).Select(version => (object?)(long)version),
            versions.Select(version => version["schema_version"]));
        Assert.Equal(schema["latest_version_date_created"], versions[7].Text("date_created"));
        SandboxReply second = await api.Get("Schemas/Messaging.MessageStatus/Versions/2");
        Assert.Equal((200, JsonText.Write(versions[1])), (second.Status, second.Text));
        Assert.Equal(["id", "schema_version", "date_created", "url", "raw"], second.Json.Properties.Select(property => property.Key));
        Assert.Equal("https://events-schemas.twilio.com/Messaging.MessageStatus/2", second["raw"]);
    }

    [Theory]
    [InlineData("Schemas/Unheard.Of")]
    [InlineData("Schemas/Unheard.Of/Versions")]
    [InlineData("Schemas/Unheard.Of/Versions/1")]
    [InlineData("Schemas/Messaging.MessageStatus/Versions/9")]
    [InlineData("Schemas/Messaging.MessageStatus/Versions/0")]
    [InlineData("Schemas/Messaging.MessageStatus/Versions/latest")]
    public async Task An_unknown_schema_or_version_is_not_found(string path)
    {
        using var api = new SandboxApi();
        await api.Refused(404, 20404, "GET", path);
    }
}
