using System;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>What kind of thing was piped: one of the module's own, live or deserialised, or something else.</summary>
internal static class InputKind
{
    private const string Deserialised = "Deserialized.";

    // Every class that a command writes is in this namespace.
    private const string Own = nameof(TwilioEvents) + ".";

    /// <summary>The object itself, without what PowerShell wraps it in.</summary>
    public static object? Unwrap(object? input) => input is PSObject wrapped ? wrapped.BaseObject : input;

    /// <summary>The name of a class without its namespace, for a message.</summary>
    public static string ShortName(string fullName) => fullName.Substring(fullName.LastIndexOf('.') + 1);

    public static bool Is(object? input, string typeName) => Of(input) == typeName;

    /// <summary>The full name of the module's class that the object is of; null for any other object.</summary>
    public static string? Of(object? input)
    {
        if (Unwrap(input) is null or string) return null;
        foreach (string name in PSObject.AsPSObject(input).TypeNames)
        {
            string plain = name.StartsWith(Deserialised, StringComparison.Ordinal) ? name.Substring(Deserialised.Length) : name;
            if (plain.StartsWith(Own, StringComparison.Ordinal)) return plain;
        }

        return null;
    }
}
