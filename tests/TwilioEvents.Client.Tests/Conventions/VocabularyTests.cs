using System;
using System.Linq;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>The client speaks HTTP. What to do about an error is said where people meet it: in ErrorIds.</summary>
public sealed class VocabularyTests
{
    [Fact]
    public void No_text_of_the_client_speaks_of_PowerShell()
    {
        string[] texts = [.. Vocabulary.TextsOf(typeof(TwilioEventsClient).Assembly)];
        Assert.Contains("events.twilio.com", string.Concat(texts), StringComparison.Ordinal);
        Assert.DoesNotContain(texts, text => Vocabulary.ForeignWord.IsMatch(text));
    }

    [Theory]
    [InlineData("Check -BaseUri.")]
    [InlineData("(-Proxy)")]
    [InlineData("Use Connect-TwilioEvents")]
    [InlineData("of this runspace")]
    public void Such_a_text_would_be_found(string text) => Assert.Matches(Vocabulary.ForeignWord, text);
}
