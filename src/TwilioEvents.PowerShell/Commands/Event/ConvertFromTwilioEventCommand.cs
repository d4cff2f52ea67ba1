using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Connection;
using TwilioEvents.Errors;
using TwilioEvents.Formatting;
using TwilioEvents.Help;
using TwilioEvents.Webhooks;

namespace TwilioEvents.Commands;

/// <summary>Makes events of what a webhook or a Kinesis stream brings.</summary>
/// <remarks>
/// <para>An event is a JSON object with a type that is a text; every other field may be missing. An array of events gives each
/// of them. The data of an event is an object with Twilio's names; where it came as a text that is a JSON object or array, it
/// is parsed. $event.ToJson() gives an event as it came, character for character where it came as text or bytes.</para>
/// <para>Lines of text from the pipeline: a line that is whole JSON is written at once. Lines that are not are put together
/// until they are, or until the end, so that Get-Content serves for files with an event on each line, and for others. Single
/// bytes are put together until the end.</para>
/// <para>A record of a Kinesis stream is an object with Data and without type: its Data is bytes, a stream, or base64 text.
/// </para>
/// <para>It does not check who sent the event: Test-TwilioSignature does. Nothing is sent to Twilio.</para>
/// </remarks>
/// <inputs type="System.String">JSON text: lines, or the whole.</inputs>
/// <inputs type="System.Byte">Bytes of JSON text.</inputs>
/// <inputs type="System.IO.Stream">A stream of JSON text. It is read to its end, and not closed.</inputs>
/// <inputs type="System.Management.Automation.PSObject">An event that was parsed already, or a record of a Kinesis stream.</inputs>
/// <outputs type="TwilioEvents.TwilioEvent">Each event, in the order of the input.</outputs>
/// <notes>What is not an event is a non-terminating error with the whole input as its TargetObject. The events beside it are
/// written.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams">Twilio: Event Streams</seealso>
[Cmdlet(VerbsData.ConvertFrom, "TwilioEvent", HelpUri = HelpPages.Root + "ConvertFrom-TwilioEvent.md")]
[OutputType(typeof(TwilioEvent))]
public sealed class ConvertFromTwilioEventCommand : CancellableCommand
{
    private readonly EventParser parser = new(ConnectionFactory.ToPSObject);
    private EventReader? reader;

    /// <summary>
    /// JSON text, bytes, a stream, an event that was parsed already, a record of a Kinesis stream, or a list of them.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "JSON text, bytes, a stream, or parsed events")]
    [SecretTransformation(typeof(object))]
    public SecretArgument? InputObject { get; set; }

    private EventReader Reader => this.reader ??= new EventReader(this.parser);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        LoadedVersion.Check(this);
        RemoteOutput.KeepNested(this);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => this.Take(this.InputObject?.Value);

    /// <inheritdoc/>
    protected override void EndProcessing() => this.Write(this.Reader.End());

    private void Take(object? input)
    {
        switch (InputKind.Unwrap(input))
        {
            case string text:
                this.Write(this.Reader.Add(text));
                break;
            case byte value:
                this.Write(this.Reader.Add(value));
                break;
            case byte[] bytes:
                this.Write(this.Reader.Add(bytes, bytes));
                break;
            case Stream stream:
                this.Write(this.Reader.Add(this.Read(stream), stream));
                break;
            case IList list and not IDictionary:
                this.Take(list);
                break;
            default:
                this.Write(this.Reader.End());
                this.Write(ParsedEvent.Read(this.parser, input));
                break;
        }
    }

    private void Take(IList list)
    {
        if (list.Count > 0 && RawBody.FromList(list) is byte[] bytes)
        {
            this.Write(this.Reader.Add(bytes, list));
            return;
        }

        foreach (object? item in list) this.Take(item);
    }

    private byte[] Read(Stream stream)
    {
        // A stream in memory is read from its beginning, so that it may be read again.
        if (stream is MemoryStream memory) return memory.ToArray();
        using var copy = new MemoryStream();
        this.Await(stream.CopyToAsync(copy, 81920, this.StopToken));
        return copy.ToArray();
    }

    private void Write(IEnumerable<ParsedItem> items)
    {
        foreach (ParsedItem item in items)
        {
            if (item.Event is not null) this.WriteObject(item.Event);
            else this.WriteProblem(item);
        }
    }

    private void WriteProblem(ParsedItem item) =>
        this.WriteError(ErrorIds.EventInvalid.Record(new FormatException(item.Problem), MaskedInput.Of(item.Input)));
}
