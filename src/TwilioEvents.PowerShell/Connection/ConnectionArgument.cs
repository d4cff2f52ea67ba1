using System;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents;

/// <summary>
/// What -Connection was given: a connection, its name, or a profile of Twilio's CLI. Only holds it: whether there is such
/// a connection is looked up when the command runs, so binding never fails, sends nothing, and shows nothing of the value.
/// </summary>
public sealed class ConnectionArgument
{
    private const string Deserialized = "Deserialized.";

    /// <summary>Holds a value. Takes anything, and never fails.</summary>
    /// <param name="value">What was given.</param>
    public ConnectionArgument(object? value)
    {
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        string kind = Deserialized + typeof(TwilioEventsConnection).FullName;
        this.Connection = plain as TwilioEventsConnection;
        this.Name = plain is string text ? text.Trim() : null;
        this.IsFromAnotherProcess = value is PSObject piped && piped.TypeNames.Contains(kind);
        this.TypeName = plain?.GetType().Name ?? "null";
    }

    /// <summary>The connection, where one was given.</summary>
    internal TwilioEventsConnection? Connection { get; }

    /// <summary>The name, without the white space around it, where a text was given.</summary>
    internal string? Name { get; }

    /// <summary>Whether it is a copy of a connection of another process, which has no secret.</summary>
    internal bool IsFromAnotherProcess { get; }

    /// <summary>Whether it says nothing, as a blank cell of a file does.</summary>
    internal bool IsBlank => this.Name?.Length == 0 || this.TypeName == "null";

    /// <summary>The name of the class of what was given.</summary>
    internal string TypeName { get; }

    /// <summary>What kind of value it is, never the value itself: somebody may have given a secret by mistake.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() =>
        this.Connection?.ToString() ?? (this.Name is null ? "an object of the type " + this.TypeName : "a name");

    /// <summary>Lets the parameter take a list, too, which the engine itself refuses: its error would show the whole row.</summary>
    [AttributeUsage(AttributeTargets.Property)]
    internal sealed class TransformationAttribute : ArgumentTransformationAttribute
    {
        public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
            inputData is ConnectionArgument argument ? argument : new ConnectionArgument(inputData);
    }
}
