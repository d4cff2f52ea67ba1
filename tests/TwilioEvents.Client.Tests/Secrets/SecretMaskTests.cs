using System.Collections.Generic;
using System.Linq;
using TwilioEvents.Json;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("external_id")]
    [InlineData("ExternalId")]
    [InlineData("write_key")]
    [InlineData("writeKey")]
    [InlineData("auth_token")]
    [InlineData("api_key")]
    [InlineData("apiKey")]
    [InlineData("access_key")]
    [InlineData("account_key")]
    [InlineData("private_key")]
    [InlineData("shared_key")]
    [InlineData("signing_key")]
    [InlineData("token")]
    [InlineData("BEARER_TOKEN")]
    [InlineData("client_secret")]
    [InlineData("api_secret")]
    [InlineData("password")]
    [InlineData("passphrase")]
    public void A_name_of_a_secret_is_one(string name) => Assert.True(SecretNames.IsSecret(name));

    [Theory]
    [InlineData("page_token")]
    [InlineData("PageToken")]
    [InlineData("token_count")]
    [InlineData("password_rules")]
    [InlineData("key")]
    [InlineData("partition_key")]
    [InlineData("sid")]
    public void Another_name_is_none(string name) => Assert.False(SecretNames.IsSecret(name));

    [Theory]
    [InlineData("{\"external_id\":\"hush\",\"arn\":\"a\"}", "{\"external_id\":\"********\",\"arn\":\"a\"}")]
    [InlineData("{\"a\":{\"b\":{\"token\":4711}}}", "{\"a\":{\"b\":{\"token\":\"********\"}}}")]
    [InlineData("{\"a\":[{\"password\":\"hush\"},[{\"secret\":\"hush\"}]]}", "{\"a\":[{\"password\":\"********\"},[{\"secret\":\"********\"}]]}")]
    [InlineData("{\"token\":[\"hush\",{\"x\":\"hush\"}],\"secret\":{\"x\":\"hush\"}}", "{\"token\":\"********\",\"secret\":\"********\"}")]
    [InlineData("{\"a\":[\"https://u:hush@h/\"],\"b\":{\"c\":\"https://u:hush@h/\"}}", "{\"a\":[\"https://u:********@h/\"],\"b\":{\"c\":\"https://u:********@h/\"}}")]
    [InlineData("{\"external_id\":null,\"a\":null,\"b\":1,\"c\":true}", "{\"external_id\":null,\"a\":null,\"b\":1,\"c\":true}")]
    public void Every_secret_of_a_configuration_is_masked_wherever_it_stands(string configuration, string masked) => Assert.Equal(masked, JsonText.Write(SecretMask.Apply(JsonText.Parse(configuration))));

    [Theory]
    [InlineData("{\"external_id\":\"hush\",\"arn\":\"a\"}", "hush")]
    [InlineData("{\"a\":[{\"b\":{\"password\":\"hush\"}}]}", "hush")]
    [InlineData("{\"token\":[\"one\",{\"x\":\"two\",\"y\":4711}]}", "one two 4711")]
    [InlineData("{\"destination\":\"https://u:hu%2Fsh@h/\"}", "hu%2Fsh hu/sh")]
    [InlineData("{\"external_id\":null,\"arn\":\"a\",\"destination\":\"https://example.com:443/\"}", "")]
    public void The_secrets_of_a_form_are_those_of_its_configuration(string configuration, string secrets)
    {
        KeyValuePair<string, string>[] form = [new("Description", "{\"token\":\"shown\"}"), new("SinkConfiguration", configuration)];
        Assert.Equal(secrets, string.Join(" ", SecretMask.Find(form)));
        Assert.Empty(SecretMask.Find(form.Take(1).ToList()));
    }
}
