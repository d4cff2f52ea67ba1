using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using TwilioEvents.Json;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("", "The text is empty.")]
    [InlineData(" /* nothing */ ", "The text is empty.")]
    [InlineData("{\"a\":1", "The JSON text ends too early.")]
    [InlineData("{\"a\":", "The JSON text ends too early.")]
    [InlineData("{", "The JSON text ends too early.")]
    [InlineData("[1,", "The JSON text ends too early.")]
    [InlineData("[1", "The JSON text ends too early.")]
    [InlineData("new Date(1)", "Unexpected StartConstructor in the JSON text.")]
    [InlineData("[new Date(1)]", "Unexpected StartConstructor in the JSON text.")]
    [InlineData("[hush]", "The text is not JSON from line 1, position 1.")]
    [InlineData("{\n\"a\": hush}", "The text is not JSON from line 2, position 5.")]
    public void A_text_that_is_no_JSON_is_refused_and_not_quoted(string text, string said) =>
        Assert.Equal(said, Assert.Throws<FormatException>(() => JsonText.Parse(text)).Message);

    [Theory]
    [InlineData("{} {}")]
    [InlineData("1 2")]
    public void One_value_is_all_that_a_text_holds(string text) => Assert.Throws<FormatException>(() => JsonText.Parse(text));

    [Theory]
    [InlineData("[{\"a\":1},{}]")]
    [InlineData(" [ {\"a\":1} , {\"b\":[{}]} ] ")]
    [InlineData("[\n{\"a\":\n1},\r\n  {\"b\":\r\n2},\r{\"c\":3}]\n")]
    [InlineData("[\r\n\r\n\r{},\n\r{\r}]")]
    [InlineData("/*\n*/ [ /*x*/ {} /*\r\n*/ , {\"a\":/*y*/2} ]")]
    [InlineData("[]")]
    public void The_objects_of_an_array_stand_where_they_are_written(string text)
    {
        List<JsonItem> items = JsonText.ParseItems(text);
        string[] written = [.. items.Select(item => text.Substring(item.Start, item.Length))];
        Assert.Equal(JsonText.Write(JsonText.Parse(text)), JsonText.Write(items.Select(item => item.Value).ToList()));
        Assert.All(written, item => Assert.True(item[0] == '{' && item[^1] == '}'));
        Assert.Equal(items.Select(item => JsonText.Write(item.Value)), written.Select(item => JsonText.Write(JsonText.Parse(item))));
    }

    [Fact]
    public void A_text_without_an_array_is_its_only_item()
    {
        JsonItem item = Assert.Single(JsonText.ParseItems("\r\n {\"a\":\n1} "));
        Assert.Equal((3, 8, "{\"a\":1}"), (item.Start, item.Length, JsonText.Write(item.Value)));
        Assert.Equal(5L, Assert.Single(JsonText.ParseItems("5")).Value);
    }

    [Theory]
    [InlineData("[{}] []", "The text is not JSON from line 1, position 5.")]
    [InlineData("{} {}", "The text is not JSON from line 1, position 3.")]
    [InlineData("[{}", "The JSON text ends too early.")]
    [InlineData("[", "The JSON text ends too early.")]
    [InlineData("", "The text is empty.")]
    public void Items_that_are_no_JSON_are_refused(string text, string said) =>
        Assert.Equal(said, Assert.Throws<FormatException>(() => JsonText.ParseItems(text)).Message);

    [Theory]
    [InlineData("{\"a\":[1,2.5,true,null,\"x\",{}],\"b\":\"2015-07-30T20:00:00Z\"}", null)]
    [InlineData("/*x*/ { /*x*/ \"a\": /*x*/ [ /*x*/ 1 /*x*/ ] /*x*/ } /*x*/", "{\"a\":[1]}")]
    [InlineData("[undefined]", "[null]")]
    [InlineData("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}")]
    [InlineData("123456789012345678901234567890", null)]
    [InlineData("\"\\u00e9\\n\"", "\"\u00e9\\n\"")]
    public void What_is_read_is_written_again(string text, string? written) =>
        Assert.Equal(written ?? text, JsonText.Write(JsonText.Parse(text)));

    [Fact]
    public void Sixty_four_levels_are_read_and_written_and_no_more()
    {
        Assert.NotNull(JsonText.Parse(new string('[', 64) + new string(']', 64)));
        Assert.Throws<FormatException>(() => JsonText.Parse(new string('[', 65) + new string(']', 65)));
        Assert.NotNull(JsonText.FromObject(Nested(64)));
        Assert.Equal("The value is nested deeper than 64 levels, or contains itself.",
            Assert.Throws<FormatException>(() => JsonText.FromObject(Nested(65))).Message);
        var circle = new Hashtable();
        circle["a"] = new ArrayList { circle };
        Assert.Throws<FormatException>(() => JsonText.FromObject(circle));

        static object Nested(int levels) => levels == 0 ? 1 : levels % 2 == 0
            ? new ArrayList { Nested(levels - 1) }
            : new Hashtable { ["a"] = Nested(levels - 1) };
    }

    [Fact]
    public void An_object_becomes_the_JSON_that_it_looks_like()
    {
        var value = new List<object?>
        {
            null, "x", true, 1, 2L, (short)3, (byte)4, 5.5, 6.5f, 7.5m, new BigInteger(8), new Hashtable { [1.5] = "k" },
            Enumerable.Range(1, 2), new DateTime(2026, 1, 2, 3, 4, 5), new Uri("https://x/y"),
        };
        Assert.Equal(
            "[null,\"x\",true,1,2,3,4,5.5,6.5,7.5,8,{\"1.5\":\"k\"},[1,2],\"01/02/2026 03:04:05\",\"https://x/y\"]",
            JsonText.Write(JsonText.FromObject(value)));
    }

    [Fact]
    public void A_scalar_is_a_text_and_nothing_else_is()
    {
        Assert.Equal(["x", "true", "false", "1.5", "4711"], new object[] { "x", true, false, 1.5, 4711 }.Select(JsonText.Scalar));
        Assert.Equal("0.1", JsonText.Scalar(0.1));
        Assert.Equal("0.30000000000000004", JsonText.Scalar(0.1 + 0.2));
        Assert.All(new object?[] { null, new JsonMap(), new List<object?>(), new object() }, value => Assert.Null(JsonText.Scalar(value)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    [InlineData(100)]
    public void A_map_knows_each_name_once_in_the_order_of_its_first_coming(int names)
    {
        var map = new JsonMap();
        for (int i = 0; i < names; i++) map["n" + i] = i;
        for (int i = 0; i < names; i++) map["n" + i] = -i;
        map["N0"] = "other";
        Assert.Equal(Enumerable.Range(0, names).Select(i => "n" + i).Append("N0"), map.Properties.Select(property => property.Key));
        Assert.All(Enumerable.Range(0, names), i => Assert.Equal(-i, map["n" + i]));
        Assert.Equal(("other", null, null), (map.Text("N0"), map["none"], map.Text("none")));
    }
}
