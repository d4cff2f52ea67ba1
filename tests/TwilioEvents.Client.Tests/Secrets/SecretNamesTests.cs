using System;
using System.Linq;
using TwilioEvents.Secrets;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class SecretNamesTests
{
    public static TheoryData<string, bool, string> Table()
    {
        var data = new TheoryData<string, bool, string>();
        foreach ((string ending, bool ofTwilio, string example) in SecretNames.Table) data.Add(ending, ofTwilio, example);
        return data;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_ending_has_an_example(string ending, bool ofTwilio, string example)
    {
        Assert.True(SecretNames.IsSecret(example));
        Assert.True(SecretNames.IsSecret(ending));
        Assert.True(SecretNames.IsSecret("X-" + ending.ToUpperInvariant()));
        Assert.Equal(ofTwilio, SecretNames.IsTwilioSecret(example));
        Assert.False(SecretNames.IsSecret(example + "_count"));
        Assert.EndsWith(ending,
            example.Replace("-", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal)
                .ToLowerInvariant(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_row_stands_twice_and_each_says_what_no_other_does()
    {
        // A longer ending beside a shorter one is there for what it adds: that it is Twilio's.
        foreach ((string ending, bool ofTwilio, _) in SecretNames.Table)
        {
            Assert.DoesNotContain(SecretNames.Table,
                other => other.Ending != ending && ending.EndsWith(other.Ending, StringComparison.Ordinal) && other.OfTwilio == ofTwilio);
        }

        Assert.Equal(SecretNames.Table.Length, SecretNames.Table.Select(row => row.Ending).Distinct().Count());
    }

    [Theory]
    [InlineData("page_token")]
    [InlineData("PageToken")]
    [InlineData("next-page-token")]
    [InlineData("key")]
    [InlineData("partition_key")]
    [InlineData("pw")]
    [InlineData("")]
    public void What_only_looks_like_one_is_none(string name) => Assert.False(SecretNames.IsSecret(name));

    [Fact]
    public void Those_of_Twilio_are_four() =>
        Assert.Equal(["externalid", "writekey", "authtoken", "apisecret"],
            SecretNames.Table.Where(row => row.OfTwilio).Select(row => row.Ending));

    [Fact]
    public void A_name_is_given() => Assert.Throws<ArgumentNullException>(() => SecretNames.IsSecret(null!));

    [Theory]
    [InlineData("accept, Accept-Encoding, Allow, Cache-Control, Connection, Content-Encoding, Content-Language, Content-Length", true)]
    [InlineData("content-type, Date, ETag, Expires, Host, Last-Modified, Location, Retry-After, Server, Transfer-Encoding", true)]
    [InlineData("Twilio-Concurrent-Requests, Twilio-Request-Duration, Twilio-Request-Id, User-Agent, Vary, Via", true)]
    [InlineData("WWW-Authenticate, X-API-Domain, X-Home-Region", true)]
    [InlineData("Authorization, Proxy-Authorization, Cookie, Set-Cookie, X-Anything, Content-Typ, X-Host", false)]
    public void A_header_shows_its_value_where_it_is_on_the_list(string names, bool shown) =>
        Assert.All(names.Split(", "), name => Assert.Equal(shown, LoggedHeaders.ShowsValue(name)));

    [Fact]
    public void No_header_without_a_name_shows_its_value() => Assert.False(LoggedHeaders.ShowsValue(string.Empty));
}
