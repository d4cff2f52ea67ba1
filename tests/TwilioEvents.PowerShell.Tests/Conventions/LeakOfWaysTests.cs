using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What comes out where the request comes late, goes elsewhere, or is not sent.</summary>
public sealed class LeakOfWaysTests : LeakTests
{
    [Theory]
    [InlineData("429")]
    [InlineData("timeout")]
    [InlineData("no TLS")]
    [InlineData("proxy")]
    [InlineData("what if")]
    [InlineData("confirm")]
    public void Nothing_that_comes_out_holds_a_secret(string outcome) => AssertNothingLeaks(outcome);

    [Fact]
    public void What_is_looked_for_is_found_where_it_is_allowed() => AssertWhatIsAllowedIsFound();
}
