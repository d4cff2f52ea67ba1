using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TwilioEvents.EmbeddedHost;

namespace TwilioEvents.HelpGenerator;

/// <summary>The XML documentation that the compiler wrote for the cmdlets.</summary>
internal sealed class Documentation
{
    private readonly Dictionary<string, XElement> members;
    private readonly IReadOnlyDictionary<string, string> cmdlets;

    private Documentation(Dictionary<string, XElement> members, IReadOnlyDictionary<string, string> cmdlets)
    {
        this.members = members;
        this.cmdlets = cmdlets;
    }

    /// <summary>Reads the file beside the assembly that this build made.</summary>
    /// <param name="cmdlets">The cmdlets' names by the full names of their classes.</param>
    public static Documentation Load(IReadOnlyDictionary<string, string> cmdlets)
    {
        string configuration = typeof(Documentation).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string file =
            Path.Combine(Engine.RepositoryRoot, "src", "TwilioEvents.PowerShell", "bin", configuration, "netstandard2.0",
                "TwilioEvents.PowerShell.xml");
        return new Documentation(
            XDocument.Load(file, LoadOptions.PreserveWhitespace).Descendants("member")
                .ToDictionary(member => (string)member.Attribute("name")!), cmdlets);
    }

    public XElement Of(Type type) => this.Member("T:" + Name(type));

    /// <summary>The documentation of a parameter, from whichever base class declares it.</summary>
    public XElement OfParameter(Type type, string name)
    {
        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            PropertyInfo? property = declaring.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
            XElement? member = property is null ? null : this.Member("P:" + Name(declaring) + "." + name);
            if (member is not null && member.Element("inheritdoc") is null) return member;
        }

        throw new InvalidOperationException("The parameter " + name + " of " + type.FullName + " is no documented property.");
    }

    /// <summary>What stands inside a sentence: see, c, paramref and their like.</summary>
    public Span Inline(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "see" when element.Attribute("href") is XAttribute address:
                return new Span(element.Value.Length > 0 ? element.Value : address.Value, SpanKind.Link, address.Value);
            case "see" when element.Attribute("langword") is XAttribute word:
                return new Span("$" + word.Value, SpanKind.Code);
            case "see" when element.Attribute("cref") is XAttribute reference:
                return this.Reference(reference.Value, element.Value);
            case "paramref" or "typeparamref":
                return new Span((string)element.Attribute("name")!, SpanKind.Code);
            case "c":
                return new Span(element.Value, SpanKind.Code);
            default:
                throw new InvalidOperationException("The help cannot show <" + element.Name.LocalName + "> inside a sentence: " + element);
        }
    }

    /// <summary>What a user calls something that the code refers to: a cmdlet, a -Parameter, a Method().</summary>
    public Span Reference(string reference, string text = "")
    {
        string name = Regex.Replace(reference[2..], @"\(.*|`+\d+", string.Empty);
        if (this.cmdlets.TryGetValue(name, out string? cmdlet))
            return new Span(text.Length > 0 ? text : cmdlet, SpanKind.Link, cmdlet + ".md");
        string owner = name[..Math.Max(0, name.LastIndexOf('.'))], last = name[(name.LastIndexOf('.') + 1)..];
        string shown = reference[0] switch
        {
            'P' when owner.EndsWith("Command", StringComparison.Ordinal) => "-" + last,
            'T' => name,
            'M' => last + "()",
            _ => last,
        };
        return new Span(text.Length > 0 ? text : shown, SpanKind.Code);
    }

    private static string Name(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!;

    private XElement Member(string name) =>
        this.members.TryGetValue(name, out XElement? member) ? member
            : throw new InvalidOperationException("There is no documentation for " + name + ".");
}
