using System;
using System.Linq;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class TwilioHostsTests
{
    [Theory]
    [InlineData(null, null, "https://events.twilio.com/")]
    [InlineData("ie1", null, "https://events.ie1.twilio.com/")]
    [InlineData(null, "dublin", "https://events.dublin.us1.twilio.com/")]
    [InlineData("AU1", "Sydney", "https://events.sydney.au1.twilio.com/")]
    [InlineData("mars9", "olympus-ix", "https://events.olympus-ix.mars9.twilio.com/")]
    [InlineData("of-tomorrow", "9", "https://events.9.of-tomorrow.twilio.com/")]
    public void A_region_and_an_edge_make_an_address(string? region, string? edge, string address)
    {
        Uri uri = TwilioHosts.BaseUri(region, edge);
        Assert.Equal(address, uri.AbsoluteUri);
        Assert.True(TwilioHosts.IsTwilio(uri));
    }

    [Fact]
    public void Each_that_Twilio_documents_makes_an_address_of_its_own()
    {
        string[] addresses = [.. TwilioHosts.Regions.Select(region => TwilioHosts.BaseUri(region, null).Host),
            .. TwilioHosts.Edges.Select(edge => TwilioHosts.BaseUri(null, edge).Host)];
        Assert.Equal(TwilioHosts.Regions.Count + TwilioHosts.Edges.Count, addresses.Distinct().Count());
        Assert.Contains("events.ie1.twilio.com", addresses);
        Assert.Contains("events.london-ix.us1.twilio.com", addresses);
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("a/b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a_b")]
    [InlineData("ie1.example.com")]
    [InlineData("dublin@example.com#")]
    [InlineData("ie1\n")]
    [InlineData("é")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void What_cannot_be_part_of_a_hosts_name_is_refused(string label)
    {
        string shown = PlainText.Show(label);
        const string Rest = "' cannot be part of a host's name: it has letters, digits and hyphens only, such as ";
        var region = Assert.Throws<TwilioConfigurationException>(() => TwilioHosts.BaseUri(label, "dublin"));
        Assert.Equal(("The region '" + shown + Rest + "ie1.", ConfigurationFailure.Host), (region.Message, region.Failure));
        var edge = Assert.Throws<TwilioConfigurationException>(() => TwilioHosts.BaseUri("ie1", label));
        Assert.Equal(("The edge '" + shown + Rest + "dublin.", ConfigurationFailure.Host), (edge.Message, edge.Failure));
    }

    [Fact]
    public void A_label_has_63_characters_at_most()
    {
        string longest = new('a', 63);
        Assert.Equal("events." + longest + ".twilio.com", TwilioHosts.BaseUri(longest, null).Host);
    }

    [Theory]
    [InlineData("https://twilio.com", true)]
    [InlineData("https://TWILIO.COM", true)]
    [InlineData("https://events.twilio.com", true)]
    [InlineData("https://Events.Dublin.IE1.Twilio.com/x", true)]
    [InlineData("https://eviltwilio.com", false)]
    [InlineData("https://twilio.com.example.com", false)]
    [InlineData("https://example.com/twilio.com", false)]
    [InlineData("https://twilio.com@example.com", false)]
    public void Twilios_are_its_domain_and_what_is_below_it(string address, bool isTwilio) =>
        Assert.Equal(isTwilio, TwilioHosts.IsTwilio(new Uri(address)));

    [Fact]
    public void No_address_is_nobodys() => Assert.Throws<ArgumentNullException>(() => TwilioHosts.IsTwilio(null!));
}
