using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>The client speaks HTTP. What to do about an error is said where people meet it: in ErrorIds.</summary>
public sealed class VocabularyTests
{
    private static readonly Regex ForeignWord = new(
        @"powershell|cmdlet|runspace|pipeline|\b[A-Z][a-z]+-Twilio|(?<![\w-])-[A-Z][A-Za-z]+",
        RegexOptions.CultureInvariant);

    [Fact]
    public void No_text_of_the_client_speaks_of_PowerShell()
    {
        string[] texts = [.. TextsOf(typeof(TwilioEventsClient).Assembly.Location)];
        Assert.Contains("events.twilio.com", string.Concat(texts), StringComparison.Ordinal);
        Assert.DoesNotContain(texts, text => ForeignWord.IsMatch(text));
    }

    [Theory]
    [InlineData("Check -BaseUri.")]
    [InlineData("(-Proxy)")]
    [InlineData("Use Connect-TwilioEvents")]
    [InlineData("of this runspace")]
    public void Such_a_text_would_be_found(string text) => Assert.Matches(ForeignWord, text);

    private static IEnumerable<string> TextsOf(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        var handle = MetadataTokens.UserStringHandle(1);
        while (!handle.IsNil)
        {
            yield return metadata.GetUserString(handle);
            handle = metadata.GetNextHandle(handle);
        }
    }
}
