using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using TwilioEvents.Webhooks.Http;

namespace TwilioEvents.Webhooks.Tests.Http;

/// <summary>A request as the parser read it.</summary>
internal sealed record ParsedRequest(RequestHead Head, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(this.Body);

    public override string ToString() => this.Head.Method + " " + this.Head.Target + " "
        + string.Join("|", this.Head.Headers.Select(field => field.Key + "=" + field.Value)) + " "
        + this.Head.KeepsAlive + this.Head.ExpectsContinue + " " + Convert.ToHexString(this.Body);
}

/// <summary>All that a parser found in the bytes of a connection.</summary>
/// <param name="Requests">The whole requests.</param>
/// <param name="Last">What it said last: that it needs more, or that it is invalid.</param>
/// <param name="HasHead">Whether a head was whole and its request was not.</param>
internal sealed record ParsedConnection(IReadOnlyList<ParsedRequest> Requests, ParserStep Last, bool HasHead)
{
    /// <summary>Reads bytes that come in pieces of these sizes, the last of them again and again.</summary>
    public static ParsedConnection Read(byte[] bytes, params int[] sizes)
    {
        var parser = new RequestParser();
        var requests = new List<ParsedRequest>();
        var body = new MemoryStream();
        ParserStep step = ParserStep.NeedsMore;
        bool hasHead = false;
        int start = 0, piece = 0;
        do
        {
            int size = sizes.Length == 0 ? bytes.Length : sizes[Math.Min(piece++, sizes.Length - 1)];

            // Each piece in a buffer of its own, as in one that is used again: nothing may be read later.
            byte[] buffer = [.. bytes.Skip(start).Take(size)];
            start += buffer.Length;
            int offset = 0;
            while ((step = parser.Read(buffer, ref offset, buffer.Length)) is not (ParserStep.NeedsMore or ParserStep.Invalid))
            {
                hasHead = step != ParserStep.End;
                if (step == ParserStep.Body) body.Write(buffer, parser.BodyOffset, parser.BodyCount);
                if (step != ParserStep.End) continue;
                requests.Add(new ParsedRequest(parser.Head!, body.ToArray()));
                body.SetLength(0);
            }
        }
        while (step == ParserStep.NeedsMore && start < bytes.Length);

        return new ParsedConnection(requests, step, hasHead);
    }

    public static ParsedConnection Read(string text, params int[] sizes) => Read(Encoding.Latin1.GetBytes(text), sizes);

    public override string ToString() => string.Join("\n", this.Requests) + "\n" + this.Last + this.HasHead;
}
