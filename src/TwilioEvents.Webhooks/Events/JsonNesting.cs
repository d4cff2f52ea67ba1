using System.Collections.Generic;

namespace TwilioEvents.Webhooks.Events;

/// <summary>
/// Follows the brackets and texts of JSON that comes line by line, so that nobody parses what cannot be whole yet. It knows
/// just enough to see where a value ends, and that one cannot go on: the parser alone says what is JSON.
/// </summary>
internal sealed class JsonNesting
{
    private readonly Stack<char> open = new();

    // The last character that is not white space; 0 before the first.
    private char last;

    /// <summary>Whether what was opened is not closed yet, and may still be.</summary>
    public bool IsOpen => this.open.Count > 0 && !this.IsBroken;

    /// <summary>Whether no further line can make it JSON.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Follows a further line.</summary>
    public void Add(string line)
    {
        bool isInText = false;
        for (int i = 0; i < line.Length && !this.IsBroken; i++)
        {
            char c = line[i];
            if (isInText)
            {
                if (c == '\\') i++;
                else if (c == '"') isInText = false;
                continue;
            }

            if (c is ' ' or '\t' or '\r' or '\n') continue;
            if (c is '{' or '[') this.Open(c);
            else if (c is '}' or ']') this.Close(c);
            else isInText = c == '"';
            this.last = c;
        }

        // No text of JSON goes on in the next line.
        this.IsBroken |= isInText;
    }

    /// <summary>Says that no further line can make it JSON.</summary>
    public void Break() => this.IsBroken = true;

    private void Open(char bracket)
    {
        bool mayBegin = this.open.Count == 0 ? this.last == '\0' : this.open.Peek() == '[' ? this.last is '[' or ',' : this.last == ':';
        this.IsBroken |= !mayBegin;
        this.open.Push(bracket);
    }

    private void Close(char bracket) =>
        this.IsBroken |= this.open.Count == 0 || this.open.Pop() != (bracket == '}' ? '{' : '[');
}
