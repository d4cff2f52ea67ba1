using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace TwilioEvents.Webhooks.Tests.Events;

public sealed class EventParserTests
{
    private const string Whole = """
        {
          "specversion": "1.0",
          "type": "com.twilio.messaging.message.delivered",
          "source": "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Messages/SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.json",
          "id": "EZbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
          "dataschema": "https://events-schemas.twilio.com/Messaging.MessageStatus/4.json",
          "datacontenttype": "application/json",
          "time": "2026-11-25T03:44:36.125Z",
          "data": { "accountSid": "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "segments": [ 1, 2.5, { "deep": [ true, null ] } ] }
        }
        """;

    private static readonly EventParser Parser = new(TestObjects.Create);

    [Fact]
    public void An_event_has_what_Twilio_sent()
    {
        TwilioEvent found = Only(Whole);
        Assert.Equal("EZbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", found.Id);
        Assert.Equal("com.twilio.messaging.message.delivered", found.Type);
        Assert.Equal(found.Type, found.ToString());
        Assert.EndsWith("SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.json", found.Source, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 3, 44, 36, 125, TimeSpan.Zero), found.Time);
        Assert.Equal(("Messaging.MessageStatus", 4), (found.Schema, found.SchemaVersion));
        Assert.Equal("ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", found.AccountSid);
        Assert.Null(found.Extensions);
        var data = Assert.IsType<Dictionary<string, object?>>(found.Data);
        var segments = Assert.IsType<object?[]>(data["segments"]);
        Assert.Equal([1L, 2.5], segments.Take(2));
        Assert.Equal([true, null], (object?[])((Dictionary<string, object?>)segments[2]!)["deep"]!);
    }

    [Fact]
    public void Every_field_but_the_type_may_be_missing()
    {
        TwilioEvent found = Only("""{"type":"a"}""");
        Assert.Equal("a", found.Type);
        Assert.All(
            new object?[]
            {
                found.Id, found.Source, found.Time, found.Schema, found.SchemaVersion, found.Data, found.AccountSid, found.Extensions,
            },
            Assert.Null);
    }

    [Theory]
    [InlineData("{}", "no type")]
    [InlineData("""{"type":1}""", "no type")]
    [InlineData("""{"type":null,"id":"a"}""", "no type")]
    [InlineData("""{"Type":"a"}""", "no type")]
    [InlineData("1", "not a JSON object")]
    [InlineData("\"text\"", "not a JSON object")]
    [InlineData("null", "not a JSON object")]
    [InlineData("[[{\"type\":\"a\"}]]", "not a JSON object")]
    [InlineData("{\"type\":\"a\"", "ends too early")]
    [InlineData("{\"type\":\"a\"} {\"type\":\"a\"}", "not JSON from line 1, position 13")]
    [InlineData("", "empty")]
    [InlineData(" \n ", "empty")]
    public void What_is_not_an_event_is_a_problem_with_its_input(string text, string said)
    {
        ParsedItem item = Assert.Single(Parser.Parse(text));
        Assert.Null(item.Event);
        Assert.Contains(said, item.Problem, StringComparison.Ordinal);
        Assert.Equal(text, item.Input);
    }

    [Fact]
    public void An_empty_array_has_no_event_and_no_problem() => Assert.Empty(Parser.Parse("[]"));

    [Fact]
    public void The_others_of_an_array_go_through_in_their_order()
    {
        const string Text = """[{"type":"a"}, 5, {"type":"b"}, {"id":"c"}]""";
        IReadOnlyList<ParsedItem> items = Parser.Parse(Text);
        Assert.Equal(["a", null, "b", null], items.Select(item => item.Event?.Type));
        Assert.StartsWith("Item 2 of 4: ", items[1].Problem, StringComparison.Ordinal);
        Assert.StartsWith("Item 4 of 4: ", items[3].Problem, StringComparison.Ordinal);
        Assert.Equal([Text, Text], items.Where(item => item.Event is null).Select(item => item.Input));
    }

    [Fact]
    public void Deep_JSON_is_refused()
    {
        ParsedItem item = Assert.Single(Parser.Parse("{\"type\":\"a\",\"data\":" + new string('[', 5000) + new string(']', 5000) + "}"));
        Assert.NotNull(item.Problem);
        TwilioEvent found = Only("{\"type\":\"a\",\"data\":\"" + new string('[', 5000) + new string(']', 5000) + "\"}");
        Assert.Equal(10000, Assert.IsType<string>(found.Data).Length);
    }

    [Theory]
    [InlineData("\"{\\\"test_id\\\":\\\"1\\\"}\"", "test_id")]
    [InlineData("\" [ { \\\"a\\\": 1 } ] \"", null)]
    [InlineData("\"{not JSON}\"", "{not JSON}")]
    [InlineData("\"5\"", "5")]
    [InlineData("\"\"", "")]
    [InlineData("\"null\"", "null")]
    public void Data_of_text_is_parsed_where_it_is_an_object_or_an_array(string data, string? expected)
    {
        object? found = Only("{\"type\":\"a\",\"data\":" + data + "}").Data;
        if (found is Dictionary<string, object?> map) Assert.Equal([expected], map.Keys);
        else if (found is object?[] list) Assert.Null(expected);
        else Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("accountSid")]
    [InlineData("account_sid")]
    [InlineData("AccountSid")]
    [InlineData("accountsid")]
    public void The_account_is_found_under_each_name_that_Twilio_has_for_it(string name)
    {
        Assert.Equal("AC1", Only($$"""{"type":"a","data":{"parent_account_sid":"AC2","{{name}}":"AC1"} }""").AccountSid);
        Assert.Equal("AC1", Only($$"""{"type":"a","data":"{\"{{name}}\":\"AC1\"}"}""").AccountSid);
        Assert.Null(Only($$"""{"type":"a","data":{"{{name}}":{"x":1} } }""").AccountSid);
    }

    [Theory]
    [InlineData("2026-11-25T03:44:36Z", "2026-11-25T03:44:36.0000000+00:00")]
    [InlineData("2026-11-25t03:44:36.1z", "2026-11-25T03:44:36.1000000+00:00")]
    [InlineData("2026-11-25T03:44:36.123456789+05:30", "2026-11-25T03:44:36.1234567+05:30")]
    [InlineData("2026-11-25T03:44:36", "2026-11-25T03:44:36.0000000+00:00")]
    [InlineData("yesterday", null)]
    [InlineData("2026-13-25T03:44:36Z", null)]
    [InlineData("25.11.2026", null)]
    [InlineData("", null)]
    public void A_time_that_is_none_does_no_harm(string text, string? expected)
    {
        TwilioEvent found = Only($$"""{"type":"a","time":"{{text}}"}""");
        Assert.Equal(expected, found.Time?.ToString("O"));
        Assert.Contains("\"" + text + "\"", found.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://events-schemas.twilio.com/EventStreams.TestSink/1.json", "EventStreams.TestSink", 1)]
    [InlineData("https://events-schemas.twilio.com/TaskRouter.WDSEvent/4", "TaskRouter.WDSEvent", 4)]
    [InlineData("https://events-schemas.twilio.com/TaskRouter.WDSEvent", null, null)]
    [InlineData("https://events-schemas.twilio.com/TaskRouter.WDSEvent/next.json", null, null)]
    [InlineData("https://events-schemas.twilio.com/TaskRouter.WDSEvent/99999999999.json", null, null)]
    [InlineData("TaskRouter.WDSEvent/4", null, null)]
    public void The_schema_and_its_version_come_from_dataschema(string address, string? schema, int? version)
    {
        TwilioEvent found = Only($$"""{"type":"a","dataschema":"{{address}}"}""");
        Assert.Equal((schema, version), (found.Schema, found.SchemaVersion));
    }

    [Fact]
    public void What_stands_beside_the_known_fields_is_an_extension()
    {
        TwilioEvent found = Only("""{"type":"a","datacontenttype":"2025-10-08T07:17:02Z","traceid":"1","odd Name":{"x":[1]}}""");
        var extensions = Assert.IsType<Dictionary<string, object?>>(found.Extensions);
        Assert.Equal(["traceid", "odd Name"], extensions.Keys);
        Assert.Equal([1L], (object?[])((Dictionary<string, object?>)extensions["odd Name"]!)["x"]!);
    }

    [Fact]
    public void Binary_data_is_bytes()
    {
        Assert.Equal(new byte[] { 1, 2, 3 }, Only("""{"type":"a","data_base64":"AQID"}""").Data);
        Assert.Equal("!", Only("""{"type":"a","data_base64":"!"}""").Data);
    }

    [Theory]
    [InlineData("{\"type\":\"a\"}")]
    [InlineData(" \r\n\t{ \"type\" : \"a\" } \n")]
    [InlineData("[{\"type\":\"a\",\"x\":1.50e+1},\r\n\r{\"type\":\"b\\u0041\\\"\"}\n,{ \"type\":\"c\",\"a\":[1, {}] }]")]
    public void An_event_is_given_back_character_for_character(string text)
    {
        string[] found = [.. Parser.Parse(text).Select(item => item.Event!.ToJson())];
        string[] expected = [.. text.Trim().TrimStart('[').TrimEnd(']').Split('\n', '\r')
            .Select(line => line.Trim().Trim(',')).Where(line => line.Length > 0)];
        Assert.Equal(expected, found);
        Assert.Equal(expected, Parser.Parse(Encoding.UTF8.GetBytes(text)).Select(item => item.Event!.ToJson()));
    }

    [Fact]
    public void Bytes_are_UTF8_or_what_their_mark_says()
    {
        const string Text = """{"type":"é\uD83D\uDE00"}""";
        foreach (Encoding encoding in new[] { new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode })
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Text)];
            TwilioEvent found = Assert.Single(Parser.Parse(bytes)).Event!;
            Assert.Equal(("é😀", Text), (found.Type, found.ToJson()));
        }

        Assert.Equal(Text, Only('\uFEFF' + Text).ToJson());
    }

    [Fact]
    public void A_parsed_event_is_an_event_too()
    {
        var data = new Dictionary<string, object?> { ["accountSid"] = "AC1" };
        var fields = new Dictionary<string, object?> { ["type"] = "a", ["data"] = data };
        TwilioEvent found = Assert.Single(Parser.Parse(fields, "the input")).Event!;
        Assert.Equal(("a", "AC1"), (found.Type, found.AccountSid));
        Assert.Equal("""{"type":"a","data":{"accountSid":"AC1"}}""", found.ToJson());
        Assert.Equal("the input", Assert.Single(Parser.Parse(new Dictionary<string, object?>(), "the input")).Input);
    }

    [Fact]
    public void The_data_of_a_record_is_bytes_or_a_stream_or_base64()
    {
        const string Text = """[{"type":"a"},{"type":"b"}]""";
        byte[] bytes = Encoding.UTF8.GetBytes(Text);
        using var stream = new MemoryStream(bytes);
        stream.Position = stream.Length;
        foreach (object data in new object[] { bytes, stream, stream, Convert.ToBase64String(bytes) })
            Assert.Equal(["a", "b"], Parser.ParseRecord(data, null).Select(item => item.Event!.Type));
        string encoded = Convert.ToBase64String("{ \"type\":\"a\" }"u8.ToArray());
        TwilioEvent found = Only("{\"SequenceNumber\":\"1\",\"Data\":\"" + encoded + "\"}");
        Assert.Equal("{ \"type\":\"a\" }", found.ToJson());
    }

    [Theory]
    [InlineData("no base64")]
    [InlineData(5)]
    [InlineData(null)]
    [InlineData("AQID")]
    public void A_record_without_an_event_is_a_problem_with_its_input(object? data) =>
        Assert.Equal("the input", Assert.Single(Parser.ParseRecord(data, "the input"), item => item.Problem is not null).Input);

    private static TwilioEvent Only(string text) => Assert.Single(Parser.Parse(text)).Event!;
}
