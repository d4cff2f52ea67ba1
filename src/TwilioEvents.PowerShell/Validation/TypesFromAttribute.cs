using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>
/// Takes types of events as people write them: 'com.twilio...', 'com.twilio...@2', several in one text with
/// commas between, @{ Type = '...'; SchemaVersion = 2 }, and the module's own objects.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class TypesFromAttribute : ArgumentTransformationAttribute
{
    private static readonly char[] Between = { ',', ';', ' ', '\t', '\r', '\n' };

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var types = new List<TypeVersion>();
        return Add(inputData, types) ? types.ToArray() : inputData;
    }

    // False for an object that the binder knows better: it goes on to the property of the parameter's name.
    private static bool Add(object? input, List<TypeVersion> types)
    {
        object? value = input is PSObject wrapped ? wrapped.BaseObject : input;
        switch (value)
        {
            case TypeVersion type:
                types.Add(type);
                return true;
            case string text:
                string[] parts = text.Split(Between, StringSplitOptions.RemoveEmptyEntries);
                if (parts.Length == 0) throw Wrong("The type is blank.");
                types.AddRange(parts.Select(Parse));
                return true;
            case IDictionary pair:
                types.Add(new TypeVersion(Name(Entry(pair, "Type")), Version(Entry(pair, "SchemaVersion"))));
                return true;
            case IList list:
                return list.Cast<object?>().All(item => Add(item, types));
        }

        if (!InputKind.Is(input, typeof(EventType).FullName!) && !InputKind.Is(input, typeof(SubscribedEvent).FullName!)) return false;
        PSObject own = PSObject.AsPSObject(input);
        types.Add(new TypeVersion(Name(own.Properties["Type"]?.Value), Version(own.Properties["SchemaVersion"]?.Value)));
        return true;
    }

    private static TypeVersion Parse(string text)
    {
        int at = text.IndexOf('@');
        return at < 0 ? new TypeVersion(Name(text)) : new TypeVersion(Name(text.Substring(0, at)), Version(text.Substring(at + 1)) ?? throw Wrong("'" + PlainText.Show(text, 100) + "' has no version behind its @."));
    }

    private static object? Entry(IDictionary pair, string name)
    {
        foreach (DictionaryEntry entry in pair)
        {
            if (string.Equals(entry.Key as string, name, StringComparison.OrdinalIgnoreCase)) return entry.Value;
        }

        return null;
    }

    private static string Name(object? value)
    {
        string name = (value as string ?? (value as PSObject)?.BaseObject as string ?? string.Empty).Trim();
        return ValidateEventTypeAttribute.Problem(name) is string problem ? throw new ArgumentTransformationMetadataException(problem) : name;
    }

    private static int? Version(object? value)
    {
        string text = Convert.ToString(value is PSObject wrapped ? wrapped.BaseObject : value, CultureInfo.InvariantCulture)!.Trim();
        if (text.Length == 0) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version > 0 ? version
            : throw Wrong("'" + PlainText.Show(text, 60) + "' is no version of a schema, which is a whole number from 1.");
    }

    private static ArgumentTransformationMetadataException Wrong(string problem) =>
        new(problem + " Write a type as com.twilio.messaging.message.delivered, with a version as com.twilio.messaging.message.delivered@2, or as @{ Type = '...'; SchemaVersion = 2 }.");
}
