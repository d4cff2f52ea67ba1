using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace TwilioEvents.Tests;

/// <summary>Finds words of PowerShell in the texts of an assembly that should not know of it.</summary>
internal static class Vocabulary
{
    public static Regex ForeignWord { get; } = new(
        @"powershell|cmdlet|runspace|pipeline|\b[A-Z][a-z]+-Twilio|(?<![\w-])-[A-Z][A-Za-z]+",
        RegexOptions.CultureInvariant);

    public static IEnumerable<string> TextsOf(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        var handle = MetadataTokens.UserStringHandle(1);
        while (!handle.IsNil)
        {
            yield return metadata.GetUserString(handle);
            handle = metadata.GetNextHandle(handle);
        }
    }
}
