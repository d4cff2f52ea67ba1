using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.IO.Pipes;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading.Tasks;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What ConvertFrom-TwilioEvent takes, and what comes down the pipeline.</summary>
public sealed class EventTests : IDisposable
{
    private const string Event =
        "{ \"type\":\"com.a\", \"id\":\"EZ1\", \"time\":\"2026-11-25T03:44:36.1250001Z\",\"data\":{\"account_sid\":"
        + "\"AC1\",\"when\":\"2026-11-25T03:44:36.5Z\",\"n\":[1,2.5,{\"deep\":[true,null,{\"é\":\"😀\"}]}]},\"ext\":\"x\" }";

    private readonly ModuleEngine engine = new();

    public void Dispose() => this.engine.Dispose();

    [Fact]
    public void An_event_is_an_object_at_any_depth()
    {
        PSObject found = Assert.Single(this.engine.Must("$args[0] | ConvertFrom-TwilioEvent", Event).Output);
        Assert.Equal("TwilioEvents.TwilioEvent", found.TypeNames[0]);
        Assert.Equal("😀", Value(found, "Data.n[2].deep[2].é"));
        Assert.Equal(("com.a", "EZ1", "AC1", "x"),
            (Value(found, "Type"), Value(found, "Id"), Value(found, "AccountSid"), Value(found, "Extensions.ext")));
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 3, 44, 36, 125, TimeSpan.Zero).AddTicks(1), Value(found, "Time"));
        Assert.Equal(Event, Value(found, "ToJson()"));
    }

    [Fact]
    public void Bytes_come_as_a_whole_or_one_by_one()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("[" + Event + "]");
        foreach (string call in new[]
        {
            "ConvertFrom-TwilioEvent $args[0]", "ConvertFrom-TwilioEvent -InputObject $args[0]", ", $args[0] | ConvertFrom-TwilioEvent",
            "$args[0] | ConvertFrom-TwilioEvent", "ConvertFrom-TwilioEvent ([object[]]$args[0])",
        })
            Assert.Equal([Event], this.Json(call, bytes));
    }

    [Fact]
    public async Task A_stream_is_read_to_its_end_and_a_slow_one_does_not_hold_the_session()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Event));
        Assert.Equal([Event, Event], this.Json("$args[0], $args[0] | ConvertFrom-TwilioEvent", stream));
        using var server = new AnonymousPipeServerStream(PipeDirection.Out);
        using var client = new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle);
        Task writing = Task.Run(() =>
        {
            server.Write(Encoding.UTF8.GetBytes(Event));
            server.Dispose();
        });
        Assert.Equal([Event], this.Json("ConvertFrom-TwilioEvent $args[0]", client));
        await writing;
    }

    [Fact]
    public void What_PowerShell_has_parsed_is_an_event_too_and_no_time_loses_its_fraction()
    {
        const string Compact = "{\"type\":\"a\",\"time\":\"2026-11-25T03:44:36.1250001Z\",\"data\":{\"when\":\"2026-11-25T03:44:36.5Z\","
            + "\"n\":[1,2.5,{\"x\":null}],\"day\":\"2026-11-25T00:00:00Z\"}}";
        var utc = new DateTime(2026, 11, 25, 3, 44, 36, 125, DateTimeKind.Utc);
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("type", "a"));
        row.Properties.Add(new PSNoteProperty("time", utc.AddTicks(1)));
        var data = new PSObject();
        data.Properties.Add(new PSNoteProperty("when", new DateTimeOffset(2026, 11, 25, 5, 44, 36, 500, TimeSpan.FromHours(2))));
        var nothing = new PSObject();
        nothing.Properties.Add(new PSNoteProperty("x", null));
        data.Properties.Add(new PSNoteProperty("n", new object[] { 1L, 2.5, nothing }));
        data.Properties.Add(new PSNoteProperty("day", new DateTime(2026, 11, 25, 0, 0, 0, DateTimeKind.Unspecified)));
        row.Properties.Add(new PSNoteProperty("data", data));
        Assert.Equal([Compact], this.Json("$args[0] | ConvertFrom-TwilioEvent", row));
        var table = new Hashtable { ["type"] = PSObject.AsPSObject("a") };
        Assert.Equal(["{\"type\":\"a\"}", "{\"type\":\"a\"}"], this.Json("$args[0], $args[0] | ConvertFrom-TwilioEvent", table));
        Assert.Equal(["{\"type\":\"a\"}"], this.Json("ConvertFrom-TwilioEvent @(,$args[0])", table));
        Assert.Equal([Event], this.Json("$args[0] | ConvertFrom-TwilioEvent | ConvertFrom-TwilioEvent", Event));
    }

    [Fact]
    public void A_record_of_a_Kinesis_stream_has_bytes_a_stream_or_base64()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Event);
        using var stream = new MemoryStream(bytes);
        object[] records =
        [
            new Record(stream), new Record(stream), new Hashtable { ["Data"] = bytes },
                new Hashtable { ["data"] = Convert.ToBase64String(bytes) },
            new Hashtable { ["Data"] = bytes.Cast<object>().ToArray() },
        ];
        Assert.Equal(records.Select(_ => Event), this.Json("$args[0] | ConvertFrom-TwilioEvent", [records]));
        Result wrong = this.engine.Run("$args[0], $args[1] | ConvertFrom-TwilioEvent", new Hashtable { ["Data"] = "no base64!" }, Event);
        Assert.Single(wrong.Output);
        Assert.Contains("Kinesis", Assert.Single(wrong.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_an_event_is_one_error_with_the_whole_input_and_the_others_go_through()
    {
        const string Array = "[{\"type\":\"a\"},{\"id\":1},{\"type\":\"b\"}]";
        Result result = this.engine.Run("$args | ConvertFrom-TwilioEvent", Array, 5, "noise", "{\"type\":\"c\"}", "{\"type\":");
        Assert.Equal(["a", "b", "c"], result.Output.Select(one => one.ToString()));
        Assert.Equal([Array, 5, "noise", "{\"type\":"], result.Errors.Select(error => Plain(error.TargetObject)));
        Assert.All(result.Errors, error => Assert.StartsWith("TwilioEventInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.All(result.Errors, error => Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category));
        Assert.Contains("Item 2 of 3", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Null(result.Terminating);
    }

    [Fact]
    public void A_line_that_is_whole_is_written_before_the_next_is_read()
    {
        Result result = this.engine.Must(
            "$seen = [Collections.Generic.List[string]]::new(); 1..3 | ForEach-Object { $seen.Add(\"read $_\"); "
                + "\"{'type':'t$_'}\" } | ConvertFrom-TwilioEvent | ForEach-Object { $seen.Add(\"wrote $($_.Type)\") }; $seen");
        Assert.Equal(["read 1", "wrote t1", "read 2", "wrote t2", "read 3", "wrote t3"], result.Output.Select(line => line.ToString()));
    }

    [Fact]
    public void Lines_are_put_together_and_deep_JSON_is_refused()
    {
        Assert.Equal(["{\n\"type\":\r\n\"a\"}", "{\"type\":\"b\"}"],
            this.Json("$args | ConvertFrom-TwilioEvent", "{", "\"type\":\r", "\"a\"}", " ", "{\"type\":\"b\"}"));
        Assert.Single(this.engine.Run("'{\"type\":\"a\",\"data\":' + '[' * 9999 + ']' * 9999 + '}' | ConvertFrom-TwilioEvent").Errors);
        Assert.Single(this.engine.Run(
            "$d = @{}; $e = $d; 1..99 | ForEach-Object { $n = @{}; $e.x = $n; $e = $n }; @{ type = 'a'; data = $d } | "
                + "ConvertFrom-TwilioEvent").Errors);
        Assert.Single(this.engine.Run("$d = @{ type = 'a' }; $d.self = $d; $d | ConvertFrom-TwilioEvent").Errors);
    }

    [Fact]
    public void An_object_that_is_no_event_is_not_looked_through()
    {
        foreach (string script in new[] { "$PWD", "Get-Command Get-Command", "$Host", "[datetime]::Now", "{ script }", "$true" })
        {
            Result result = this.engine.Run(script + " | ConvertFrom-TwilioEvent");
            Assert.Empty(result.Output);
            Assert.StartsWith("TwilioEventInvalid,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_that_PowerShell_cannot_have_are_in_the_JSON_alone()
    {
        const string Odd = "{\"type\":\"a\",\"data\":{\"\":1,\"a\":2,\"A\":3,\"psobject\":4}}";
        PSObject found = Assert.Single(this.engine.Must("$args[0] | ConvertFrom-TwilioEvent", Odd).Output);
        Assert.Equal(2L, Value(found, "Data.a"));
        Assert.Equal(Odd, Value(found, "ToJson()"));
    }

    [Fact]
    public void What_a_terminal_would_obey_is_taken_out_of_the_view()
    {
        const string Hostile = "a\\u001b[2J\\u202Eb\\u0007\\nc";
        string text = "{\"type\":\"" + Hostile + "\",\"id\":\"" + Hostile + "\",\"source\":\"" + Hostile + "\",\"dataschema\":\"https://x/"
            + "a/1\",\"data\":\"" + Hostile + "\",\"" + Hostile + "\":\"" + Hostile + "\"}";
        this.engine.Must("$args[0] | ConvertFrom-TwilioEvent | Out-Default", text);
        Assert.Contains("a [2J", this.engine.Engine.Host.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(this.engine.Engine.Host.Text, c => c is '\u001b' or '\u202E' or '\u0007');
    }

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private object? Value(PSObject found, string path) => Plain(Assert.Single(this.engine.Must("$args[0]." + path, found).Output));

    private IEnumerable<string> Json(string script, params object?[] arguments) =>
        this.engine.Must(script, arguments).Output.Select(found => (string)this.Value(found, "ToJson()")!);

    /// <summary>As AWS.Tools has it.</summary>
    public sealed class Record(Stream data)
    {
        public string SequenceNumber { get; } = "1";

        public Stream Data => data;
    }
}
