using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Security;

namespace TwilioEvents.Errors;

/// <summary>
/// What an error shows of the input that it is about: the input itself, so that it can be piped again, or a copy with the
/// secrets masked where it holds any.
/// </summary>
internal static class MaskedInput
{
    private const int MaximumDepth = 32;

    // Rows of a file have the same columns again and again.
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> IsSecret = new(StringComparer.Ordinal);

    /// <summary>The input, or a masked copy of it.</summary>
    public static object? Of(object? input) => Of(input, 0);

    /// <summary>Masks the values that an error would show of its command.</summary>
    /// <param name="bound">The parameters that are bound.</param>
    public static void Mask(Dictionary<string, object> bound)
    {
        List<KeyValuePair<string, object?>>? masked = null;
        foreach (KeyValuePair<string, object> parameter in bound)
        {
            object? shown = Cell(parameter.Key, parameter.Value, 0);
            if (ReferenceEquals(shown, parameter.Value)) continue;
            masked ??= new List<KeyValuePair<string, object?>>();
            masked.Add(new KeyValuePair<string, object?>(parameter.Key, shown));
        }

        if (masked is null) return;
        foreach (KeyValuePair<string, object?> parameter in masked) bound[parameter.Key] = parameter.Value!;
    }

    private static object? Of(object? input, int depth)
    {
        object? plain = input is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : input;
        switch (plain)
        {
            case null or ValueType:
                return input;
            case string text:
                string shown = SecretMask.MaskText(text);
                return ReferenceEquals(shown, text) ? input : shown;
            case Uri uri:
                string address = SecretMask.MaskText(uri.OriginalString);
                return ReferenceEquals(address, uri.OriginalString) ? input : address;
            case not (PSObject or IDictionary or IList):
                return input;
        }

        // Nobody reads that deep, and an object that contains itself has no end.
        if (depth == MaximumDepth) return SecretMask.Mask;
        return plain switch
        {
            IDictionary dictionary => OfDictionary(dictionary, depth) ?? input,
            IList list => OfList(list, depth) ?? input,
            _ => OfRow((PSObject)plain, depth) ?? input,
        };
    }

    private static PSObject? OfRow(PSObject row, int depth)
    {
        var copy = new PSObject();
        bool holdsSecret = false;
        foreach (PSPropertyInfo column in row.Properties)
        {
            // A property of a script may fail; it is none of a file's.
            if (column.MemberType is not (PSMemberTypes.NoteProperty or PSMemberTypes.Property)) continue;
            object? value = column.Value, shown = Cell(column.Name, value, depth);
            holdsSecret |= !ReferenceEquals(shown, value);
            copy.Properties.Add(new PSNoteProperty(column.Name, shown));
        }

        if (!holdsSecret) return null;
        copy.TypeNames.Clear();
        foreach (string name in row.TypeNames) copy.TypeNames.Add(name);
        return copy;
    }

    private static OrderedDictionary? OfDictionary(IDictionary dictionary, int depth)
    {
        var copy = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        bool holdsSecret = false;
        foreach (DictionaryEntry entry in dictionary)
        {
            string name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            object? value = entry.Value, shown = Cell(name, value, depth);
            holdsSecret |= !ReferenceEquals(shown, value);
            copy[name] = shown;
        }

        return holdsSecret ? copy : null;
    }

    private static object?[]? OfList(IList list, int depth)
    {
        var copy = new object?[list.Count];
        bool holdsSecret = false;
        for (int i = 0; i < copy.Length; i++)
        {
            object? item = list[i];
            copy[i] = Of(item, depth + 1);
            holdsSecret |= !ReferenceEquals(copy[i], item);
        }

        return holdsSecret ? copy : null;
    }

    private static object? Cell(string name, object? value, int depth)
    {
        object? plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        if (plain is null or PSCredential or SecureString) return value;
        return plain is string { Length: 0 } || !IsSecret.GetOrAdd(name, SecretNames.IsSecret) ? Of(value, depth + 1) : SecretMask.Mask;
    }
}
