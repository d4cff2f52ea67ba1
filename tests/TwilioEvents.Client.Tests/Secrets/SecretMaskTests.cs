using System.Collections.Generic;
using System.Linq;
using TwilioEvents.Json;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("{\"external_id\":\"hush\",\"arn\":\"a\"}", "{\"external_id\":\"********\",\"arn\":\"a\"}")]
    [InlineData("{\"a\":{\"b\":{\"token\":4711}}}", "{\"a\":{\"b\":{\"token\":\"********\"}}}")]
    [InlineData("{\"a\":[{\"password\":\"hush\"},[{\"secret\":\"hush\"}]]}",
        "{\"a\":[{\"password\":\"********\"},[{\"secret\":\"********\"}]]}")]
    [InlineData("{\"token\":[\"hush\",{\"x\":\"hush\"}],\"secret\":{\"x\":\"hush\"}}", "{\"token\":\"********\",\"secret\":\"********\"}")]
    [InlineData("{\"a\":[\"https://u:hush@h/\"],\"b\":{\"c\":\"https://u:hush@h/\"}}",
        "{\"a\":[\"https://u:********@h/\"],\"b\":{\"c\":\"https://u:********@h/\"}}")]
    [InlineData(
        "{\"authorization\":\"hush\",\"x-api-key\":\"hush\",\"passwd\":\"hush\",\"pwd\":1,\"connection_string\":\"hush\","
            + "\"bearer\":\"hush\",\"cookie\":\"hush\",\"api-key\":\"hush\"}",
        "{\"authorization\":\"********\","
            + "\"x-api-key\":\"********\",\"passwd\":\"********\",\"pwd\":\"********\",\"connection_string\":\"********\","
            + "\"bearer\":\"********\",\"cookie\":\"********\",\"api-key\":\"********\"}")]
    [InlineData(
        "{\"headers\":[{\"name\":\"X-Api-Key\",\"value\":\"hush\"},{\"Key\":\"Cookie\",\"Value\":{\"a\":1}},{\"name\":\"Accept\","
            + "\"value\":\"b\"},{\"header\":\"pwd\",\"value\":2},{\"title\":\"pwd\",\"value\":3}]}",
        "{\"headers\":[{\"name\":\"X-Api-Key\",\"value\":\"********\"},"
            + "{\"Key\":\"Cookie\",\"Value\":\"********\"},{\"name\":\"Accept\",\"value\":\"b\"},"
            + "{\"header\":\"pwd\",\"value\":\"********\"},{\"title\":\"pwd\",\"value\":3}]}")]
    [InlineData("{\"a\":\"https://h/?n=https%3A%2F%2Fu%3Ahush%40h2&token=hush\",\"b\":\"https://hush@h\"}",
        "{\"a\":\"https://h/?n=https%3A%2F%2Fu%3A********%40h2&token=********\",\"b\":\"https://********@h\"}")]
    [InlineData("{\"external_id\":null,\"a\":null,\"b\":1,\"c\":true}", "{\"external_id\":null,\"a\":null,\"b\":1,\"c\":true}")]
    public void Every_secret_of_a_configuration_is_masked_wherever_it_stands(string configuration, string masked) =>
        Assert.Equal(masked, JsonText.Write(SecretMask.Apply(JsonText.Parse(configuration))));

    [Theory]
    [InlineData("{\"external_id\":\"hush\",\"arn\":\"a\"}", "hush")]
    [InlineData("{\"a\":[{\"b\":{\"password\":\"hush\"}}]}", "hush")]
    [InlineData("{\"token\":[\"one\",{\"x\":\"two\",\"y\":4711}]}", "one two 4711")]
    [InlineData("{\"destination\":\"https://u:hu%2Fsh@h/\"}", "hu%2Fsh hu/sh")]
    [InlineData("{\"external_id\":null,\"arn\":\"a\",\"destination\":\"https://example.com:443/\"}", "")]
    [InlineData("{\"name\":\"X-Api-Key\",\"value\":\"hush\"}", "hush")]
    [InlineData("{\"a\":\"https://h/?token=hush&n=https%3A%2F%2Fu%3Ahu%252Fsh%40h\"}", "hu%252Fsh hu%2Fsh hush")]
    public void The_secrets_of_a_form_are_those_of_its_configuration(string configuration, string secrets)
    {
        KeyValuePair<string, string>[] form = [new("Description", "{\"token\":\"shown\"}"), new("SinkConfiguration", configuration)];
        Assert.Equal(secrets, string.Join(" ", SecretMask.Find(form)));
        Assert.Empty(SecretMask.Find(form.Take(1).ToList()));
    }

    [Fact]
    public void A_masked_value_is_known_wherever_it_stands()
    {
        Assert.True(SecretMask.IsIn("https://u:********@h"));
        Assert.True(SecretMask.IsIn(new Dictionary<string, object?> { ["a"] = 1, ["b"] = new object[] { null!, "********" } }));
        Assert.True(SecretMask.IsIn(new System.Collections.Hashtable { ["a"] = new Dictionary<string, string> { ["b"] = "********" } }));
        Assert.False(SecretMask.IsIn(new Dictionary<string, object?> { ["********"] = 1, ["b"] = new object[] { "*******", 2 } }));
        Assert.False(SecretMask.IsIn(null));
        Assert.False(SecretMask.IsIn(4711));
    }
}
