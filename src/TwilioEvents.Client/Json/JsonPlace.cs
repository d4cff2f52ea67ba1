using Newtonsoft.Json;

namespace TwilioEvents.Json;

/// <summary>
/// Where a reader stands in its text, as a number of characters. The reader counts lines and columns, so the starts of
/// lines are looked for on the way; it never goes back.
/// </summary>
internal sealed class JsonPlace
{
    private static readonly char[] LineEnds = { '\r', '\n' };

    private readonly string text;
    private int line = 1;
    private int lineStart;

    public JsonPlace(string text) => this.text = text;

    /// <summary>How many characters the reader has read.</summary>
    public int Of(IJsonLineInfo reader)
    {
        while (this.line < reader.LineNumber)
        {
            int end = this.text.IndexOfAny(LineEnds, this.lineStart);
            bool isPair = this.text[end] == '\r' && end + 1 < this.text.Length && this.text[end + 1] == '\n';
            this.lineStart = end + (isPair ? 2 : 1);
            this.line++;
        }

        return this.lineStart + reader.LinePosition;
    }
}
