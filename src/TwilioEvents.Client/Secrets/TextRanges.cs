using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace TwilioEvents.Secrets;

/// <summary>Places in a text that are to be masked. They may overlap, and come in any order.</summary>
internal sealed class TextRanges
{
    private readonly List<(int Start, int End)> ranges = new();

    /// <summary>Adds a place.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Behind its end.</param>
    public void Add(int start, int end) => this.ranges.Add((start, end));

    /// <summary>What stands in each place.</summary>
    public IEnumerable<string> Parts(string text) => this.ranges.Select(range => text.Substring(range.Start, range.End - range.Start));

    /// <summary>The text with a mask in the place of each; places that touch get one mask together.</summary>
    public string Mask(string text)
    {
        if (this.ranges.Count == 0) return text;
        var masked = new StringBuilder(text.Length);
        int done = -1;
        foreach ((int start, int end) in this.ranges.OrderBy(range => range.Start))
        {
            if (start > done) masked.Append(text, Math.Max(done, 0), start - Math.Max(done, 0)).Append(SecretMask.Mask);
            done = Math.Max(done, end);
        }

        return masked.Append(text, done, text.Length - done).ToString();
    }
}
