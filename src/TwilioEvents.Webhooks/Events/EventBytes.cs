using System;
using System.IO;
using System.Text;

namespace TwilioEvents.Webhooks.Events;

/// <summary>Bytes of events, and their text.</summary>
internal static class EventBytes
{
    /// <summary>The text of UTF-8; a mark at the beginning names another encoding, as files of Windows have it.</summary>
    public static string ToText(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes, writable: false), new UTF8Encoding(false), true);
        return reader.ReadToEnd();
    }

    /// <summary>The bytes of base64; null where the text is not that.</summary>
    public static byte[]? Decode(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The bytes of a stream. A stream in memory is read from its beginning, so that its reader may read it again.</summary>
    public static byte[] ReadAll(Stream stream)
    {
        if (stream is MemoryStream memory) return memory.ToArray();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
