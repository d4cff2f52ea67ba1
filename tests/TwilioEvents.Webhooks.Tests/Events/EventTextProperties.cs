using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using CsCheck;
using Xunit;

namespace TwilioEvents.Webhooks.Tests.Events;

/// <summary>An event is given back as it came, whatever stands in it and around it.</summary>
public sealed class EventTextProperties
{
    private static readonly Gen<string> Space = OneOf("", "", " ", "\t", "\n", "\r", "\r\n", " \n\r\n\r\r ");

    private static readonly Gen<string> Text = Gen.Char.Array[0, 8].Select(characters => JsonSerializer.Serialize(new string(characters)));

    private static readonly Gen<string> Scalar =
        Gen.OneOf(Text, Gen.Double.Where(double.IsFinite).Select(n => JsonSerializer.Serialize(n)), OneOf("true", "false", "null"));

    [Fact]
    public void Any_event_of_any_array_is_given_back_as_it_came() =>
        Gen.Select(Event.Array[1, 6], Space.Array[14]).Sample((events, spaces) =>
        {
            string text = spaces[12] + "[" + string.Join(",", events.Select((e, i) => spaces[2 * i] + e + spaces[(2 * i) + 1])) + "]"
                + spaces[13];
            IReadOnlyList<ParsedItem> items = new EventParser(TestObjects.Create).Parse(text);
            return items.Select(item => item.Event!.ToJson()).SequenceEqual(events);
        }, iter: 3000);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Gen<string> Event => Gen.Select(Text, Text, Value(2), Space.Array[9], (type, name, value, spaces) =>
        "{" + spaces[0] + "\"type\"" + spaces[1] + ":" + spaces[2] + type + spaces[3] + "," + spaces[4]
            + "\"x" + name[1..] + spaces[5] + ":" + spaces[6] + value + spaces[7] + "}");

    private static Gen<string> Value(int depth) => depth == 0 ? Scalar : Gen.OneOf(
        Scalar,
        Gen.Select(Value(depth - 1).Array[0, 3], Space, (items, space) => "[" + space + string.Join("," + space, items) + space + "]"),
        Gen.Select(Text, Value(depth - 1), Space, (name, value, space) => "{" + space + name + space + ":" + value + space + "}"));
}
