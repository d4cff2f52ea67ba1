using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

namespace TwilioEvents.Http;

/// <summary>
/// An application/x-www-form-urlencoded body. Not FormUrlEncodedContent: that one fails beyond 65,519
/// characters on .NET Framework.
/// </summary>
internal static class FormBody
{
    public static HttpContent Create(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var body = new MemoryStream();
        for (int i = 0; i < fields.Count; i++)
        {
            if (i > 0) body.WriteByte((byte)'&');
            Write(body, fields[i].Key);
            body.WriteByte((byte)'=');
            Write(body, fields[i].Value);
        }

        var content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        return content;
    }

    private static void Write(MemoryStream body, string text)
    {
        const string Hex = "0123456789ABCDEF";
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            if (b is >= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z' or >= (byte)'0' and <= (byte)'9'
                or (byte)'-' or (byte)'_' or (byte)'.' or (byte)'*')
            {
                body.WriteByte(b);
            }
            else if (b == (byte)' ')
            {
                body.WriteByte((byte)'+');
            }
            else
            {
                body.WriteByte((byte)'%');
                body.WriteByte((byte)Hex[b >> 4]);
                body.WriteByte((byte)Hex[b & 15]);
            }
        }
    }
}
