using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What every cmdlet has to have, whichever cmdlets there are. HelpTests has what its help has to have.</summary>
public sealed class ConventionTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    // What sends nothing to Twilio.
    internal static readonly HashSet<string> Local =
        ["Connect-TwilioEvents", "Disconnect-TwilioEvents", "Get-TwilioEventsConnection", "Select-TwilioEventsConnection",
            "ConvertFrom-TwilioEvent", "Receive-TwilioEvent", "Test-TwilioSignature", "Start-TwilioSandbox", "Get-TwilioSandbox",
            "Stop-TwilioSandbox"];

    public static TheoryData<string> Cmdlets =>
        [.. Regex.Matches(File.ReadAllText(Engine.StagedManifest), @"(?m)^\s+'(\w+-\w+)'\r?$").Select(match => match.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_is_named_as_PowerShell_names_them(string name)
    {
        CmdletInfo command = this.Command(name);
        string[] verbs =
            [.. new[] { typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic),
                typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity) }.SelectMany(type => type.GetFields())
                    .Select(field => field.Name)];
        Assert.Contains(command.Verb, verbs);
        Assert.StartsWith("Twilio", command.Noun, StringComparison.Ordinal);

        // Event Streams are Twilio's word for the product, and TwilioEvents the module's name.
        if (command.Noun != "TwilioEvents") Assert.False(command.Noun.EndsWith('s'), command.Noun + " is not singular.");
        Assert.NotEmpty(command.OutputType);
    }

    [Fact]
    public void A_secret_is_taken_as_plain_text_only_where_SECURITY_says_so()
    {
        // An API key's SID is not secret; its secret is a parameter of its own.
        string[] text = [.. ((IEnumerable<object[]>)Cmdlets).SelectMany(row => this.Command((string)row[0]).Parameters.Values)
            .Where(parameter =>
                Regex.IsMatch(parameter.Name, "Secret|Token|Password|Key$|ExternalId|Credential|Configuration")
                    && parameter.Name != "ApiKey")
            .Where(parameter => !Helps(parameter, typeof(System.Security.SecureString), typeof(PSCredential),
                typeof(System.Security.SecureString[]), typeof(System.Collections.IDictionary)))
            .Select(parameter => parameter.Name).Distinct().Order()];
        string told =
            Regex.Match(File.ReadAllText(Path.Combine(Engine.RepositoryRoot, "SECURITY.md")), "(?<=of New-TwilioSink take text: )[^|]*")
                .Value;
        Assert.Equal(["ExternalId", "SinkConfiguration"], text);
        Assert.Equal(text, Regex.Matches(told, "`-([A-Za-z]+)`").Select(match => match.Groups[1].Value));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_changes_something_asks_first(string name)
    {
        CmdletInfo command = this.Command(name);
        bool local = Local.Contains(name);
        bool changes = local ? command.Verb is "Stop" : command.Verb is not ("Get" or "Compare")
            && name != "Test-TwilioEventsConfiguration";
        Assert.Equal((changes, changes), (command.Parameters.ContainsKey("WhatIf"), command.Parameters.ContainsKey("Confirm")));
        CmdletAttribute declared =
            command.ImplementingType.GetCustomAttributes(typeof(CmdletAttribute), false).Cast<CmdletAttribute>().Single();
        if (command.Verb == "Remove") Assert.Equal(ConfirmImpact.High, declared.ConfirmImpact);
        if (!local) Assert.Contains("Connection", command.Parameters.Keys);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_parameter_says_what_it_is(string name)
    {
        CmdletInfo command = this.Command(name);
        foreach (ParameterMetadata parameter in command.Parameters.Values.Where(
            p => !Cmdlet.CommonParameters.Contains(p.Name) && !Cmdlet.OptionalCommonParameters.Contains(p.Name)))
        {
            string place = name + " -" + parameter.Name;
            Assert.Matches("^[A-Z][A-Za-z]+$", parameter.Name);
            IReadOnlyList<ParameterAttribute> declared = [.. parameter.Attributes.OfType<ParameterAttribute>()];
            Assert.All(declared.Where(d => d.Mandatory),
                d => Assert.False(string.IsNullOrEmpty(d.HelpMessage), place + " is mandatory and has no HelpMessage."));
            if (parameter.Name.EndsWith("Sec", StringComparison.Ordinal)
                || parameter.Name is "ThrottleLimit" or "MaximumRetryCount" or "PageSize")
            {
                Assert.Contains(parameter.Attributes, attribute => attribute is ValidateRangeAttribute);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_calls_Twilio_takes_a_connection_retries_and_a_throttle_and_with_a_Sid_its_account(string name)
    {
        CmdletInfo command = this.Command(name);
        if (Local.Contains(name))
        {
            if (name == "Connect-TwilioEvents") HasRange("RetryIntervalSec", 1, 60);
            return;
        }

        Assert.Equal("ConnectionArgument", command.Parameters["Connection"].ParameterType.Name);
        Assert.True(FromRows("Connection"));
        HasRange("MaximumRetryCount", 0, 100);
        HasRange("RetryIntervalSec", 1, 60);
        HasRange("ThrottleLimit", 1, 128);

        bool takesSids =
            command.Parameters.Keys.Any(parameter => parameter.EndsWith("Sid", StringComparison.Ordinal));

        // The account is a parameter only where input is expected: ChainTests have what it does.
        Assert.Equal(takesSids, command.ImplementingType.BaseType!.Name == "TwilioSidCommand");
        if (command.Verb == "Remove") Assert.Equal(typeof(SwitchParameter), command.Parameters["PassThru"].ParameterType);
        if (!command.Parameters.TryGetValue("PageSize", out ParameterMetadata? size)) return;
        ValidateRangeAttribute page = size.Attributes.OfType<ValidateRangeAttribute>().Single();
        Assert.Equal((1, 1000), (page.MinRange, page.MaxRange));

        void HasRange(string limit, int lowest, int highest)
        {
            ValidateRangeAttribute range = command.Parameters[limit].Attributes.OfType<ValidateRangeAttribute>().Single();
            Assert.Equal((typeof(int), lowest, highest), (command.Parameters[limit].ParameterType, range.MinRange, range.MaxRange));
        }

        bool FromRows(string parameter) =>
            command.Parameters[parameter].Attributes.OfType<ParameterAttribute>().All(declared => declared.ValueFromPipelineByPropertyName);
    }

    [Fact]
    public void A_base_knows_no_parameter_of_a_class_below_it()
    {
        Type[] cmdlets = [.. ((IEnumerable<object[]>)Cmdlets).Select(row => this.Command((string)row[0]).ImplementingType)];
        string[] ofCmdlets = [.. cmdlets.SelectMany(Declared).Distinct()],
            ofBases = [.. cmdlets.SelectMany(Bases).Concat(Piped(cmdlets[0])).Distinct().SelectMany(Declared)];
        Assert.Contains("Description", ofCmdlets);
        Assert.Contains("AccountSid", ofBases);
        string folder = Path.Combine(Engine.RepositoryRoot, "src", "TwilioEvents.PowerShell", "Commands", "Base");
        foreach (string file in Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            Assert.All(ofCmdlets.Except(ofBases),
                parameter =>
                    Assert.False(Regex.IsMatch(text, "\"-?" + parameter + "\"|nameof\\([^)]*\\b" + parameter + "\\)"),
                        Path.GetFileName(file) + " names -" + parameter + "."));
        }

        static IEnumerable<Type> Bases(Type type)
        {
            for (Type? above = type.BaseType; above is not null && above != typeof(PSCmdlet); above = above.BaseType) yield return above;
        }

        // What only what is piped can give.
        static IEnumerable<Type> Piped(Type cmdlet) =>
            cmdlet.Assembly.GetTypes().Where(type => type.Namespace == cmdlet.Namespace && !type.IsSubclassOf(typeof(Cmdlet)));

        static IEnumerable<string> Declared(Type type) =>
            type.GetProperties(
                System.Reflection.BindingFlags.DeclaredOnly | System.Reflection.BindingFlags.Instance
                    | System.Reflection.BindingFlags.Public)
            .Where(property => property.IsDefined(typeof(ParameterAttribute), false)).Select(property => property.Name);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void An_argument_has_a_type_a_completer_or_a_check_unless_it_is_free_text(string name)
    {
        foreach (ParameterMetadata parameter in this.Command(name)
            .Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name) && !Cmdlet.OptionalCommonParameters.Contains(p.Name)))
        {
            Type type = parameter.ParameterType.IsArray ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
            bool isTyped = type != typeof(string) && type != typeof(object) && type != typeof(PSObject);
            bool isTold =
                parameter.Attributes.Any(
                    attribute => attribute is ArgumentCompleterAttribute or ValidateArgumentsAttribute or ArgumentTransformationAttribute);
            bool isFree = parameter.Name is "AccountSid" or "ApiKey" or "Name" or "UserAgent" or "InputObject";
            Assert.True(isTyped || isTold || isFree, name + " -" + parameter.Name + " takes whatever comes and completes nothing.");
        }
    }

    // What the help says that the parameter takes, which a command that must not fail at binding looks at itself.
    private static bool Helps(ParameterMetadata parameter, params Type[] types) => types.Contains(
        parameter.Attributes.Select(attribute => attribute.GetType().GetProperty("GivenType")?.GetValue(attribute)).OfType<Type>()
            .FirstOrDefault() ?? parameter.ParameterType);

    private CmdletInfo Command(string name) => (CmdletInfo)shared.Engine.Must("Get-Command $args[0]", name).Output.Single().BaseObject;
}
