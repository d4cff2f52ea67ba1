using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;

namespace TwilioEvents.HelpGenerator;

/// <summary>
/// The help of one cmdlet: what it accepts comes from the engine, what it means from the XML documentation of
/// its class, so that help and code cannot drift apart.
/// </summary>
internal sealed record CommandHelp(
    string Name,
    Type Class,
    string HelpUri,
    Prose Synopsis,
    Prose Description,
    IReadOnlyList<SyntaxHelp> Syntax,
    IReadOnlyList<ParameterHelp> Parameters,
    IReadOnlyList<TypeHelp> Inputs,
    IReadOnlyList<TypeHelp> Outputs,
    Prose Notes,
    IReadOnlyList<ExampleHelp> Examples,
    IReadOnlyList<LinkHelp> Links)
{
    /// <summary>The topics that every cmdlet refers to.</summary>
    private static readonly string[] Topics = ["about_TwilioEvents", "about_TwilioEvents_Errors"];

    public static CommandHelp Read(CmdletInfo cmdlet, Documentation documentation)
    {
        Type type = cmdlet.ImplementingType;
        XElement member = documentation.Of(type);
        string helpUri = type.GetCustomAttribute<CmdletAttribute>()!.HelpUri;
        object instance = Activator.CreateInstance(type)!;
        List<ParameterHelp> parameters =
            [.. cmdlet.Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name))
                .Select(p => ParameterHelp.Read(cmdlet, p, instance, documentation))];
        (instance as IDisposable)?.Dispose();
        return new CommandHelp(
            cmdlet.Name,
            type,
            helpUri,
            Read("summary"),
            Read("remarks"),
            [.. cmdlet.ParameterSets.Select(set => SyntaxHelp.Read(set, parameters))],
            parameters,
            parameters.Any(p => p.PipelineInput != "False") ? Types("inputs")
                : [new TypeHelp("None", Prose.Of("Takes nothing from the pipeline."))],
            Types("outputs"),
            Read("notes"),
            ExampleHelp.ReadAll(cmdlet.Name),
            [new LinkHelp("Online version:", helpUri), .. member.Elements("seealso").Select(Link),
                .. Topics.Select(topic => new LinkHelp(topic, topic + ".md"))]);

        Prose Read(string tag) => Prose.Read(member.Elements(tag), documentation);

        IReadOnlyList<TypeHelp> Types(string tag) =>
            [.. member.Elements(tag)
                .Select(element => new TypeHelp((string)element.Attribute("type")!, Prose.Read([element], documentation)))];

        LinkHelp Link(XElement element)
        {
            if (element.Attribute("href") is XAttribute address) return new LinkHelp(element.Value.Trim(), address.Value);
            Span span = documentation.Reference((string)element.Attribute("cref")!);
            return new LinkHelp(span.Text, span.Target);
        }
    }
}

/// <summary>One parameter set, its parameters as they are in it.</summary>
internal sealed record SyntaxHelp(string Set, IReadOnlyList<ParameterHelp> Parameters)
{
    public static SyntaxHelp Read(CommandParameterSetInfo set, IReadOnlyList<ParameterHelp> parameters) => new(
        set.Name,
        [.. set.Parameters.Where(p => parameters.Any(q => q.Name == p.Name && !q.IsHidden))
            .OrderBy(p => p.Position < 0 ? int.MaxValue : p.Position).ThenByDescending(p => p.IsMandatory)
            .ThenBy(p => p.Name is "WhatIf" or "Confirm")
            .Select(p => parameters.Single(q => q.Name == p.Name) with { IsMandatory = p.IsMandatory, Position = p.Position })]);
}

