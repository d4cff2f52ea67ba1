using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;

namespace TwilioEvents.Webhooks.Tests.Http;

/// <summary>A request by chance, as a client may write it.</summary>
internal sealed record WrittenRequest(
    string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Fields, byte[] Body, int[]? Chunks, string Extra)
{
    private const string Token = "abcXYZ019-_.!~";

    private static readonly string[] Methods = ["POST", "GET", "PUT", "M-SEARCH"];
    private static readonly Gen<string> Word = Gen.String[Gen.Char[Token], 1, 12];
    private static readonly Gen<string> Value =
        Gen.Char[" \tab:;,=\"/\u00E9\u00FF"].Array[0, 20].Select(chars => new string(chars).Trim(' ', '\t'));

    public static Gen<WrittenRequest> Any { get; } = Gen.Select(
        Gen.Int[0, 3].Select(i => Methods[i]),
        Gen.String[Gen.Char["/?&=%25aZ\u00E9\u4E2D"], 0, 30].Select(text => "/" + text),
        Gen.Select(Word.Select(name => "X-" + name), Value, (name, value) => new KeyValuePair<string, string>(name, value)).List[0, 6],
        Gen.Byte.Array[0, 300],
        Gen.Int[1, 100].Array[0, 5].Select(sizes => sizes.Length == 0 ? null : sizes),
        Value,
        (method, target, fields, body, chunks, extra) => new WrittenRequest(method, target, fields, body, chunks, extra));

    public byte[] ToBytes()
    {
        var bytes = new MemoryStream();
        void Write(string text) => bytes.Write(Encoding.Latin1.GetBytes(text));

        Write(this.Method + " ");
        bytes.Write(Encoding.UTF8.GetBytes(this.Target));
        Write(" HTTP/1.1\r\nHost: " + this.Extra + "\r\n");
        foreach ((string name, string value) in this.Fields) Write(name + ": " + value + "\t \r\n");
        if (this.Chunks is null)
        {
            if (this.Body.Length > 0) Write("content-LENGTH:" + this.Body.Length.ToString(CultureInfo.InvariantCulture) + "\r\n");
            Write("\r\n");
            bytes.Write(this.Body);
            return bytes.ToArray();
        }

        Write("Transfer-Encoding: chunked\r\n\r\n");
        int start = 0;
        for (int i = 0; start < this.Body.Length; i++)
        {
            byte[] chunk = [.. this.Body.Skip(start).Take(this.Chunks[i % this.Chunks.Length])];
            Write(chunk.Length.ToString(i % 2 == 0 ? "x" : "X4", CultureInfo.InvariantCulture) + (i % 3 == 0 ? ";" + this.Extra : "")
                + "\r\n");
            bytes.Write(chunk);
            Write("\r\n");
            start += chunk.Length;
        }

        Write("0\r\n" + (this.Extra.Length % 2 == 0 ? "X-Trailer: " + this.Extra + "\r\n" : string.Empty) + "\r\n");
        return bytes.ToArray();
    }
}
