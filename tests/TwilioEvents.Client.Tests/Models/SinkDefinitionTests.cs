using System;
using System.Collections;
using System.Linq;
using System.Net;
using TwilioEvents.Json;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What a sink that is to be created sends as its configuration.</summary>
public sealed class SinkDefinitionTests
{
    private static readonly Uri Address = new("https://example.com/events?a=b");

    [Fact]
    public void A_webhook_takes_batches_by_POST_unless_it_says_otherwise()
    {
        Assert.Equal("{\"destination\":\"https://example.com/events?a=b\",\"method\":\"POST\",\"batch_events\":true}",
            Text(SinkDefinition.Webhook(Address)));
        Assert.Equal("{\"destination\":\"https://example.com/events?a=b\",\"method\":\"GET\",\"batch_events\":false}",
            Text(SinkDefinition.Webhook(Address, "get", false)));
        Assert.Throws<ArgumentNullException>(() => SinkDefinition.Webhook(null!));
    }

    [Fact]
    public void The_user_and_the_password_of_a_webhook_stand_in_its_address_and_are_escaped()
    {
        var credential = new NetworkCredential("a:b", "p@/\u00fc");
        Assert.Contains("\"destination\":\"https://a%3Ab:p%40%2F%C3%BC@example.com/events?a=b\"",
            Text(SinkDefinition.Webhook(Address, credential: credential)), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_sinks_have_the_names_that_Twilio_has()
    {
        Assert.Equal("{\"arn\":\"a\",\"role_arn\":\"r\",\"external_id\":\"e\"}", Text(SinkDefinition.Kinesis("a", "r", "e")));
        Assert.Equal("{\"write_key\":\"k\"}", Text(SinkDefinition.Segment("k")));
        var any = new Hashtable { ["x"] = 1 };
        SinkDefinition other = SinkDefinition.Other("tomorrow", any);
        Assert.Equal("tomorrow", other.SinkType);
        Assert.Same(any, other.GetConfiguration());
    }

    [Fact]
    public void A_definition_has_the_fields_of_its_shape()
    {
        SinkDefinition[] definitions =
            [SinkDefinition.Webhook(Address), SinkDefinition.Kinesis("a", "r", "e"), SinkDefinition.Segment("k")];
        foreach (SinkDefinition definition in definitions)
        {
            SinkShape shape = SinkShape.Known.Single(known => known.SinkType == definition.SinkType);
            Assert.Equal(shape.Fields.Select(field => field.Name), definition.GetConfiguration().Keys.Cast<string>());
            Assert.All(shape.Fields, field => Assert.NotEmpty(field.Expected));
        }

        Assert.Equal(["webhook", "kinesis", "segment", "email"], SinkShape.Known.Select(shape => shape.SinkType));
        Assert.Empty(SinkShape.Email.Fields);
    }

    private static string Text(SinkDefinition definition) => JsonText.Write(JsonText.FromObject(definition.GetConfiguration()));
}
