using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Validation;

namespace TwilioEvents.Binding;

/// <summary>
/// Takes types of events as people write them: 'com.twilio...', 'com.twilio...@2', several in one text with
/// commas between, @{ Type = '...'; SchemaVersion = 2 }, and the module's own objects.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class TypeVersionsTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly char[] Between = { ',', ';', ' ', '\t', '\r', '\n' };

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var types = new List<TypeVersion>();
        if (Add(inputData, types)) return types.ToArray();

        // With this cause the binder goes on to the property of the parameter's name, and reports this where there is none.
        string given = UnfitInput.Describe(UnfitInput.Replace(inputData)?.ToString() ?? string.Empty) ?? "What was given";
        throw new ArgumentTransformationMetadataException(Wrong(given + " is not a type of events.").Message, new PSInvalidCastException());
    }

    // False for an object that the binder knows better: it goes on to the property of the parameter's name.
    private static bool Add(object? input, List<TypeVersion> types)
    {
        object? value = InputKind.Unwrap(input);
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
            case null:
                throw Wrong("The type is blank.");
            case ValueType:
                throw Wrong(UnfitInput.Quote(value.ToString(), 60) + " is not a type of events.");
            case IDictionary pair:
                types.Add(Pair(pair.Cast<DictionaryEntry>().ToDictionary(entry =>
                    Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, entry =>
                    (object?)entry.Value, StringComparer.OrdinalIgnoreCase)));
                return true;
            case PSCustomObject when input is PSObject row && row.Properties.All(property => IsOfType(property.Name)):
                types.Add(Pair(row.Properties.ToDictionary(property => property.Name, property =>
                    (object?)property.Value, StringComparer.OrdinalIgnoreCase)));
                return true;
            case IList list:
                return list.Cast<object?>().All(item => Add(item, types));
        }

        if (!InputKind.Is(input, typeof(EventType).FullName!) && !InputKind.Is(input, typeof(SubscribedEvent).FullName!)) return false;
        PSObject own = PSObject.AsPSObject(input);
        types.Add(new TypeVersion(Name(own.Properties["Type"]?.Value),
            Version(own.Properties["SchemaVersion"]?.Value)) { Status = own.Properties["Status"]?.Value as string });
        return true;
    }

    private static TypeVersion Pair(Dictionary<string, object?> pair)
    {
        if (pair.Keys.FirstOrDefault(name =>
            !IsOfType(name)) is string unknown) throw Wrong("A type has no '" + PlainText.Show(unknown, 60) + "'.");
        pair.TryGetValue("Type", out object? type);
        pair.TryGetValue("SchemaVersion", out object? version);
        return new TypeVersion(Name(type), Version(version));
    }

    private static bool IsOfType(string name) =>
        name.Equals("Type", StringComparison.OrdinalIgnoreCase) || name.Equals("SchemaVersion", StringComparison.OrdinalIgnoreCase);

    private static TypeVersion Parse(string text)
    {
        if (text.Contains("://")) throw Wrong(UnfitInput.Quote(text, 100) + " is not a type of events.");
        int at = text.IndexOf('@');
        return at < 0 ? new TypeVersion(Name(text)) : new TypeVersion(Name(text.Substring(0, at)), Version(text.Substring(at + 1))
            ?? throw Wrong(UnfitInput.Quote(text, 100) + " has no version after its @."));
    }

    private static string Name(object? value)
    {
        string name = (value as string ?? (value as PSObject)?.BaseObject as string ?? string.Empty).Trim();
        return ValidateEventTypeAttribute.Problem(name) is string problem ? throw new ArgumentTransformationMetadataException(problem)
            : name;
    }

    private static int? Version(object? value)
    {
        string text = Convert.ToString(InputKind.Unwrap(value), CultureInfo.InvariantCulture)!.Trim();
        if (text.Length == 0) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version > 0 ? version
            : throw Wrong(UnfitInput.Quote(text, 60) + " is not a version of a schema, which is a whole number from 1.");
    }

    private static ArgumentTransformationMetadataException Wrong(string problem) =>
        new(problem + " Write a type as com.twilio.messaging.message.delivered, with a version as "
            + "com.twilio.messaging.message.delivered@2, or as @{ Type = '...'; SchemaVersion = 2 }.");
}
