using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Text.RegularExpressions;
using TwilioEvents.EmbeddedHost;
using TwilioEvents.HelpGenerator;
using TwilioEvents.RealShell;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What the help of every cmdlet has to have, whichever cmdlets there are.</summary>
public sealed class HelpTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private static readonly Lazy<ModuleHelp> Loaded = new(ModuleHelp.Load);

    private static readonly Lazy<ExampleRunner> Run = new(() => ExampleRunner.Run(Help.Commands.SelectMany(command => command.Examples)));
    private static readonly Lazy<IReadOnlyList<CommandResult>> Views = new(() => Sessions.Run([[.. Help.Commands.SelectMany(ViewsOf)]])[0]);

    public static TheoryData<string> Cmdlets => [.. Loaded.Value.Commands.Select(command => command.Name)];

    public static TheoryData<string> Examples =>
        [.. Loaded.Value.Commands.SelectMany(command => command.Examples).Select(example => example.Place)];

    internal static ModuleHelp Help => Loaded.Value;

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_is_described(string name)
    {
        CommandHelp help = Command(name);
        Assert.EndsWith(".", Assert.Single(help.Synopsis.ToText()), StringComparison.Ordinal);
        Assert.False(help.Description.IsEmpty, name + " has no remarks.");
        Assert.False(help.Notes.IsEmpty, name + " has no notes: say there which errors come, or that none do.");
        Assert.True(help.Links.Count > 3, name + " has no seealso.");
        Assert.All(help.Links.Where(link => link.IsPage), link => Assert.Contains(link.Target, Markdown.Pages(Help).Keys));
        Assert.NotEmpty(help.Inputs);
        Assert.All(help.Inputs.Concat(help.Outputs),
            type => Assert.False(type.Description.IsEmpty, name + " does not describe the type " + type.Name + "."));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_the_help_says_comes_out_is_what_the_cmdlet_declares(string name)
    {
        CommandHelp help = Command(name);
        Type[] declared =
            [.. help.Class.GetCustomAttributes<OutputTypeAttribute>().SelectMany(attribute => attribute.Type).Select(type => type.Type)];
        Assert.NotEmpty(declared);
        Assert.All(help.Outputs.Where(type => type.Name != "None"), type => Assert.Contains(type.Name, declared.Select(d => d.FullName)));
        Assert.All(declared.Where(type => type != typeof(void)),
            type => Assert.Contains(type.FullName, help.Outputs.Select(output => output.Name)));
        Assert.NotEmpty(help.Outputs);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Each_parameter_is_described(string name) => Assert.All(Command(name).Parameters, parameter =>
    {
        Assert.False(parameter.Description.IsEmpty, name + " -" + parameter.Name + " has no summary.");
        Assert.EndsWith(".", parameter.Description.ToString(), StringComparison.Ordinal);
        if (parameter.Values?.Contains(" to ", StringComparison.Ordinal) is true
            && Regex.IsMatch(parameter.Description.ToString(), @"\d to \d"))
                Assert.Contains(parameter.Values, parameter.Description.ToString(), StringComparison.Ordinal);
    });

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void There_are_three_examples_or_more_with_remarks(string name)
    {
        CommandHelp help = Command(name);
        Assert.True(help.Examples.Count >= 3, name + " has " + help.Examples.Count + " examples.");
        Assert.Contains(help.Examples, example => example.IsRun);
        Assert.All(help.Examples, example =>
        {
            Assert.Contains(name, string.Concat(example.Steps.Select(step => step.Code)), StringComparison.OrdinalIgnoreCase);
            Assert.True(example.Remarks.Length > 0, example.Place + " has no remarks.");
        });

        bool takesInput = help.Parameters.Any(parameter => parameter.PipelineInput != "False");
        if (takesInput)
            Assert.Contains(help.Examples,
                example => example.Steps.Any(step => step.Code.Contains("| " + name, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Each_file_of_examples_belongs_to_a_cmdlet()
    {
        string folder = Path.GetDirectoryName(ExampleHelp.FileOf(string.Empty))!;
        var files = Directory.GetFiles(folder).Select(Path.GetFileNameWithoutExtension).ToHashSet();
        files.SymmetricExceptWith(Help.Commands.Select(command => command.Name));
        Assert.True(files.Count == 0, "Each cmdlet in CmdletsToExport of TwilioEvents.psd1 has a file in " + folder
            + ", and no other has one. This does not hold for " + string.Join(", ", files) + ".");
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_prints_what_it_says(string place)
    {
        ExampleHelp example = Help.Commands.SelectMany(command => command.Examples).Single(e => e.Place == place);
        Assert.All(example.Steps, step =>
        {
            Parser.ParseInput(step.Code, out _, out ParseError[] errors);
            Assert.Empty(errors);
            Assert.DoesNotContain("$env:TWILIO", example.IsRun ? step.Code : string.Empty, StringComparison.OrdinalIgnoreCase);
        });
        if (!example.IsRun) return;
        foreach ((CodeBlock step, string printed) in example.Steps.Zip(Run.Value.Printed(example)))
        {
            const string Prints = "'dotnet run --project tools/HelpGenerator -- prints' writes what it prints into its file.";
            string came = $"{place} prints:\n{printed}\n\nIts help says:\n{step.Prints}\n\n{Prints}";
            Assert.True(ExampleRunner.Matches(step.Prints ?? string.Empty, printed), came);
        }
    }

    [Theory]
    [InlineData("a\n...\nc", "a\nb\nb\nc", true)]
    [InlineData("a ... c", "a b c", true)]
    [InlineData("a\nc", "a\nb\nc", false)]
    [InlineData("a ... c", "a\nc", false)]
    [InlineData("", "a", false)]
    public void Three_dots_stand_for_what_varies(string said, string printed, bool matches) =>
        Assert.Equal(matches, ExampleRunner.Matches(said, printed));

    [Fact]
    public void An_empty_block_of_a_page_does_not_take_what_follows_it()
    {
        const string Page = "```powershell\nGet-A\n```\n\n```text\n```\n\n## Next\n\n```powershell\nGet-B\n\nGet-C\n```\n\n"
            + "```text\nb\n\nc\n```\n\n```powershell\n```\nRemark";
        Assert.Equal([new CodeBlock("Get-A", string.Empty, null), new("Get-B\n\nGet-C", "b\n\nc", null), new(string.Empty, null, null)],
            CodeBlock.ReadAll(Page));
        Assert.Equal("## Next\n\nRemark", CodeBlock.Replace(Page, _ => string.Empty));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Get_Help_Online_opens_the_page_of_the_cmdlet_in_the_project_that_the_manifest_names(string name)
    {
        var module = (PSModuleInfo)Assert.Single(shared.Engine.Must("Get-Module TwilioEvents").Output).BaseObject;
        Assert.Equal(module.ProjectUri + "/blob/main/docs/" + name + ".md", Command(name).HelpUri);
    }

    [Theory]
    [InlineData("TwilioEvents.psd1")]
    [InlineData("out/TwilioEvents/TwilioEvents.psd1")]
    public void Get_Help_finds_everything_from_the_root_and_from_where_it_is_staged(string manifest)
    {
        using var engine = new Engine();
        engine.Run("Import-Module $args[0]", Path.Combine(Engine.RepositoryRoot, manifest));
        foreach (CommandHelp command in Help.Commands)
        {
            PSObject help = Assert.Single(engine.Run("Get-Help $args[0] -Full", command.Name).Output);
            Assert.Equal(command.Synopsis.ToString(), help.Properties["Synopsis"].Value);
            Assert.Equal(command.Parameters.Select(p => p.Name),
                engine.Run("foreach ($parameter in $args[0].parameters.parameter) { $parameter.name }", help)
                    .Output.Select(o => o.ToString()));
        }

        foreach (AboutTopic topic in Help.Topics)
        {
            Assert.Equal(topic.ToText(),
                Assert.Single(engine.Run("Get-Help $args[0]", topic.Name).Output).ToString()
                    .Replace("\r", string.Empty, StringComparison.Ordinal));
            Assert.Single(engine.Run("(Get-Help $args[0]).Synopsis", topic.Name + "*").Output,
                synopsis => synopsis.ToString() == topic.Summary);
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Get_Help_reads_well_in_eighty_columns(string name)
    {
        int before = Help.Commands.TakeWhile(command => command.Name != name).Sum(command => ViewsOf(command).Count());
        Assert.All(Views.Value.Skip(before).Take(ViewsOf(Command(name)).Count()), view =>
        {
            Assert.Empty(view.Errors);
            Assert.NotEmpty(view.Printed);
            Assert.All(view.Printed.Split('\n'), line => Assert.True(line.Length <= 80, line));
        });
    }

    [Fact]
    public void The_topics_fit_eighty_columns() =>
        Assert.All(Help.Topics.SelectMany(topic => topic.ToText().Split('\n')),
            line => Assert.True(line.Length < 80 && line.All(char.IsAscii), line));

    [Fact]
    public void Each_error_id_is_described_once_and_used()
    {
        IReadOnlyList<ErrorKind> ids = Help.ErrorIds;
        Assert.Equal(ids.Count, ids.Select(id => id.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        string sources =
            string.Concat(
                Directory.GetFiles(Path.Combine(Engine.RepositoryRoot, "src", "TwilioEvents.PowerShell"), "*.cs",
                    SearchOption.AllDirectories).Select(File.ReadAllText));
        string topic = Help.Topics.Single(t => t.Name == "about_TwilioEvents_Errors").ToText();
        Assert.All(ids, id =>
        {
            Assert.StartsWith("Twilio", id.Name, StringComparison.Ordinal);
            Assert.EndsWith(".", id.When, StringComparison.Ordinal);
            Assert.EndsWith(".", id.Advice, StringComparison.Ordinal);
            Assert.Contains("ErrorIds." + id.Name["Twilio".Length..], sources, StringComparison.Ordinal);
            Assert.Contains("\n    " + id.Name + "\n", topic, StringComparison.Ordinal);
        });
    }

    // Without a parameter, to ask for all of them is an error in PowerShell's eyes.
    private static IEnumerable<string> ViewsOf(CommandHelp command) =>
        new[] { string.Empty, " -Detailed", " -Full", " -Examples", " -Parameter *" }
        .Where(view => view != " -Parameter *" || command.Parameters.Count > 0).Select(view => "Get-Help " + command.Name + view);

    private static CommandHelp Command(string name) => Help.Commands.Single(command => command.Name == name);
}
