using System;
using System.Collections;
using System.Linq;
using System.Text;

namespace TwilioEvents.Binding;

/// <summary>The bytes of a body, from what a framework gives as its raw body.</summary>
internal static class RawBody
{
    private const string Advice = " Give the raw body, not the parsed one: a text, or bytes. Azure Functions has it in $Request.RawBody, "
        + "Pode in $WebEvent.Request.RawBody.";

    /// <exception cref="ArgumentException">It is neither a text nor bytes. The message names the type alone.</exception>
    public static byte[] ToBytes(object? value) => InputKind.Unwrap(value) switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        IList list when FromList(list) is byte[] bytes => bytes,
        null => throw new ArgumentException("The body is null." + Advice),
        IList list when list.Cast<object?>().All(item => InputKind.Unwrap(item) is string) => throw new ArgumentException(
            "The body is a list of texts, perhaps the lines of a file: Get-Content -Raw gives one text." + Advice),
        object other => throw new ArgumentException("The body is an object of the type " + other.GetType().Name + "." + Advice),
    };

    /// <summary>The bytes of a list that has nothing else in it, as the pipeline makes one of an array; null for any other.</summary>
    public static byte[]? FromList(IList list)
    {
        var bytes = new byte[list.Count];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (InputKind.Unwrap(list[i]) is not byte value) return null;
            bytes[i] = value;
        }

        return bytes;
    }
}
