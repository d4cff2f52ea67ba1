using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What comes out where the answer is not as Twilio gives it.</summary>
public sealed class LeakOfFaultsTests : LeakTests
{
    [Theory]
    [InlineData("500 HTML")]
    [InlineData("redirect")]
    [InlineData("unreadable JSON")]
    [InlineData("no list")]
    [InlineData("broken HTTP")]
    [InlineData("cut")]
    [InlineData("reset")]
    public void Nothing_that_comes_out_holds_a_secret(string outcome) => AssertNothingLeaks(outcome);
}
