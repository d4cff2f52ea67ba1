using TwilioEvents.Secrets;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class TextRangesTests
{
    [Theory]
    [InlineData("abcdefgh")]
    [InlineData("a********defgh", 1, 3)]
    [InlineData("********", 0, 8)]
    [InlineData("********cdef********", 0, 2, 6, 8)]
    [InlineData("********cdef********", 6, 8, 0, 2)]
    [InlineData("a********fgh", 1, 3, 2, 5)]
    [InlineData("a********fgh", 1, 5, 2, 3)]
    [InlineData("a********fgh", 1, 3, 3, 5)]
    [InlineData("a********d********fgh", 1, 3, 4, 5)]
    public void Places_that_touch_get_one_mask(string masked, params int[] places)
    {
        var ranges = new TextRanges();
        for (int i = 0; i < places.Length; i += 2) ranges.Add(places[i], places[i + 1]);
        Assert.Equal(masked, ranges.Mask("abcdefgh"));
    }

    [Fact]
    public void A_text_without_a_place_is_the_same_object()
    {
        string text = new('a', 3);
        Assert.Same(text, new TextRanges().Mask(text));
    }
}
