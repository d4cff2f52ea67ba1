using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using CsCheck;
using TwilioEvents.Webhooks.Http;
using Xunit;

namespace TwilioEvents.Webhooks.Tests.Http;

/// <summary>Which bytes are a request, and which are none, however they are cut into pieces.</summary>
public sealed class RequestParserTests
{
    private const string Body = "[{\"id\":\"EZ1\",\"type\":\"t\",\"source\":\"/s\",\"specversion\":\"1.0\"}]";
    private const string Start = "POST /e HTTP/1.1\r\nHost: h\r\n";
    private const string Chunked = Start + "Transfer-Encoding: chunked\r\n\r\n";

    private static readonly Assembly Here = typeof(RequestParserTests).Assembly;

    private static readonly string[] Names =
        [.. Here.GetManifestResourceNames().Where(name => name.EndsWith(".http", StringComparison.Ordinal)).Order()];

    public static TheoryData<string> Recorded() => [.. Names];

    [Fact]
    public void Requests_of_three_real_clients_are_recorded()
    {
        Assert.True(Names.Length >= 20);
        Assert.All(["curl-", "node-", "httpclient-"],
            client => Assert.Contains(Names, name => name.StartsWith(client, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void What_a_real_client_sent_is_read_whole_at_whatever_byte_it_is_cut(string name)
    {
        byte[] bytes = Bytes(name);
        ParsedConnection whole = ParsedConnection.Read(bytes);

        Assert.Equal(ParserStep.NeedsMore, whole.Last);
        Assert.False(whole.HasHead);
        Assert.Equal(name.Contains("-two", StringComparison.Ordinal) ? 2 : 1, whole.Requests.Count);
        bool hasBody = !name.Contains("head", StringComparison.Ordinal) && !name.EndsWith("-get.http", StringComparison.Ordinal);
        Assert.All(whole.Requests, request => Assert.Equal(hasBody ? Body : string.Empty, request.Text));
        Assert.Equal(name == "curl-proxy.http" ? "http://example.com/events?a=1" : "/events?a=1&bodySHA256=00",
            whole.Requests[0].Head.Target);
        Assert.Equal(!name.Contains("http10", StringComparison.Ordinal), whole.Requests[0].Head.KeepsAlive);
        Assert.Equal(name is "curl-expect.http" or "curl-upload-stdin.http" or "httpclient-expect.http",
            whole.Requests[0].Head.ExpectsContinue);

        Assert.Equal(whole.ToString(), ParsedConnection.Read(bytes, 1).ToString());
        for (int cut = 1; cut < bytes.Length; cut++)
        {
            Assert.Equal(whole.ToString(), ParsedConnection.Read(bytes, cut, bytes.Length).ToString());

            // Cut off there, it is not a request.
            ParsedConnection part = ParsedConnection.Read(bytes[..cut]);
            Assert.Equal(ParserStep.NeedsMore, part.Last);
            Assert.True(part.Requests.Count < whole.Requests.Count);
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\n\r\n", "")]
    [InlineData("\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", "")]
    [InlineData("GET * HTTP/1.1\r\nhOsT:h\r\n\r\n", "")]
    [InlineData("GET / HTTP/1.0\r\n\r\n", "")]
    [InlineData("GET / HTTP/1.1\r\nHost:\r\n\r\n", "")]
    [InlineData("M-SEARCH / HTTP/1.1\r\nHost: h\r\nX: \ta b\t \r\n\r\n", "")]
    [InlineData(Start + "Content-Length: 0\r\n\r\n", "")]
    [InlineData(Start + "Content-Length: 003\r\n\r\nabc", "abc")]
    [InlineData(Start + "transfer-encoding: Chunked\r\n\r\n3\r\nabc\r\n00a;x=\"y;\tz\"\r\n0123456789\r\n0\r\n\r\n", "abc0123456789")]
    [InlineData(Chunked + "0;last\r\nX: trailer\r\nY:\r\n\r\n", "")]
    public void A_request_is_read(string text, string body)
    {
        Assert.All([0, 1, 2, 7], size =>
        {
            ParsedConnection read = size == 0 ? ParsedConnection.Read(text) : ParsedConnection.Read(text, size);
            Assert.Equal(ParserStep.NeedsMore, read.Last);
            Assert.Equal(body, Assert.Single(read.Requests).Text);
        });
    }

    [Theory]

    // Two parties could see the end of the body in different places.
    [InlineData(Start + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(Start + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n")]
    [InlineData(Start + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd")]
    [InlineData(Start + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData(Start + "Content-Length: 3, 3\r\n\r\nabc")]
    [InlineData(Start + "Content-Length: +3\r\n\r\nabc")]
    [InlineData(Start + "Content-Length: -3\r\n\r\nabc")]
    [InlineData(Start + "Content-Length: 0x3\r\n\r\nabc")]
    [InlineData(Start + "Content-Length: 3 \t3\r\n\r\nabc")]
    [InlineData(Start + "Content-Length:\r\n\r\nabc")]
    [InlineData(Start + "Content-Length: \u00B3\r\n\r\nabc")]
    [InlineData(Start + "Content-Length : 3\r\n\r\nabc")]
    [InlineData(Start + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(Start + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(Start + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData(Start + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData(Start + "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData(Start + "Transfer-Encoding:\r\n\r\nabc")]
    [InlineData(Start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]

    // A field that goes on in the next line, and characters that end a line for some.
    [InlineData(Start + "X: a\r\n b\r\n\r\n")]
    [InlineData(Start + "X: a\r\n\tContent-Length: 3\r\n\r\nabc")]
    [InlineData("POST / HTTP/1.1\r\n Host: h\r\n\r\n")]
    [InlineData(Start + "X: a\nContent-Length: 3\r\n\r\nabc")]
    [InlineData(Start + "X: a\rContent-Length: 3\r\n\r\nabc")]
    [InlineData(Start + "X: a\0b\r\n\r\n")]
    [InlineData(Start + "X: a\u0001b\r\n\r\n")]
    [InlineData(Start + "X: a\u007Fb\r\n\r\n")]
    [InlineData(Start + "\0X: ab\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\nHost: h\n\n")]
    [InlineData(Start + "\n")]
    [InlineData(Start + "X: a\r\r\n\r\n")]

    // Names and lines that are none.
    [InlineData(Start + ": a\r\n\r\n")]
    [InlineData(Start + "X\r\n\r\n")]
    [InlineData(Start + "X Y: a\r\n\r\n")]
    [InlineData(Start + "X(: a\r\n\r\n")]
    [InlineData(Start + "X\u00E9: a\r\n\r\n")]
    [InlineData("\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n")]
    [InlineData("GET / HTTP/1.0\r\nHost: h\r\nHost: i\r\n\r\n")]
    [InlineData("GET /\r\n\r\n")]
    [InlineData("GET / \r\nHost: h\r\n\r\n")]
    [InlineData(" GET / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET  / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET / a HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET /\tHTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET / HTTP/1.1 \r\nHost: h\r\n\r\n")]
    [InlineData("GET / HTTP/1.2\r\nHost: h\r\n\r\n")]
    [InlineData("GET / HTTP/0.9\r\nHost: h\r\n\r\n")]
    [InlineData("GET / http/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET / HTTP/11\r\nHost: h\r\n\r\n")]
    [InlineData("G@T / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET /\u00FF HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001")]

    // Chunks.
    [InlineData(Chunked + "\r\n")]
    [InlineData(Chunked + "g\r\n")]
    [InlineData(Chunked + "-1\r\n")]
    [InlineData(Chunked + "+1\r\n")]
    [InlineData(Chunked + "0x1\r\n")]
    [InlineData(Chunked + " 1\r\n")]
    [InlineData(Chunked + "1 \r\n")]
    [InlineData(Chunked + ";x\r\n")]
    [InlineData(Chunked + "000000001\r\n")]
    [InlineData(Chunked + "fffffffff\r\n")]
    [InlineData(Chunked + "1\na\r\n")]
    [InlineData(Chunked + "1\r\rna\r\n")]
    [InlineData(Chunked + "1;x\na\r\n")]
    [InlineData(Chunked + "1;x\0\r\na\r\n")]
    [InlineData(Chunked + "1\r\nab\r\n")]
    [InlineData(Chunked + "1\r\na\n")]
    [InlineData(Chunked + "1\r\na\r1")]
    [InlineData(Chunked + "0\r\nX\r\n\r\n")]
    [InlineData(Chunked + "0\r\nX: a\r\n b\r\n\r\n")]
    [InlineData(Chunked + "0\r\nX: a\n\r\n")]
    [InlineData(Chunked + "0\r\n\n")]
    public void What_is_not_a_request_is_not_read(string text)
    {
        Assert.All([0, 1, 2, 7], size =>
        {
            // Behind it comes a request, which nobody may see.
            string sent = text + "GET /forged HTTP/1.1\r\nHost: h\r\n\r\n";
            ParsedConnection read = size == 0 ? ParsedConnection.Read(sent) : ParsedConnection.Read(sent, size);
            Assert.Equal(ParserStep.Invalid, read.Last);
            Assert.Empty(read.Requests);
        });
    }

    [Fact]
    public void A_head_has_at_most_32_KiB_and_so_have_trailer_fields()
    {
        string Head(int length) => Start + "X: " + new string('a', length - Start.Length - 7) + "\r\n\r\n";
        string Trailer(int length) => Chunked + "0\r\nX: " + new string('a', length - 7) + "\r\n\r\n";

        Assert.Single(ParsedConnection.Read(Head(32768)).Requests);
        Assert.Equal(ParserStep.Invalid, ParsedConnection.Read(Head(32769)).Last);
        Assert.Single(ParsedConnection.Read(Trailer(32768)).Requests);
        Assert.Equal(ParserStep.Invalid, ParsedConnection.Read(Trailer(32769)).Last);
        Assert.Equal(ParserStep.Invalid, ParsedConnection.Read(Chunked + "1;" + new string('a', 300) + "\r\na").Last);
    }

    [Fact]
    public void A_length_of_more_digits_than_a_number_has_is_a_body_that_is_too_large()
    {
        ParsedConnection read = ParsedConnection.Read(Start + "Content-Length: 99999999999999999999999999\r\n\r\na");
        Assert.Equal(ParserStep.NeedsMore, read.Last);
        Assert.True(read.HasHead);
    }

    [Fact]
    public void Whatever_requests_are_written_the_same_are_read_at_whatever_bytes_they_are_cut() =>
        Gen.Select(WrittenRequest.Any.List[1, 4], Gen.Int[1, 40].Array[1, 30]).Sample((requests, sizes) =>
        {
            byte[] bytes = [.. requests.SelectMany(request => request.ToBytes())];
            ParsedConnection read = ParsedConnection.Read(bytes, sizes);
            Assert.Equal(ParserStep.NeedsMore, read.Last);
            Assert.Equal(requests.Count, read.Requests.Count);
            foreach ((WrittenRequest written, ParsedRequest parsed) in requests.Zip(read.Requests))
            {
                Assert.Equal(written.Method, parsed.Head.Method);
                Assert.Equal(written.Target, parsed.Head.Target);
                Assert.Equal(written.Fields, parsed.Head.Headers.Where(field => written.Fields.Contains(field)));
                Assert.Equal(written.Body, parsed.Body);
            }
        }, iter: 2000);

    [Fact]
    public void Bytes_changed_by_chance_are_read_the_same_at_whatever_bytes_they_are_cut_and_never_throw() =>
        Gen.Select(WrittenRequest.Any.List[1, 2], Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 3], Gen.Byte).List[1, 4],
            Gen.Int[1, 20].Array[1, 10]).Sample((requests, changes, sizes) =>
        {
            List<byte> bytes = [.. requests.SelectMany(request => request.ToBytes())];
            foreach ((int place, int kind, byte value) in changes)
            {
                int at = place % bytes.Count;
                if (kind == 0) bytes[at] = value;
                else if (kind == 1) bytes.Insert(at, "\r\n \t:;,\0"u8[value % 8]);
                else if (kind == 2 && bytes.Count > 1) bytes.RemoveAt(at);
                else bytes.InsertRange(at, [.. bytes.Skip(at).Take(value % 16)]);
            }

            byte[] sent = [.. bytes];
            string whole = ParsedConnection.Read(sent).ToString();
            Assert.Equal(whole, ParsedConnection.Read(sent, 1).ToString());
            Assert.Equal(whole, ParsedConnection.Read(sent, sizes).ToString());
        }, iter: 3000);

    private static byte[] Bytes(string name)
    {
        using Stream stream = Here.GetManifestResourceStream(name)!;
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
