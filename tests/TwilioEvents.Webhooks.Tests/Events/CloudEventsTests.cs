using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using CsCheck;
using Xunit;

namespace TwilioEvents.Webhooks.Tests.Events;

/// <summary>
/// Reads random events as the parser of the CloudEvents project reads them. It refuses more: what only we accept stands
/// below, with the reason.
/// </summary>
public sealed class CloudEventsTests
{
    private static readonly JsonEventFormatter Formatter = new();

    private static readonly Gen<string> Text = Gen.Char[' ', '\uD7FF'].Where(c => c is not ('\u007F' or (>= '\u0080' and <= '\u009F'))
        && !(c >= '\uFDD0' && c <= '\uFDEF')).Array[1, 12].Select(characters => new string(characters));

    private static readonly Gen<string> Time = Gen.Select(
        Gen.DateTime[new DateTime(1970, 1, 1), new DateTime(2100, 1, 1)], Gen.Int[0, 9], Gen.Int[-14 * 60, 14 * 60], Gen.Bool,
        (time, digits, offset, utc) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
            + (digits == 0 ? string.Empty : "." + "123456789"[..digits])
            + (utc ? "Z" : (offset < 0 ? "-" : "+") + TimeSpan.FromMinutes(offset).ToString("hh\\:mm", CultureInfo.InvariantCulture)));

    private static readonly Gen<JsonNode?> Scalar = Gen.OneOf(
        Text.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Long.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Double.Where(double.IsFinite).Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Const((JsonNode?)null));

    [Fact]
    public void What_the_CloudEvents_project_accepts_is_read_as_it_reads_it() =>
        Gen.Select(Event, Event, Gen.Bool).Sample((first, second, isBatch) =>
        {
            string text = isBatch ? "[" + first + "," + second + "]" : first;
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            CloudEvent[] expected = isBatch ? [.. Formatter.DecodeBatchModeMessage(bytes, null, null)]
                : [Formatter.DecodeStructuredModeMessage(bytes, null, null)];
            TwilioEvent[] found = [.. new EventParser(TestObjects.Create).Parse(bytes).Select(item => item.Event!)];
            return found.Length == expected.Length && found.Zip(expected).All(pair => IsSame(pair.First, pair.Second));
        }, iter: 3000);

    [Theory]
    [InlineData("A date in datacontenttype, as samples of Twilio's have it.",
        """{"specversion":"1.0","type":"a","id":"1","source":"/s","datacontenttype":"2025-10-08T07:17:02.363Z","data":{}}""")]
    [InlineData("No id.", """{"specversion":"1.0","type":"a","source":"/s"}""")]
    [InlineData("An id that is empty.", """{"specversion":"1.0","type":"a","id":"","source":"/s"}""")]
    [InlineData("No source.", """{"specversion":"1.0","type":"a","id":"1"}""")]
    [InlineData("No specversion, or another.", """{"type":"a","id":"1","source":"/s"}""")]
    [InlineData("No specversion, or another.", """{"specversion":"2.0","type":"a","id":"1","source":"/s"}""")]
    [InlineData("A bad time.", """{"specversion":"1.0","type":"a","id":"1","source":"/s","time":"yesterday"}""")]
    [InlineData("A time that is a number.", """{"specversion":"1.0","type":"a","id":"1","source":"/s","time":1}""")]
    [InlineData("A time without an offset.", """{"specversion":"1.0","type":"a","id":"1","source":"/s","time":"2026-11-25T03:44:36"}""")]
    [InlineData("A dataschema that is not an address.", """{"specversion":"1.0","type":"a","id":"1","source":"/s","dataschema":"x y"}""")]
    [InlineData("An id that is a number.", """{"specversion":"1.0","type":"a","id":1,"source":"/s"}""")]
    [InlineData("An odd name of an extension.", """{"specversion":"1.0","type":"a","id":"1","source":"/s","Odd_Name":"x"}""")]
    [InlineData("An odd value of an extension.", """{"specversion":"1.0","type":"a","id":"1","source":"/s","odd":{"x":1}}""")]
    [InlineData("Both kinds of data.", """{"specversion":"1.0","type":"a","id":"1","source":"/s","data":{},"data_base64":"AQID"}""")]
    [InlineData("Bytes that are not base64.", """{"specversion":"1.0","type":"a","id":"1","source":"/s","data_base64":"!"}""")]
    [InlineData("A type that is empty.", """{"specversion":"1.0","type":"","id":"1","source":"/s"}""")]
    [InlineData("Comments and single quotes, as the parser of the module takes them.",
        """{"specversion":"1.0",'type':"a","id":"1","source":"/s"} // said""")]
    public void What_only_we_accept_has_a_reason(string reason, string text)
    {
        Assert.True(Assert.Single(new EventParser(TestObjects.Create).Parse(text)).Event is not null, reason);
        Exception? refusal = Record.Exception(() => Formatter.DecodeStructuredModeMessage(Encoding.UTF8.GetBytes(text), null, null));
        Assert.True(refusal is not null, reason + " They take it too.");
    }

