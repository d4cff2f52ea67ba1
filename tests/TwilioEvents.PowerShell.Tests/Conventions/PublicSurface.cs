using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>
/// All that a script or a program can depend on, as text: the cmdlets, the public types of the assemblies, the error
/// ids.
/// </summary>
internal sealed class PublicSurface
{
    private readonly StringBuilder text = new();
    private readonly NullabilityInfoContext nullability = new();

    private PublicSurface()
    {
    }

    /// <summary>The text for the staged module.</summary>
    public static string Describe()
    {
        var surface = new PublicSurface();
        using var engine = new ModuleEngine();
        var module = (PSModuleInfo)engine.Must("Get-Module TwilioEvents").Output.Single().BaseObject;
        Assembly[] assemblies =
            [.. Directory.GetFiles(Path.GetDirectoryName(Engine.StagedManifest)!, "TwilioEvents.*.dll").Order(StringComparer.Ordinal)
                .Select(Assembly.LoadFrom)];

        surface.Line(0, "Cmdlets");
        foreach (CmdletInfo cmdlet in module.ExportedCmdlets.Values.OrderBy(c => c.Name, StringComparer.Ordinal)) surface.Describe(cmdlet);
        foreach (AliasInfo alias in module.ExportedAliases.Values.OrderBy(a => a.Name, StringComparer.Ordinal))
            surface.Line(1, "alias " + alias.Name + " = " + alias.Definition);

        surface.Line(0, "Error ids");
        object[] ids =
            [.. assemblies.Select(a => a.GetType("TwilioEvents.Errors.ErrorIds")).OfType<Type>().Single()
                .GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)!)];
        Assert.NotEmpty(ids);
        foreach (string id in ids.Select(id => Property(id, "Name") + ", " + Property(id, "Category")).Order(StringComparer.Ordinal))
            surface.Line(1, id);

        foreach (Assembly assembly in assemblies)
        {
            surface.Line(0, assembly.GetName().Name + ".dll");
            foreach (Type type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal)) surface.Describe(type);
        }

        return surface.text.ToString();
    }

    private static string Property(object of, string name) => of.GetType().GetProperty(name)!.GetValue(of)!.ToString()!;

    private static IEnumerable<FieldInfo> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(f => f.IsLiteral);

    // Nobody derives from a sealed class: what is protected there is of no use to anybody.
    private static bool Visible(MethodBase? method) =>
        method is not null && (method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed));

    private static string Access(MethodBase method) => method.IsPublic ? string.Empty : "protected ";

    private static string Name(Type type)
    {
        if (type.IsByRef) return "ref " + Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is Type value) return Name(value) + "?";
        string name = type.IsGenericParameter ? type.Name : type.FullName ?? type.Namespace + "." + type.Name;
        return type.IsGenericType
            ? name[..name.IndexOf('`', StringComparison.Ordinal)] + "<" + string.Join(", ", type.GetGenericArguments().Select(Name)) + ">"
            : name;
    }

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => "\"" + text + "\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(NullabilityInfo info)
    {
        if (info.ElementType is not null) return Name(info.ElementType) + "[]" + Mark();
        if (info.GenericTypeArguments.Length == 0 || Nullable.GetUnderlyingType(info.Type) is not null) return Name(info.Type) + Mark();
        string name = Name(info.Type);
        return name[..name.IndexOf('<', StringComparison.Ordinal)] + "<" + string.Join(", ", info.GenericTypeArguments.Select(Name)) + ">"
            + Mark();

        string Mark() => !info.Type.IsValueType && info.ReadState == NullabilityState.Nullable ? "?" : string.Empty;
    }

    private void Describe(CmdletInfo cmdlet)
    {
        this.Line(1, cmdlet.Name);
        var declared = cmdlet.ImplementingType.GetCustomAttribute<CmdletAttribute>()!;
        if (declared.SupportsShouldProcess) this.Line(2, "confirms at impact " + declared.ConfirmImpact);
        foreach (PSTypeName output in cmdlet.OutputType) this.Line(2, "writes " + output.Name);
        foreach (CommandParameterSetInfo set in cmdlet.ParameterSets.OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            this.Line(2, "set " + set.Name + (set.IsDefault ? ", the default" : string.Empty));
            foreach (CommandParameterInfo parameter in set.Parameters.OrderBy(p => p.Name, StringComparer.Ordinal)
                .Where(p => !Cmdlet.CommonParameters.Contains(p.Name) && !Cmdlet.OptionalCommonParameters.Contains(p.Name)))
            {
                string[] facts =
                [
                    parameter.IsMandatory ? "mandatory" : string.Empty,
                    parameter.Position >= 0 ? "position " + parameter.Position.ToString(CultureInfo.InvariantCulture) : string.Empty,
                    parameter.ValueFromPipeline ? "from the pipeline by value" : string.Empty,
                    parameter.ValueFromPipelineByPropertyName ? "from the pipeline by property name" : string.Empty,
                    parameter.ValueFromRemainingArguments ? "takes the remaining arguments" : string.Empty,
                    parameter.Aliases.Count > 0 ? "alias " + string.Join(" ", parameter.Aliases) : string.Empty,
                ];
                this.Line(3,
                    "-" + parameter.Name + " <" + Name(parameter.ParameterType) + "> " + string.Join(", ", facts.Where(f => f.Length > 0)));
            }
        }
    }

    private void Describe(Type type)
    {
        string kind =
            type.IsEnum ? "enum"
                : type.IsValueType ? "struct"
                : type.IsInterface ? "interface" : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : "class";
        string modifier =
            kind != "class" ? string.Empty
                : type is { IsAbstract: true, IsSealed: true } ? "static "
                : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : string.Empty;
        Type[] bases =
            [.. new[] { type.BaseType }.OfType<Type>()
                .Where(t => t != typeof(object) && t != typeof(MulticastDelegate) && !type.IsValueType),
                    .. type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? [])];
        this.Line(1,
            modifier + kind + " " + Name(type)
                + (bases.Length == 0 || type.IsEnum ? string.Empty
                    : " : " + string.Join(", ", bases.Select(Name).Order(StringComparer.Ordinal))));

        // What a cmdlet takes stands above; of its class the name alone counts, which every FullyQualifiedErrorId ends with.
        if (typeof(Cmdlet).IsAssignableFrom(type)) return;

        const BindingFlags All =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<string> members = kind == "delegate" ? [this.Shown(type.GetMethod("Invoke")!)]
            : type.IsEnum
            ? Constants(type)
                .Select(f =>
                    f.Name + " = "
                        + Convert.ToInt64(f.GetRawConstantValue(), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture))
            :
            [
                .. type.GetFields(All).Where(f => f.IsPublic || ((f.IsFamily || f.IsFamilyOrAssembly) && !type.IsSealed))
                    .Select(f =>
                        (f.IsLiteral ? "const " : f.IsStatic ? "static " : string.Empty) + this.Shown(f)
                            + (f.IsLiteral ? " = " + Value(f.GetRawConstantValue()) : string.Empty)),
                .. type.GetConstructors(All).Where(Visible).Select(c => Access(c) + "new" + this.Parameters(c)),
                .. type.GetProperties(All).Where(p => Visible(p.GetMethod) || Visible(p.SetMethod)).Select(this.Shown),
                .. type.GetEvents(All).Where(e => Visible(e.AddMethod)).Select(e => "event " + Name(e.EventHandlerType!) + " " + e.Name),
                .. type.GetMethods(All).Where(m => Visible(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)))
                    .Select(this.Shown),
            ];
        foreach (string member in members.Order(StringComparer.Ordinal)) this.Line(2, member);
    }

    private string Shown(FieldInfo field) => Name(this.nullability.Create(field)) + " " + field.Name;

    private string Shown(PropertyInfo property)
    {
        MethodInfo accessor = (Visible(property.GetMethod) ? property.GetMethod : property.SetMethod)!;
        bool initOnly = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit") == true;
        string accessors =
            (Visible(property.GetMethod) ? "get; " : string.Empty)
                + (Visible(property.SetMethod) ? initOnly ? "init; " : "set; " : string.Empty);
        string name = property.GetIndexParameters().Length == 0 ? property.Name : "this" + this.Parameters(accessor);
        return Access(accessor) + (accessor.IsStatic ? "static " : string.Empty) + Name(this.nullability.Create(property)) + " " + name
            + " { " + accessors + "}";
    }

    private string Shown(MethodInfo method) =>
        Access(method)
            + (method.IsStatic ? "static "
                : method.IsAbstract ? "abstract "
                : method.GetBaseDefinition() != method ? "override "
                : method is { IsVirtual: true, IsFinal: false } ? "virtual " : string.Empty)
        + (method.ReturnType == typeof(void) ? "void" : Name(this.nullability.Create(method.ReturnParameter))) + " " + method.Name
        + (method.IsGenericMethod ? "<" + string.Join(", ", method.GetGenericArguments().Select(Name)) + ">" : string.Empty)
        + this.Parameters(method);

    private string Parameters(MethodBase method) =>
        "(" + string.Join(", ",
            method.GetParameters()
                .Select(p =>
                    Name(this.nullability.Create(p)) + " " + p.Name
                        + (p.HasDefaultValue ? " = " + Value(p.RawDefaultValue) : string.Empty))) + ")";

    private void Line(int depth, string line)
    {
        if (depth == 0 && this.text.Length > 0) this.text.Append('\n');
        this.text.Append(' ', depth * 2).Append(line.TrimEnd()).Append('\n');
    }
}
