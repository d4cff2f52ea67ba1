using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TwilioEvents.EmbeddedHost;

// Writes the external help (MAML) of the staged module: what a cmdlet accepts comes from the engine, what
// it means from the XML documentation of its class, so that help and code cannot drift apart.
// Arguments: the manifest, the XML documentation file, and the folders that get an en-US/.
XNamespace maml = "http://schemas.microsoft.com/maml/2004/10";
XNamespace command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
XNamespace dev = "http://schemas.microsoft.com/maml/dev/2004/10";

Dictionary<string, XElement> documentation = XDocument.Load(args[1]).Descendants("member").ToDictionary(m => (string)m.Attribute("name")!);
using var engine = new Engine();
Result imported = engine.Run("$ErrorActionPreference = 'Stop'; (Import-Module $args[0] -PassThru).ExportedCmdlets.Values", args[0]);
if (imported.Errors.Count > 0 || imported.Terminating is not null)
{
    Console.Error.WriteLine("The module cannot be imported: " + (imported.Terminating?.Message ?? imported.Errors[0].ToString()));
    return 1;
}

var help = new XElement("helpItems", new XAttribute("schema", "maml"));
foreach (CmdletInfo cmdlet in imported.Output.Select(o => (CmdletInfo)o.BaseObject).OrderBy(c => c.Name, StringComparer.Ordinal)) help.Add(Command(cmdlet));
foreach (string folder in args.Skip(2))
{
    string target = Directory.CreateDirectory(Path.Combine(folder, "en-US")).FullName;
    new XDocument(new XDeclaration("1.0", "utf-8", null), help).Save(Path.Combine(target, "TwilioEvents.PowerShell.dll-Help.xml"));
}

return 0;

XElement Command(CmdletInfo cmdlet)
{
    XElement type = Member("T:" + cmdlet.ImplementingType.FullName);
    var parameters = cmdlet.Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name) && !Cmdlet.OptionalCommonParameters.Contains(p.Name)).ToList();
    return new XElement(
        command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", maml),
        new XAttribute(XNamespace.Xmlns + "command", command),
        new XAttribute(XNamespace.Xmlns + "dev", dev),
        new XElement(
            command + "details",
            new XElement(command + "name", cmdlet.Name),
            new XElement(maml + "description", Paragraphs(type.Element("summary"))),
            new XElement(command + "verb", cmdlet.Verb),
            new XElement(command + "noun", cmdlet.Noun)),
        new XElement(maml + "description", Paragraphs(type.Element("remarks"))),
        new XElement(command + "syntax", cmdlet.ParameterSets.Select(set => new XElement(
            command + "syntaxItem",
            new XElement(maml + "name", cmdlet.Name),
            set.Parameters.Where(p => parameters.Any(q => q.Name == p.Name)).OrderBy(p => p.Position < 0 ? int.MaxValue : p.Position).ThenByDescending(p => p.IsMandatory)
                .Select(p => Parameter(cmdlet, p, inSyntax: true)),
            cmdlet.Parameters.ContainsKey("WhatIf") ? new[] { Switch("WhatIf"), Switch("Confirm") } : null))),
        new XElement(command + "parameters", parameters.Select(p => Parameter(
            cmdlet, cmdlet.ParameterSets.SelectMany(s => s.Parameters).First(q => q.Name == p.Name), inSyntax: false))),
        new XElement(command + "inputTypes", type.Elements("inputs").Select(e => Typed(command + "inputType", e))),
        new XElement(command + "returnValues", type.Elements("outputs").Select(e => Typed(command + "returnValue", e))),
        new XElement(maml + "alertSet", new XElement(maml + "alert", Paragraphs(type.Element("notes")))),
        new XElement(command + "examples", type.Elements("example").Select((e, i) => new XElement(
            command + "example",
            new XElement(maml + "title", "Example " + (i + 1) + ": " + Text(e.Element("title")!)),
            new XElement(dev + "code", Text(e.Element("code")!)),
            new XElement(dev + "remarks", Paragraphs(e.Element("para")))))),
        new XElement(command + "relatedLinks", type.Elements("seealso").Select(e => new XElement(
            maml + "navigationLink", new XElement(maml + "linkText", Text(e)), new XElement(maml + "uri", (string)e.Attribute("href")!)))));
}

XElement Parameter(CmdletInfo cmdlet, CommandParameterInfo parameter, bool inSyntax)
{
    bool isSwitch = parameter.ParameterType == typeof(SwitchParameter);
    string input = (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
    // What cmdlets share is documented where it is declared.
    Type declaring = cmdlet.ImplementingType.GetProperty(parameter.Name)!.DeclaringType!;
    XElement member = Member("P:" + declaring.FullName + "." + parameter.Name);
    string typeName = parameter.ParameterType.Name;
    return new XElement(
        command + "parameter",
        new XAttribute("required", parameter.IsMandatory),
        new XAttribute("variableLength", "false"),
        new XAttribute("globbing", "false"),
        new XAttribute("pipelineInput", input),
        new XAttribute("position", parameter.Position < 0 ? "named" : parameter.Position.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new XElement(maml + "name", parameter.Name),
        new XElement(maml + "description", Paragraphs(member.Element("summary"))),
        isSwitch && inSyntax ? null : new XElement(command + "parameterValue", new XAttribute("required", !isSwitch), typeName),
        new XElement(dev + "type", new XElement(maml + "name", typeName)),
        new XElement(dev + "defaultValue", member.Element("value") is XElement value ? Text(value) : isSwitch ? "False" : "None"));
}

XElement Switch(string name) => new(
    command + "parameter",
    new XAttribute("required", "false"),
    new XAttribute("pipelineInput", "False"),
    new XAttribute("position", "named"),
    new XElement(maml + "name", name));

XElement Typed(XName name, XElement element) => new(
    name, new XElement(dev + "type", new XElement(maml + "name", (string)element.Attribute("type")!)), new XElement(maml + "description", Paragraphs(element)));

IEnumerable<XElement> Paragraphs(XElement? element) => element is null ? [] : element.Elements("para").Any()
    ? element.Elements("para").Select(p => new XElement(maml + "para", Text(p)))
    : [new XElement(maml + "para", Text(element))];

XElement Member(string name) => documentation.TryGetValue(name, out XElement? member) ? member : throw new InvalidOperationException("There is no documentation for " + name + ".");

static string Text(XElement element)
{
    if (element.Name.LocalName != "code") return Regex.Replace(element.Value, @"\s+", " ").Trim();
    string[] lines = element.Value.Trim('\r', '\n').Split('\n');
    int indent = lines.Where(l => l.Trim().Length > 0).Min(l => l.Length - l.TrimStart().Length);
    return string.Join('\n', lines.Select(l => l.Length >= indent ? l[indent..].TrimEnd() : l.Trim())).Trim();
}
