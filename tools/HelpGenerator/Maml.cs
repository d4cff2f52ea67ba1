using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;
using System.Xml.Linq;

namespace TwilioEvents.HelpGenerator;

/// <summary>Writes the external help that Get-Help reads.</summary>
internal static class Maml
{
    private static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XDocument Document(IEnumerable<CommandHelp> commands) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement("helpItems", new XAttribute("schema", "maml"), commands.Select(Item)));

    private static XElement Item(CommandHelp help) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Text),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", help.Name),
            new XElement(Text + "description", Paragraphs(help.Synopsis)),
            new XElement(Command + "verb", help.Name.Split('-')[0]),
            new XElement(Command + "noun", help.Name.Split('-')[1])),
        new XElement(Text + "description", Paragraphs(help.Description)),
        new XElement(Command + "syntax", help.Syntax.Select(syntax => new XElement(
            Command + "syntaxItem", new XElement(Text + "name", help.Name), syntax.Parameters.Select(p => Parameter(p, inSyntax: true))))),
        new XElement(Command + "parameters", help.Parameters.Select(p => Parameter(p, inSyntax: false))),
        new XElement(Command + "inputTypes", help.Inputs.Select(type => Typed(Command + "inputType", type))),
        new XElement(Command + "returnValues", help.Outputs.Select(type => Typed(Command + "returnValue", type))),
        new XElement(Text + "alertSet", new XElement(Text + "alert", Paragraphs(help.Notes))),
        new XElement(Command + "examples", help.Examples.Select(Example)),
        new XElement(Command + "relatedLinks", help.Links.Select(link => new XElement(
            Text + "navigationLink", new XElement(Text + "linkText", link.Text),
            new XElement(Text + "uri", link.IsPage ? string.Empty : link.Target)))));

    private static XElement Parameter(ParameterHelp parameter, bool inSyntax) => new(
        Command + "parameter",
        new XAttribute("required", parameter.IsMandatory),
        new XAttribute("variableLength", parameter.Type.IsArray),
        new XAttribute("globbing", parameter.Wildcards),
        new XAttribute("pipelineInput", parameter.PipelineInput),
        new XAttribute("position",
            parameter.Position < 0 ? "named" : parameter.Position.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Text + "name", parameter.Name),
        new XElement(
            Text + "description",
            Paragraphs(parameter.Description),
            parameter.Values is null || parameter.Description.ToString().Contains(parameter.Values, StringComparison.Ordinal) ? null
                : new XElement(Text + "para", "Values: " + parameter.Values + "."),
            Sets("Parameter sets: ", parameter.Sets),
            Sets("Required in the parameter sets: ", parameter.RequiredIn)),
        inSyntax && parameter.Choices.Count > 0
            ? new XElement(Command + "parameterValueGroup",
                parameter.Choices.Select(choice => new XElement(Command + "parameterValue", choice))) : null,
        inSyntax && parameter.IsSwitch ? null
            : new XElement(Command + "parameterValue", new XAttribute("required", !parameter.IsSwitch), parameter.TypeName),
        new XElement(Dev + "type", new XElement(Text + "name", parameter.TypeName)),
        new XElement(Dev + "defaultValue", parameter.Default));

    private static XElement? Sets(string what, IReadOnlyList<string> sets) =>
        sets.Count == 0 ? null : new XElement(Text + "para", what + string.Join(", ", sets) + ".");

    private static XElement Typed(XName name, TypeHelp type) => new(
        name, new XElement(Dev + "type", new XElement(Text + "name", type.Name)),
        new XElement(Text + "description", Paragraphs(type.Description)));

    // Get-Help puts nothing between an example and the title of the next: the last, empty paragraph does.
    private static XElement Example(ExampleHelp example, int index) => new(
        Command + "example",
        new XElement(Text + "title", "-------- Example " + (index + 1) + ": " + Markdown.ToText(example.Title) + " --------"),
        new XElement(Dev + "code", string.Join("\n\n", example.Steps.Select(Typed))),
        new XElement(Dev + "remarks",
            example.Remarks.Split("\n\n").Select(text => new XElement(Text + "para", Markdown.ToText(text.Replace('\n', ' ')))),
            new XElement(Text + "para")));

    // What a console would show, prompts included.
    private static string Typed(CodeBlock step)
    {
        HashSet<int> starts =
            [.. Parser.ParseInput(step.Code, out _, out _).EndBlock.Statements.Select(statement => statement.Extent.StartLineNumber)];
        IEnumerable<string> typed =
            step.Code.Split('\n').Select((line, index) => (starts.Contains(index + 1) || line.StartsWith('#') ? "PS> " : ">>  ") + line);
        return string.Join('\n', typed) + (string.IsNullOrEmpty(step.Prints) ? string.Empty : "\n\n" + step.Prints);
    }

    private static IEnumerable<XElement> Paragraphs(Prose prose) => prose.ToText().Select(text => new XElement(Text + "para", text));
}
