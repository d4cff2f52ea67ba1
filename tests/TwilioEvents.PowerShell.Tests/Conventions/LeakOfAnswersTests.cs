using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What comes out where the server answers, and refuses.</summary>
public sealed class LeakOfAnswersTests : LeakTests
{
    [Theory]
    [InlineData("success")]
    [InlineData("page elsewhere")]
    [InlineData("400 classic")]
    [InlineData("400 RFC 9457")]
    [InlineData("401")]
    [InlineData("404")]
    public void Nothing_that_comes_out_holds_a_secret(string outcome) => AssertNothingLeaks(outcome);
}