/// <summary>One parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Description">What it means.</param>
/// <param name="Values">What it accepts, such as "1 to 3600", or null where its type says all.</param>
/// <param name="Choices">The words that it accepts, none where it accepts others.</param>
/// <param name="IsMandatory">Whether it has to be given.</param>
/// <param name="RequiredIn">The parameter sets in which it has to be given, none where that is all or none of its sets.</param>
/// <param name="Position">Its position, less than 0 where it has none.</param>
/// <param name="Default">What it is where it is not given.</param>
/// <param name="PipelineInput">How it is bound from the pipeline.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="Wildcards">Whether it takes wildcards.</param>
/// <param name="Sets">The parameter sets it belongs to, none where it belongs to all.</param>
internal sealed record ParameterHelp(
    string Name,
    Type Type,
    Prose Description,
    string? Values,
    IReadOnlyList<string> Choices,
    bool IsMandatory,
    IReadOnlyList<string> RequiredIn,
    int Position,
    string Default,
    string PipelineInput,
    IReadOnlyList<string> Aliases,
    bool Wildcards,
    IReadOnlyList<string> Sets)
{
    /// <summary>Whether the syntax leaves it out: it is for the pipeline, and does little on the command line.</summary>
    public bool IsHidden { get; init; }

    public bool IsSwitch => this.Type == typeof(SwitchParameter);

    /// <summary>The type as it is read, without its namespace.</summary>
    public string TypeName => ShortName(this.Type);

    /// <summary>The parameter in a line of syntax.</summary>
    public string ToSyntax()
    {
        string name = "-" + this.Name;
        if (this.Position >= 0) name = "[" + name + "]";
        if (!this.IsSwitch) name += this.Choices.Count > 0 ? " {" + string.Join(" | ", this.Choices) + "}" : " <" + this.TypeName + ">";
        return this.IsMandatory ? name : "[" + name + "]";
    }

    public static ParameterHelp Read(CmdletInfo cmdlet, ParameterMetadata parameter, object instance, Documentation documentation)
    {
        (string Set, CommandParameterInfo Info)[] uses =
            [.. cmdlet.ParameterSets.SelectMany(set => set.Parameters.Where(p => p.Name == parameter.Name).Select(p => (set.Name, p)))];
        bool byValue = uses.Any(use => use.Info.ValueFromPipeline), byName = uses.Any(use => use.Info.ValueFromPipelineByPropertyName);
        bool mandatory = uses.All(use => use.Info.IsMandatory);
        string[] choices = Choose(parameter);
        Prose description;
        string? @default = null;
        if (Cmdlet.OptionalCommonParameters.Contains(parameter.Name))
        {
            description =
                Prose.Of(parameter.Name == "WhatIf" ? "Says what would be done, and does nothing." : "Asks before anything is done.");
        }
        else
        {
            XElement member = documentation.OfParameter(cmdlet.ImplementingType, parameter.Name);
            description = Prose.Read(member.Elements("summary").Concat(member.Elements("remarks")), documentation);
            @default = member.Element("value") is XElement value ? Prose.Read([value], documentation).ToString()
                : mandatory ? null : Show(cmdlet.ImplementingType.GetProperty(parameter.Name)!.GetValue(instance));
        }

        return new ParameterHelp(
            parameter.Name,
            GivenType(parameter),
            description,
            choices.Length > 0 ? string.Join(", ", choices) : Range(parameter),
            choices,
            mandatory,
            mandatory ? [] : [.. uses.Where(use => use.Info.IsMandatory).Select(use => use.Set)],
            uses.Max(use => use.Info.Position),
            @default ?? (parameter.SwitchParameter ? "False" : "None"),
            byValue || byName
                ? "True (" + string.Join(", ", new[] { byValue ? "ByValue" : null, byName ? "ByPropertyName" : null }.OfType<string>())
                    + ")" : "False",
            [.. parameter.Aliases],
            parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            uses.Length == cmdlet.ParameterSets.Count ? [] : [.. uses.Select(use => use.Set)])
        {
            IsHidden = parameter.Attributes.OfType<ParameterAttribute>().Any(declared => declared.DontShow),
        };
    }

    // A parameter whose value is hidden in a class of ours says what people give.
    private static Type GivenType(ParameterMetadata parameter) =>
        parameter.Attributes.Select(attribute => attribute.GetType().GetProperty("GivenType")?.GetValue(attribute)).OfType<Type>()
            .FirstOrDefault() ?? parameter.ParameterType;

    private static string[] Choose(ParameterMetadata parameter)
    {
        if (parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is ValidateSetAttribute set) return [.. set.ValidValues];
        Type type = Element(parameter.ParameterType);
        return type.IsEnum ? Enum.GetNames(type) : [];
    }

    private static string? Range(ParameterMetadata parameter)
    {
        string[] ranges =
        [
            .. parameter.Attributes.OfType<ValidateRangeAttribute>().Where(range => range.MinRange is not null)
                .Select(range => Show(range.MinRange) + " to " + Show(range.MaxRange)),
            .. parameter.Attributes.OfType<ValidateLengthAttribute>()
                .Select(range => range.MinLength + " to " + range.MaxLength + " characters"),
            .. parameter.Attributes.OfType<ValidateCountAttribute>()
                .Select(range => range.MinLength + " to " + range.MaxLength + " values"),
        ];
        return ranges.Length == 0 ? null : string.Join(", ", ranges);
    }

    private static string? Show(object? value) => value switch
    {
        null or "" or ICollection { Count: 0 } => null,
        SwitchParameter present => present.IsPresent.ToString(),
        PSCredential => null,
        Uri uri => uri.OriginalString,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static Type Element(Type type) => type.IsArray ? Element(type.GetElementType()!) : Nullable.GetUnderlyingType(type) ?? type;

    private static string ShortName(Type type) => type.IsArray ? ShortName(type.GetElementType()!) + "[]" : Element(type).Name;
}

/// <summary>A type that goes in or comes out; None where nothing does.</summary>
internal sealed record TypeHelp(string Name, Prose Description);

/// <summary>A link: to an address, or to a page beside this one.</summary>
internal sealed record LinkHelp(string Text, string Target)
{
    public bool IsPage => this.Target.EndsWith(".md", StringComparison.Ordinal) && !this.Target.Contains("://", StringComparison.Ordinal);
}
