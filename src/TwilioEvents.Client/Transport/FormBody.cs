using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;

namespace TwilioEvents.Transport;

/// <summary>
/// An application/x-www-form-urlencoded body. Not FormUrlEncodedContent: that one fails beyond 65,519
/// characters on .NET Framework.
/// </summary>
internal sealed class FormBody : HttpContent
{
    private readonly byte[] bytes;
    private readonly int length;

    private FormBody(MemoryStream body)
    {
        this.bytes = body.GetBuffer();
        this.length = (int)body.Length;
    }

    /// <summary>
    /// Whether any of it may have left. While not, the server has at most the headers of a request whose
    /// body is missing, and cannot have acted.
    /// </summary>
    public bool Started { get; private set; }

    /// <summary>
    /// The body of a deletion, with nothing in it. Without one, the handler sends a deletion again by itself
    /// where the server closed the connection, and nobody would know that the 404 answers the second.
    /// </summary>
    public static FormBody Empty() => new(new MemoryStream());

    public static FormBody Create(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var body = new MemoryStream();
        for (int i = 0; i < fields.Count; i++)
        {
            if (i > 0) body.WriteByte((byte)'&');
            Write(body, fields[i].Key);
            body.WriteByte((byte)'=');
            Write(body, fields[i].Value);
        }

        var form = new FormBody(body);
        form.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        return form;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        this.Started = true;
        return stream.WriteAsync(this.bytes, 0, this.length);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = this.length;
        return true;
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
