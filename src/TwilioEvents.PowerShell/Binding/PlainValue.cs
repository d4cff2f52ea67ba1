using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Security;

namespace TwilioEvents.Binding;

/// <summary>Makes plain dictionaries, lists and scalars out of what PowerShell users write: hashtables and objects.</summary>
internal static class PlainValue
{
    private const int MaximumDepth = 32;

    // As Twilio writes times: the engine's text for them puts the month first, and names no zone.
    private const string TwilioTime = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    // As events have them, which nothing may be lost of.
    private const string EventTime = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>What is sent to Twilio.</summary>
    /// <exception cref="ArgumentException">The value is nested too deeply, contains itself, or holds what JSON does not have.</exception>
    public static object? Of(object? value) => Of(value, TwilioTime, 0);

    /// <summary>An event that PowerShell or a framework has parsed, which makes times of the texts that look like one.</summary>
    /// <exception cref="ArgumentException">The value is nested too deeply, contains itself, or holds what JSON does not have.</exception>
    public static object? OfEvent(object? value) => Of(value, EventTime, 0);

    private static object? Of(object? value, string timeFormat, int depth)
    {
        if (depth > MaximumDepth) throw new ArgumentException("It is nested deeper than "
            + MaximumDepth.ToString(CultureInfo.InvariantCulture) + " levels, or contains itself.");
        object? plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        switch (plain)
        {
            case double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN or float.PositiveInfinity
                or float.NegativeInfinity:
                throw new ArgumentException("It contains the number " + Convert.ToString(plain, CultureInfo.InvariantCulture)
                    + ", which JSON does not have.");
            case null or string or bool or int or long or double or float or decimal or short or byte:
                return plain;
            case uint or ulong or ushort or sbyte:
                return new BigInteger(Convert.ToDecimal(plain, CultureInfo.InvariantCulture));
            case SwitchParameter flag:
                return flag.IsPresent;
            case SecureString secret:
                return new PSCredential("secret", secret).GetNetworkCredential().Password;
            case Uri uri:
                return uri.OriginalString;
            case DateTimeOffset time:
                return time.UtcDateTime.ToString(timeFormat, CultureInfo.InvariantCulture);
            case DateTime time:
                // A time of an event that names no zone is UTC, as where it comes as text.
                bool isUtc = timeFormat == EventTime && time.Kind == DateTimeKind.Unspecified;
                return (isUtc ? time : time.ToUniversalTime()).ToString(timeFormat, CultureInfo.InvariantCulture);
            case IDictionary dictionary:
                var copy = new OrderedDictionary(StringComparer.Ordinal);
                foreach (DictionaryEntry entry in dictionary) copy[Convert.ToString(entry.Key,
                    CultureInfo.InvariantCulture)!] = Of(entry.Value, timeFormat, depth + 1);
                return copy;
            case IEnumerable sequence:
                var list = new List<object?>();
                foreach (object? item in sequence) list.Add(Of(item, timeFormat, depth + 1));
                return list;
            case PSObject or PSCustomObject:
                var properties = new OrderedDictionary(StringComparer.Ordinal);
                foreach (PSPropertyInfo property in PSObject.AsPSObject(plain).Properties)
                    properties[property.Name] = Of(property.Value, timeFormat, depth + 1);
                return properties;
            default:
                return LanguagePrimitives.ConvertTo<string>(plain);
        }
    }
}
