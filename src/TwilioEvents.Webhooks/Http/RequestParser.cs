using System;

namespace TwilioEvents.Webhooks.Http;

/// <summary>What a <see cref="RequestParser"/> has found in the bytes it was given.</summary>
internal enum ParserStep
{
    /// <summary>All bytes are read, and the request has not ended.</summary>
    NeedsMore,

    /// <summary>The head is whole.</summary>
    Head,

    /// <summary>A piece of the body.</summary>
    Body,

    /// <summary>The request has ended; what follows is the next one.</summary>
    End,

    /// <summary>It is not a request, and nothing after it is read.</summary>
    Invalid,
}

/// <summary>
/// Reads the requests of one connection, however their bytes are cut into pieces. Knows no socket, no time, and keeps
/// nothing of a body.
/// </summary>
internal sealed class RequestParser
{
    /// <summary>How many bytes a head has at most, with the empty line at its end; so have the trailer fields.</summary>
    public const int HeadLimit = 32 * 1024;

    private const int ChunkLineLimit = 256;
    private const int SizeDigits = 8;

    private State state;
    private byte[] head = new byte[512];
    private int headCount;
    private int lineCount;
    private bool afterReturn;
    private bool isEmptyLineRead;
    private int chunkLineCount;
    private long left;

    private enum State
    {
        Head,
        BodyStart,
        Body,
        ChunkSize,
        ChunkExtension,
        ChunkSizeFeed,
        ChunkData,
        ChunkReturn,
        ChunkFeed,
        Trailer,
        End,
        Invalid,
    }

    /// <summary>The head of the request in hand, from <see cref="ParserStep.Head"/> on.</summary>
    public RequestHead? Head { get; private set; }

    /// <summary>Where the piece of the body begins, after <see cref="ParserStep.Body"/>.</summary>
    public int BodyOffset { get; private set; }

    /// <summary>How many bytes the piece has.</summary>
    public int BodyCount { get; private set; }

    /// <summary>Reads on until something is found.</summary>
    /// <param name="buffer">Holds the bytes.</param>
    /// <param name="offset">Where they begin; afterwards, where what was not read begins.</param>
    /// <param name="end">Where they end.</param>
    /// <returns>What was found.</returns>
    public ParserStep Read(byte[] buffer, ref int offset, int end)
    {
        while (true)
        {
            switch (this.state)
            {
                case State.BodyStart:
                    this.left = this.Head!.BodyLength ?? 0;
                    this.state = this.Head.BodyLength is null ? State.ChunkSize : this.left == 0 ? State.End : State.Body;
                    continue;
                case State.End:
                    this.state = State.Head;
                    this.isEmptyLineRead = false;
                    return ParserStep.End;
                case State.Invalid:
                    return ParserStep.Invalid;
            }

            if (offset >= end) return ParserStep.NeedsMore;
            if (this.state is State.Body or State.ChunkData)
            {
                this.BodyOffset = offset;
                this.BodyCount = (int)Math.Min(this.left, end - offset);
                offset += this.BodyCount;
                this.left -= this.BodyCount;
                if (this.left == 0) this.state = this.state == State.Body ? State.End : State.ChunkReturn;
                return ParserStep.Body;
            }

            byte b = buffer[offset++];
            switch (this.state)
            {
                case State.Head:
                    if (this.ReadLines(b) && this.EndHead()) return ParserStep.Head;
                    break;
                case State.Trailer:
                    if (this.ReadLines(b)) this.EndTrailer();
                    break;
                default:
                    this.state = this.ReadChunkFraming(b);
                    break;
            }
        }
    }

    // Lines of text that end with CR LF, up to an empty one. A bare CR or LF is where servers disagree.
    private bool ReadLines(byte b)
    {
        if (this.afterReturn != (b == '\n') || (b < ' ' && b is not ((byte)'\r' or (byte)'\n' or (byte)'\t')) || b == 0x7F
            || this.headCount == HeadLimit)
        {
            this.state = State.Invalid;
            return false;
        }

        if (this.headCount == this.head.Length) Array.Resize(ref this.head, Math.Min(2 * this.head.Length, HeadLimit));
        this.head[this.headCount++] = b;
        this.afterReturn = b == '\r';
        if (b == '\n')
        {
            if (this.lineCount == 0) return true;
            this.lineCount = 0;
        }
        else if (!this.afterReturn)
        {
            this.lineCount++;
        }

        return false;
    }

    private bool EndHead()
    {
        int count = this.headCount;
        this.headCount = 0;

        // An old client ends a body with an empty line that it does not count; so one may stand before a request.
        if (count == 2 && !this.isEmptyLineRead)
        {
            this.isEmptyLineRead = true;
            return false;
        }

        this.Head = RequestHead.Parse(this.head, count);
        this.state = this.Head is null ? State.Invalid : State.BodyStart;
        return this.Head is not null;
    }

    private void EndTrailer()
    {
        this.state = RequestHead.ReadFields(this.head, 0, this.headCount, null) ? State.End : State.Invalid;
        this.headCount = 0;
    }

    private State ReadChunkFraming(byte b)
    {
        switch (this.state)
        {
            case State.ChunkSize when Digit(b) is int digit && this.chunkLineCount < SizeDigits:
                this.left = (this.left << 4) + digit;
                this.chunkLineCount++;
                return State.ChunkSize;
            case State.ChunkSize when b == ';' && this.chunkLineCount > 0:
                return State.ChunkExtension;
            case State.ChunkSize when b == '\r' && this.chunkLineCount > 0:
            case State.ChunkExtension when b == '\r':
                return State.ChunkSizeFeed;
            case State.ChunkExtension when (b >= ' ' || b == '\t') && b != 0x7F && ++this.chunkLineCount < ChunkLineLimit:
                return State.ChunkExtension;
            case State.ChunkSizeFeed when b == '\n':
                this.chunkLineCount = 0;
                return this.left == 0 ? State.Trailer : State.ChunkData;
            case State.ChunkReturn when b == '\r':
                return State.ChunkFeed;
            case State.ChunkFeed when b == '\n':
                return State.ChunkSize;
            default:
                return State.Invalid;
        }
    }

    private static int? Digit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => null,
    };
}
