using System;
using System.Collections.Generic;
using System.Text;

namespace TwilioEvents.Webhooks.Http;

/// <summary>The request line and the header fields of a request, and how its body is framed.</summary>
internal sealed class RequestHead
{
    /// <summary>A length that no body has: more digits than a number holds.</summary>
    private const int LengthDigits = 18;

    private readonly List<KeyValuePair<string, string>> headers = new();

    private RequestHead()
    {
    }

    public string Method { get; private set; } = string.Empty;

    /// <summary>What stands between the method and the version, as it came.</summary>
    public string Target { get; private set; } = string.Empty;

    public IReadOnlyList<KeyValuePair<string, string>> Headers => this.headers;

    /// <summary>How many bytes the body has; null where it is chunked.</summary>
    public long? BodyLength { get; private set; } = 0;

    /// <summary>Whether the sender waits for an interim answer before it sends the body.</summary>
    public bool ExpectsContinue { get; private set; }

    /// <summary>Whether the sender takes another answer on this connection.</summary>
    public bool KeepsAlive { get; private set; }

    /// <summary>Reads a head whose lines end with CR LF and which holds no other control character than tab.</summary>
    /// <param name="bytes">The head, with the empty line at its end.</param>
    /// <param name="count">How many bytes of it there are.</param>
    /// <returns>The head, or null where it is not a head of HTTP/1.</returns>
    public static RequestHead? Parse(byte[] bytes, int count)
    {
        var head = new RequestHead();
        int end = LineEnd(bytes, 0);
        if (!head.ReadRequestLine(bytes, end, out bool isOld) || !ReadFields(bytes, end + 2, count, head.headers)) return null;
        return head.ReadFraming(isOld) ? head : null;
    }

    /// <summary>Reads header fields, or the trailer fields of a chunked body.</summary>
    /// <param name="bytes">Lines that end with CR LF; an empty one is the last.</param>
    /// <param name="start">Where they begin.</param>
    /// <param name="count">Where they end.</param>
    /// <param name="fields">Takes what is read; null where it is not needed.</param>
    /// <returns>Whether they are fields.</returns>
    public static bool ReadFields(byte[] bytes, int start, int count, List<KeyValuePair<string, string>>? fields)
    {
        while (start < count - 2)
        {
            int end = LineEnd(bytes, start);

            // A line that begins with a space would continue the one before: servers disagree on that, so nothing may.
            int colon = start;
            while (colon < end && IsToken(bytes[colon])) colon++;
            if (colon == start || colon == end || bytes[colon] != ':') return false;
            int first = colon + 1, last = end;
            while (first < last && IsBlank(bytes[first])) first++;
            while (last > first && IsBlank(bytes[last - 1])) last--;
            fields?.Add(new(Latin1(bytes, start, colon - start), Latin1(bytes, first, last - first)));
            start = end + 2;
        }

        return true;
    }

    private static int LineEnd(byte[] bytes, int start)
    {
        while (bytes[start] != '\r') start++;
        return start;
    }

    // Each byte a character: what a field holds is compared, never guessed at.
    private static string Latin1(byte[] bytes, int start, int count)
    {
        var text = new char[count];
        for (int i = 0; i < count; i++) text[i] = (char)bytes[start + i];
        return new string(text);
    }

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t';

    private static bool IsToken(byte b) =>
        b is >= (byte)'0' and <= (byte)'9' or >= (byte)'A' and <= (byte)'Z' or >= (byte)'a' and <= (byte)'z'
            || (b is > (byte)' ' and < 0x7F && "!#$%&'*+-.^_`|~".IndexOf((char)b) >= 0);

    private bool ReadRequestLine(byte[] bytes, int end, out bool isOld)
    {
        isOld = false;
        int method = 0;
        while (method < end && IsToken(bytes[method])) method++;
        if (method == 0 || method == end || bytes[method] != ' ') return false;
        int start = method + 1, target = start;
        while (target < end && bytes[target] > ' ') target++;
        if (target == start || target == end || bytes[target] != ' ') return false;
        string version = Latin1(bytes, target + 1, end - target - 1);
        isOld = version == "HTTP/1.0";
        if (!isOld && version != "HTTP/1.1") return false;
        this.Method = Latin1(bytes, 0, method);
        try
        {
            this.Target = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, start, target - start);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        return true;
    }

    // Where two parties could see the end of the body in different places, the next request could be forged: such a head is
    // not read at all (RFC 9112, sections 6 and 11.2).
    private bool ReadFraming(bool isOld)
    {
        int hosts = 0, lengths = 0, codings = 0;
        bool close = isOld;
        foreach (KeyValuePair<string, string> field in this.headers)
        {
            if (Is(field, "Host"))
            {
                hosts++;
            }
            else if (Is(field, "Content-Length"))
            {
                lengths++;
                if (!this.ReadLength(field.Value)) return false;
            }
            else if (Is(field, "Transfer-Encoding"))
            {
                codings++;
                if (isOld || !string.Equals(field.Value, "chunked", StringComparison.OrdinalIgnoreCase)) return false;
                this.BodyLength = null;
            }
            else if (Is(field, "Expect"))
            {
                this.ExpectsContinue = !isOld && string.Equals(field.Value, "100-continue", StringComparison.OrdinalIgnoreCase);
            }
            else if (Is(field, "Connection"))
            {
                foreach (string option in field.Value.Split(','))
                    close |= string.Equals(option.Trim(), "close", StringComparison.OrdinalIgnoreCase);
            }
        }

        this.KeepsAlive = !close;
        return lengths + codings <= 1 && (hosts == 1 || (isOld && hosts == 0));
    }

    private bool ReadLength(string value)
    {
        if (value.Length == 0) return false;
        long length = 0;
        foreach (char c in value)
        {
            if (c is < '0' or > '9') return false;
            length = value.Length > LengthDigits ? long.MaxValue : (10 * length) + (c - '0');
        }

        this.BodyLength = length;
        return true;
    }

    private static bool Is(KeyValuePair<string, string> field, string name) =>
        string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase);
}
