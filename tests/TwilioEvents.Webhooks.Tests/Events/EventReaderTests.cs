using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace TwilioEvents.Webhooks.Tests.Events;

public sealed class EventReaderTests
{
    private readonly EventReader reader = new(new EventParser(TestObjects.Create));

    [Fact]
    public void A_line_that_is_whole_JSON_is_read_at_once()
    {
        Assert.Equal("a", Assert.Single(this.reader.Add(Event("a"))).Event!.Type);
        Assert.Empty(this.reader.Add("  "));
        Assert.Equal(["b", "c"], Types(this.reader.Add("[" + Event("b") + "," + Event("c") + "]")));
        Assert.NotNull(Assert.Single(this.reader.Add("5")).Problem);
        Assert.Empty(this.reader.End());
    }

    [Fact]
    public void Lines_that_are_not_are_put_together_until_they_are()
    {
        const string Text = "[\r\n  {\r\n    \"type\" : \"a\"\r\n  }\r\n, {\"type\":\"b\"}\r\n\r\n]";
        string[] lines = Text.Split('\n');
        Assert.All(lines[..^1], line => Assert.Empty(this.reader.Add(line)));
        IReadOnlyList<ParsedItem> items = this.reader.Add(lines[^1]);
        Assert.Equal(["{\r\n    \"type\" : \"a\"\r\n  }", "{\"type\":\"b\"}"], items.Select(item => item.Event!.ToJson()));
        Assert.Equal(["c"], Types(this.reader.Add(Event("c"))));
    }

    [Fact]
    public void What_is_no_JSON_until_the_end_is_one_problem_with_all_of_it()
    {
        foreach (string line in new[] { "this", "is not", "", "JSON" }) Assert.Empty(this.reader.Add(line));
        ParsedItem item = Assert.Single(this.reader.End());
        Assert.NotNull(item.Problem);
        Assert.Equal("this\nis not\n\nJSON", item.Input);
        Assert.Empty(this.reader.End());
    }

    [Theory]
    [InlineData("noise")]
    [InlineData("[INFO] started")]
    [InlineData("{\"type\":\"x\",\"da")]
    [InlineData("{\"type\":\"x\",")]
    [InlineData("{\"type\":\"x\"")]
    [InlineData("}")]
    [InlineData("[1,\n{\"type\":\"x\",\n5")]
    public void A_line_that_was_cut_off_does_not_take_the_next_with_it(string broken)
    {
        var items = new List<ParsedItem>();
        foreach (string line in broken.Split('\n')) items.AddRange(this.reader.Add(line));
        items.AddRange(this.reader.Add(Event("a")));
        Assert.Equal([null, "a"], items.Select(item => item.Event?.Type));
        Assert.Equal(broken, items[0].Input);
        Assert.Equal(["b"], Types(this.reader.Add(Event("b"))));
        Assert.Empty(this.reader.End());
    }

    [Fact]
    public void A_line_that_is_whole_is_not_lost_in_what_is_broken()
    {
        Assert.Empty(this.reader.Add("{\"type\":\"x\",\"data\":"));
        Assert.Empty(this.reader.Add(Event("a")));
        IReadOnlyList<ParsedItem> items = this.reader.Add(Event("b"));
        Assert.Equal(["a", null, "b"], items.Select(item => item.Event?.Type));
        Assert.Equal("{\"type\":\"x\",\"data\":", items[1].Input);
    }

    [Fact]
    public void A_text_of_lines_is_its_lines()
    {
        Assert.Equal(["a", "b"], Types(this.reader.Add(Event("a") + "\r\n" + Event("b") + "\n")));
        Assert.Equal(["a", "b"], Types(this.reader.Add(Encoding.UTF8.GetBytes(Event("a") + "\n" + Event("b")), "input")));
        Assert.Empty(this.reader.End());
    }

    [Fact]
    public void Single_bytes_are_put_together_until_the_end()
    {
        const string Text = "{ \"type\":\"é😀\" }";
        foreach (byte single in Encoding.UTF8.GetBytes(Text)) Assert.Empty(this.reader.Add(single));
        Assert.Equal(Text, Assert.Single(this.reader.End()).Event!.ToJson());
        Assert.Empty(this.reader.End());
    }

    [Fact]
    public void What_waits_is_read_before_something_of_another_kind()
    {
        byte[] wrong = [1, 2];
        foreach (byte single in Encoding.UTF8.GetBytes(Event("a"))) Assert.Empty(this.reader.Add(single));
        Assert.Equal(["a", "b"], Types(this.reader.Add(Event("b"))));
        Assert.Empty(this.reader.Add("{"));
        ParsedItem cut = Assert.Single(this.reader.Add((byte)'5'));
        Assert.Equal("{", cut.Input);
        IReadOnlyList<ParsedItem> items = this.reader.Add(wrong, wrong);
        Assert.Equal(new byte[] { (byte)'5' }, items[0].Input);
        Assert.Same(wrong, items[1].Input);
        Assert.Equal("input", Assert.Single(this.reader.Add([], "input")).Input);
    }

    [Fact]
    public void However_JSON_is_broken_into_lines_it_gives_the_same_events() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 1], Gen.Bool.Array[400]).Sample((count, shape, breaks) =>
        {
            string[] events = [.. Enumerable.Range(0, count).Select(i =>
                "{\"type\":\"a" + i + "\",\"data\":{\"x\":[1,{\"y\":\"[{\\\"\"},[]],\"z\":{}},\"id\":null}")];
            string text = shape == 0 ? "[" + string.Join(",", events) + "]" : string.Join("\n", events);
            var lines = new StringBuilder();
            bool isInText = false;
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] == '"' && (i == 0 || text[i - 1] != '\\')) isInText = !isInText;
                lines.Append(text[i]);
                if (!isInText && text[i] is '{' or '}' or '[' or ']' or ',' or ':' && !isInText && breaks[i % breaks.Length])
                    lines.Append('\n');
            }

            var fresh = new EventReader(new EventParser(TestObjects.Create));
            IEnumerable<ParsedItem> items = lines.ToString().Split('\n').SelectMany(fresh.Add).ToArray();
            items = [.. items, .. fresh.End()];
            return items.Select(item => item.Event?.Type).SequenceEqual(Enumerable.Range(0, count).Select(i => "a" + i));
        }, iter: 2000);

    [Fact]
    public void A_hundred_thousand_lines_of_one_text_are_read_once()
    {
        this.reader.Add("[");
        for (int i = 0; i < 100_000; i++) Assert.Empty(this.reader.Add("{\"type\":\"a\"},"));
        Assert.Equal(100_001, this.reader.Add("{\"type\":\"a\"}]").Count);
    }

    [Fact]
    public void What_the_parser_takes_beyond_JSON_is_an_event_too()
    {
        Assert.Empty(this.reader.Add("{'type':'it\"s'} // said"));
        Assert.Equal(["it\"s", "b"], Types(this.reader.Add(Event("b"))));
    }

    private static string Event(string type) => "{\"type\":\"" + type + "\"}";

    private static IEnumerable<string?> Types(IEnumerable<ParsedItem> items) => items.Select(item => item.Event?.Type);
}
