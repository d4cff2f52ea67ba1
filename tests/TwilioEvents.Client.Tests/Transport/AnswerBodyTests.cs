using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Transport;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>The body of an answer, from nothing to more than is read.</summary>
public sealed class AnswerBodyTests
{
    private const int Most = 16 * 1024 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(65_534)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public async Task A_body_is_read_whole_whether_its_length_is_known_or_not(int length)
    {
        string text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26))));
        Assert.Equal(text, (await ReadAsync(new StringContent(text))).Text);
        Assert.Equal(text, (await ReadAsync(new LongContent(Encoding.ASCII.GetBytes(text)))).Text);
    }

    [Fact]
    public async Task Sixteen_MiB_are_read_and_no_byte_more()
    {
        var bytes = new byte[Most + 1];
        foreach (bool isLengthKnown in new[] { false, true })
        {
            Assert.Equal(Most, (await ReadAsync(Content(bytes.Take(Most).ToArray(), isLengthKnown))).Text!.Length);
            AnswerBody longer = await ReadAsync(Content(bytes, isLengthKnown));
            Assert.Null(longer.Text);
            Assert.Equal("The answer is longer than 16 MiB.", Assert.IsType<InvalidDataException>(longer.Broken).Message);
        }

        static HttpContent Content(byte[] bytes, bool isLengthKnown) =>
            isLengthKnown ? new ByteArrayContent(bytes) : new LongContent(bytes);
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, "")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x61 }, "a")]
    [InlineData(new byte[] { 0x61, 0xEF, 0xBB, 0xBF }, "a\ufeff")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBE, 0x61 }, "\ufefea")]
    [InlineData(new byte[] { 0xEF, 0xBC, 0xBF }, "\uff3f")]
    [InlineData(new byte[] { 0xEE, 0xBB, 0xBF }, "\ueeff")]
    [InlineData(new byte[] { 0xC3, 0xA9 }, "\u00e9")]
    public async Task A_byte_order_mark_is_left_out_where_it_stands_first(byte[] bytes, string text) =>
        Assert.Equal(text, (await ReadAsync(new ByteArrayContent(bytes))).Text);

    [Fact]
    public async Task A_body_that_breaks_is_no_error_yet_and_one_whose_time_is_over_is()
    {
        var cause = new IOException("x");
        Assert.Same(cause, (await ReadAsync(new BrokenContent(cause))).Broken);
        var canceled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<IOException>(() => AnswerBody.ReadAsync(new BrokenContent(cause), canceled));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync(new BrokenContent(new InvalidOperationException())));
    }

    private static Task<AnswerBody> ReadAsync(HttpContent content) => AnswerBody.ReadAsync(content, CancellationToken.None);

    /// <summary>Bytes that come without their length.</summary>
    private sealed class LongContent(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new MemoryStream(bytes));

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>A body that breaks when it is read.</summary>
    private sealed class BrokenContent(Exception error) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromException<Stream>(error);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
