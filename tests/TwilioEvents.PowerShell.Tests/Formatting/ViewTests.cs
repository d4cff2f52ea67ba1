using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>
/// What every view has to have, and what a view makes of an answer that the sandbox does not give. How they look is in
/// tests/Pester.
/// </summary>
public sealed class ViewTests
{
    private const string Escape = "\u001b[";
    private static readonly string Folder = Path.GetDirectoryName(Engine.StagedManifest)!;
    private static readonly XDocument Format = XDocument.Load(Path.Combine(Folder, "TwilioEvents.Format.ps1xml"));

    [Fact]
    public void Each_type_has_a_table_a_list_and_a_wide_view_live_and_from_another_process()
    {
        using var engine = new ModuleEngine();
        foreach (Type type in Shown(engine))
        {
            foreach (string name in new[] { type.FullName!, "Deserialized." + type.FullName })
            {
                IEnumerable<string> controls =
                    Format.Descendants("View").Where(view => view.Element("ViewSelectedBy")!.Elements("TypeName").Any(t => t.Value == name))
                        .SelectMany(view => view.Elements()).Select(e => e.Name.LocalName)
                        .Where(n => n.EndsWith("Control", StringComparison.Ordinal));
                Assert.Equal(["ListControl", "TableControl", "WideControl"], controls.Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public void Each_view_names_properties_that_there_are_and_leaves_no_text_as_it_came()
    {
        using var engine = new ModuleEngine();
        Dictionary<string, Type> types = Shown(engine).ToDictionary(type => type.FullName!);
        foreach (XElement view in Format.Descendants("View"))
        {
            Type type = types[view.Element("ViewSelectedBy")!.Elements("TypeName").First().Value.Split('#')[0]];
            foreach (XElement script in view.Descendants("ScriptBlock"))
            {
                Ast ast = Parser.ParseInput(script.Value, out _, out ParseError[] errors);
                Assert.Empty(errors);
                string[] named =
                    [.. ast.FindAll(
                        node => node is MemberExpressionAst { Expression: VariableExpressionAst { VariablePath.UserPath: "_" } }, true)
                            .Select(node => ((MemberExpressionAst)node).Member.Extent.Text).Distinct()];
                Assert.All(named, name => Assert.NotNull(type.GetProperty(name)));
                bool isDate = named.All(name => type.GetProperty(name)!.PropertyType == typeof(DateTimeOffset?));
                if (script.Parent!.Name != "ItemSelectionCondition" && !isDate)
                    Assert.Contains(@"-replace '[\p{Cc}", script.Value, StringComparison.Ordinal);

                // ConstrainedLanguage mode allows no methods of ours and no types but the simple ones.
                Assert.Empty(ast.FindAll(node => node is InvokeMemberExpressionAst or TypeExpressionAst or CommandAst, true));
            }

            // Whoever reads a label in a list can ask for the property.
            Assert.All(view.Descendants("ListItem").Elements("Label"), label => Assert.NotNull(type.GetProperty(label.Value)));
            Type[] safe = [typeof(int), typeof(int?), typeof(bool), typeof(DateTimeOffset?)];
            Assert.All(view.Descendants("PropertyName"), name => Assert.Contains(type.GetProperty(name.Value)!.PropertyType, safe));
        }
    }

    [Theory]
    [InlineData("Get-TwilioSink")]
    [InlineData("Get-TwilioSubscription")]
    [InlineData("Get-TwilioEventType")]
    public void A_text_of_a_million_characters_is_cut_before_the_engine_wraps_it(string command)
    {
        string item =
            "{\"sid\":\"" + ModuleEngine.A + "\",\"type\":\"com.a.b\",\"description\":\"" + new string('x', 999) + "\uD83D\uDE00"
                + new string('y', 1_600_000) + "\"}";
        using var server =
            new ScriptedServer(
                _ => Reply.Http(200, "{\"sinks\":[" + item + "],\"subscriptions\":[" + item + "],\"types\":[" + item + "]}"));
        string printed = Printed(command, 120, colours: false, server.BaseUri);
        Assert.InRange(printed.Length, 1000, 20_000);
        string bare = Regex.Replace(printed, "\\s", string.Empty);
        Assert.Contains("\uD83D\uDE00...", bare, StringComparison.Ordinal);
        Assert.DoesNotContain('y', bare[bare.IndexOf("xxx", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void A_status_that_is_new_to_us_is_shown_as_it_is()
    {
        using var server =
            new ScriptedServer(
                _ => Reply.Http(200,
                    ScriptedServer.SinkJson(ModuleEngine.A, "d").Replace("\"active\"", "\"paused\"", StringComparison.Ordinal)));
        string printed = Printed("Get-TwilioSink " + ModuleEngine.A, 80, colours: true, server.BaseUri);
        Assert.Contains(" kinesis  paused      d", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-TwilioSink -Sid DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Get-TwilioSubscription DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Get-TwilioSubscribedEvent DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa com.twilio.x")]
    [InlineData("Get-TwilioEventType com.twilio.x")]
    [InlineData("Get-TwilioEventSchema A.B")]
    [InlineData("Get-TwilioEventSchemaVersion A.B 1")]
    [InlineData("Test-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Confirm-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x")]
    public void Whatever_Twilio_sends_or_leaves_out_a_terminal_obeys_nothing_of_it(string command)
    {
        const string Hostile = "\"a\\u001b[2J\\u202Eb\\u0007\\nc\"";
        string[] fields =
            ["sid", "description", "sink_type", "status", "sink_sid", "type", "subscription_sid", "schema_id", "id", "result", "url", "raw",
                "documentation_url"];
        using (var server =
            new ScriptedServer(_ => Reply.Http(200, "{" + string.Join(',', fields.Select(field => "\"" + field + "\":" + Hostile)) + "}")))
        {
            string printed = Printed("Set-StrictMode -Version Latest; " + command, 80, colours: true, server.BaseUri);
            Assert.DoesNotMatch(@"[\p{Cc}\u202E-[\n\u001b]]", printed);
            Assert.DoesNotContain(Escape + "2J", printed, StringComparison.Ordinal);
            Assert.Contains("a [2J b c", printed, StringComparison.Ordinal);
        }

        using var empty = new ScriptedServer(_ => Reply.Http(200, "{\"new\":1}"));
        using var engine = new Engine(new RecordingHost(80));
        Connect(engine, empty.BaseUri);
        Assert.Empty(engine.Run("Set-StrictMode -Version Latest; $global:Error.Clear(); " + command + " | Out-Default").Errors);
        Assert.Equal(0, Assert.Single(engine.Run("$global:Error.Count").Output).BaseObject);
    }

    [Fact]
    public void Dates_and_versions_are_what_they_are_so_that_they_sort_and_compare()
    {
        using var engine = new ModuleEngine();
        Type[] known =
            [typeof(string), typeof(int), typeof(int?), typeof(bool), typeof(DateTimeOffset?), typeof(Uri), typeof(object),
                typeof(PSCredential), typeof(IReadOnlyList<string>), typeof(double?)];
        foreach (PropertyInfo property in Shown(engine).SelectMany(type => type.GetProperties()))
        {
            bool isOurs =
                property.PropertyType.Namespace == "TwilioEvents"
                    || property.PropertyType.GenericTypeArguments is [{ Namespace: "TwilioEvents" }];
            Assert.True(isOurs || known.Contains(property.PropertyType), property.Name);
            if (property.Name.Contains("Date", StringComparison.Ordinal)) Assert.Equal(typeof(DateTimeOffset?), property.PropertyType);
            if (property.Name.EndsWith("Version", StringComparison.Ordinal)) Assert.Equal(typeof(int?), property.PropertyType);
        }
    }

    private static IReadOnlyList<Type> Shown(ModuleEngine engine) =>
        [.. engine.Must(
            "(Get-Module TwilioEvents).ExportedCmdlets.Values.OutputType.Type | ForEach-Object { $_ }; [TwilioEvents.TypeVersion]; "
                + "[TwilioEvents.ConfiguredSink]; [TwilioEvents.ConfiguredSubscription]")
                .Output.Select(type => (Type)type.BaseObject).Where(type => type.Namespace == "TwilioEvents").Distinct()];

    private static string Printed(string command, int width, bool colours, Uri server)
    {
        using var engine = new Engine(new RecordingHost(width, colours));
        Connect(engine, server);
        engine.Run(command + " | Out-Default");
        string printed = engine.Host.Take();
        if (!colours) Assert.DoesNotContain(Escape, printed, StringComparison.Ordinal);
        return printed;
    }

    private static void Connect(Engine engine, Uri server)
    {
        Assert.Empty(engine.Run("Import-Module $args[0]", Engine.StagedManifest).Errors);
        Assert.Empty(
            engine.Run("Connect-TwilioEvents $args[0] -BaseUri $args[1]", ModuleEngine.Credential(ModuleEngine.Account, "s"), server)
                .Errors);
        engine.Host.Take();
    }
}