    private static Gen<string> Event => Gen.Select(
        Gen.Select(Text, Text, Text, Time, Text), Value(3), Gen.Bool.Array[4], Gen.Int[1, 99],
        (texts, data, has, version) =>
        {
            (string type, string id, string source, string time, string extension) = texts;
            var fields = new JsonObject
            {
                ["specversion"] = "1.0", ["type"] = type, ["id"] = id, ["source"] = "/" + Uri.EscapeDataString(source),
            };
            if (has[0]) fields["time"] = time;
            if (has[1]) fields["dataschema"] = "https://events-schemas.twilio.com/Some.Schema/" + version + ".json";
            if (has[2]) fields["ext1"] = extension;
            if (has[3])
            {
                fields["datacontenttype"] = "application/json";
                fields["data"] = data?.DeepClone();
            }

            return fields.ToJsonString();
        });

    private static Gen<JsonNode?> Value(int depth) => depth == 0 ? Scalar : Gen.OneOf(
        Scalar,
        Value(depth - 1).Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
        Gen.Select(Text, Value(depth - 1), (name, value) => (JsonNode?)new JsonObject { [name] = value?.DeepClone() }));

    private static bool IsSame(TwilioEvent found, CloudEvent expected)
    {
        string? schema = expected.DataSchema?.ToString();
        var extensions = found.Extensions as Dictionary<string, object?> ?? [];
        return (found.Type, found.Id, found.Source) == (expected.Type, expected.Id, expected.Source?.OriginalString)
            && found.Time == expected.Time && found.Time?.Offset == expected.Time?.Offset
            && (schema is null ? found.Schema is null && found.SchemaVersion is null
                : schema.EndsWith("/" + found.Schema + "/" + found.SchemaVersion + ".json", StringComparison.Ordinal))
            && extensions.Count == expected.ExtensionAttributes.Count()
            && expected.ExtensionAttributes.All(attribute => (string?)expected[attribute] == (string?)extensions[attribute.Name])
            && IsSame(found.Data, expected.Data is JsonElement data ? data : null);
    }

    private static bool IsSame(object? found, JsonElement? expected) => expected?.ValueKind switch
    {
        null or JsonValueKind.Null => found is null,
        JsonValueKind.String => found is string text ? text == expected.Value.GetString()
            : IsSame(found, JsonDocument.Parse(expected.Value.GetString()!).RootElement),
        JsonValueKind.True or JsonValueKind.False => found is bool flag && flag == expected.Value.GetBoolean(),
        JsonValueKind.Number => found is long whole ? whole == expected.Value.GetInt64() : found is double number
            && number.Equals(expected.Value.GetDouble()),
        JsonValueKind.Array => found is object?[] list && list.Length == expected.Value.GetArrayLength()
            && list.Zip(expected.Value.EnumerateArray()).All(pair => IsSame(pair.First, pair.Second)),
        _ => found is Dictionary<string, object?> map && map.Count == expected.Value.EnumerateObject().Count()
            && expected.Value.EnumerateObject().All(property => IsSame(map[property.Name], property.Value)),
    };
}
