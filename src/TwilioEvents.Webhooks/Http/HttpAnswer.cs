using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace TwilioEvents.Webhooks.Http;

/// <summary>What a request is answered with.</summary>
public sealed class HttpAnswer
{
    /// <summary>Asks the sender to go on with its body; no final answer.</summary>
    internal static readonly byte[] Continue = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");

    private readonly byte[] body;

    /// <summary>Creates an answer.</summary>
    /// <param name="status">The status: 200 to 599.</param>
    /// <param name="reason">The words after the status, in ASCII.</param>
    /// <param name="body">The body; null for none. A status of 204 or 304 has none.</param>
    /// <param name="headers">Further header fields, in ASCII and without line breaks. Content-Length, Date and Connection are
    /// the server's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is none of a final answer.</exception>
    /// <exception cref="ArgumentException">A header field or the reason would end its line, or the status has no body.</exception>
    public HttpAnswer(int status, string reason, byte[]? body = null, IReadOnlyList<KeyValuePair<string, string>>? headers = null)
    {
        if (status is < 200 or > 599) throw new ArgumentOutOfRangeException(nameof(status));
        if (body is not null && status is 204 or 304) throw new ArgumentException("This status has no body.", nameof(body));
        this.Status = status;
        this.Reason = Line(reason ?? throw new ArgumentNullException(nameof(reason)));
        this.body = body ?? Array.Empty<byte>();
        this.Headers = headers ?? Array.Empty<KeyValuePair<string, string>>();
        foreach (KeyValuePair<string, string> header in this.Headers) Line(header.Key + header.Value);
    }

    /// <summary>The status.</summary>
    public int Status { get; }

    /// <summary>The words after it.</summary>
    public string Reason { get; }

    /// <summary>The body; empty for none.</summary>
    public IReadOnlyList<byte> Body => this.body;

    /// <summary>Further header fields.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>The answer as it is sent.</summary>
    /// <param name="date">The date and the time of day.</param>
    /// <param name="keepsAlive">Whether the connection stays open afterwards.</param>
    /// <param name="withBody">False for the answer to HEAD, which names the length of a body that it does not have.</param>
    internal byte[] ToBytes(DateTimeOffset date, bool keepsAlive, bool withBody)
    {
        var head = new StringBuilder("HTTP/1.1 ").Append(this.Status.ToString(CultureInfo.InvariantCulture)).Append(' ')
            .Append(this.Reason).Append("\r\nDate: ").Append(date.ToString("r", CultureInfo.InvariantCulture)).Append("\r\n");
        foreach (KeyValuePair<string, string> header in this.Headers)
            head.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");
        if (this.Status is not (204 or 304))
            head.Append("Content-Length: ").Append(this.body.Length.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
        if (!keepsAlive) head.Append("Connection: close\r\n");
        head.Append("\r\n");
        var bytes = new byte[head.Length + (withBody ? this.body.Length : 0)];
        Encoding.ASCII.GetBytes(head.ToString(), 0, head.Length, bytes, 0);
        if (withBody) this.body.CopyTo(bytes, head.Length);
        return bytes;
    }

    private static string Line(string text)
    {
        foreach (char c in text)
        {
            if (c is (< ' ' and not '\t') or > '~')
            {
                throw new ArgumentException("A line of an answer's head is printable ASCII.", nameof(text));
            }
        }

        return text;
    }
}
