using System;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Transport;

/// <summary>The body of an answer, as far as it came.</summary>
internal sealed class AnswerBody
{
    /// <summary>Far above any answer of the Events API; keeps a hostile one from filling the memory.</summary>
    private const int MaximumBytes = 16 * 1024 * 1024;

    private AnswerBody(string? text, Exception? broken)
    {
        this.Text = text;
        this.Broken = broken;
    }

    /// <summary>The whole text; null where it did not come whole.</summary>
    public string? Text { get; }

    /// <summary>Why it did not come whole, or could not be decoded; else null.</summary>
    public Exception? Broken { get; }

    /// <summary>Reads it to its end, or to where it breaks.</summary>
    /// <exception cref="OperationCanceledException">The time was over, or the call was cancelled.</exception>
    public static async Task<AnswerBody> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        try
        {
            if (content.Headers.ContentLength > MaximumBytes) throw TooLong();
            using Stream stream = await content.ReadAsStreamAsync().ConfigureAwait(false);

            // One byte more than it says, so that the end is seen without a second buffer; what it says may be a lie.
            var bytes = new byte[Math.Min(content.Headers.ContentLength ?? 4095, 65535) + 1];
            int length = 0, count;
            while ((count = await stream.ReadAsync(bytes, length, bytes.Length - length, cancellation).ConfigureAwait(false)) > 0)
            {
                length += count;
                if (length > MaximumBytes) throw TooLong();
                if (length == bytes.Length) Array.Resize(ref bytes, 2 * length);
            }

            int mark = length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0;
            return new AnswerBody(Encoding.UTF8.GetString(bytes, mark, length - mark), null);
        }
        catch (Exception e) when (NetworkErrors.Includes(e) && !cancellation.IsCancellationRequested)
        {
            return new AnswerBody(null, e);
        }
    }

    private static InvalidDataException TooLong() => new("The answer is longer than 16 MiB.");
}
