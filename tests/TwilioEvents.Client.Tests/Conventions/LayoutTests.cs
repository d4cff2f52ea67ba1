using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>The folders of the assemblies: a namespace each, and no circle between them.</summary>
public sealed class LayoutTests
{
    private const string Root = "(root)";

    // Where the types stand that scripts name, whichever assembly they are in.
    private const string Scripts = "TwilioEvents";

    private static readonly Regex Declaration = new(
        @"(?m)^(?<access>public|internal) (?:static |sealed |abstract |partial |readonly )*"
            + @"(?:class|struct|enum|interface|delegate [\w?<>]+) (?<name>\w+)");

    private static readonly Regex CommentOrText = new(@"//[^\n]*|\$?@?""(?:[^""\\\n]|\\.)*""|'(?:[^'\\\n]|\\.)+'");

    [Theory]
    [InlineData("TwilioEvents.Client", "TwilioEvents")]
    [InlineData("TwilioEvents.Sandbox", "TwilioEvents.Sandbox")]
    [InlineData("TwilioEvents.Webhooks", "TwilioEvents.Webhooks")]
    [InlineData("TwilioEvents.DesiredState", "TwilioEvents.DesiredState")]
    [InlineData("TwilioEvents.PowerShell", "TwilioEvents")]
    public void A_namespace_follows_its_folder_and_what_is_public_may_stand_in_the_shortest(string project, string shortest)
    {
        Assert.All(Sources(project), source =>
        {
            bool isPublic = source.Declared.All(type => type.IsPublic);
            string expected = source.Folder == Root ? shortest : shortest + "." + source.Folder;
            Assert.True(source.Namespace == expected || (isPublic && (source.Namespace == shortest || source.Namespace == Scripts)),
                source.Path + " is in " + source.Namespace);
        });
    }

    [Theory]
    [InlineData("TwilioEvents.Client", 4)]
    [InlineData("TwilioEvents.Sandbox", 3)]
    [InlineData("TwilioEvents.Webhooks", 0)]
    [InlineData("TwilioEvents.DesiredState", 2)]
    [InlineData("TwilioEvents.PowerShell", 7)]
    public void Folders_form_no_circle_and_nothing_in_them_needs_what_stands_above(string project, int least)
    {
        Dictionary<string, HashSet<string>> arrows = Arrows([.. Sources(project)]);
        Assert.True(arrows.Count > least, "Too few folders were found.");
        Assert.DoesNotContain(arrows, arrow => arrow.Key != Root && arrow.Value.Contains(Root));

        // Whoever needs nothing that is left is taken away, until nobody is left, or a circle.
        while (arrows.Count > 0)
        {
            string? free = arrows.Keys.FirstOrDefault(folder => !arrows[folder].Overlaps(arrows.Keys));
            Assert.True(free is not null,
                "A circle: " + string.Join("; ", arrows.Select(arrow => arrow.Key + " needs " + string.Join(", ", arrow.Value))));
            arrows.Remove(free!);
        }
    }

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("tools")]
    [InlineData("samples")]
    [InlineData("bench")]
    public void No_line_is_longer_than_140_columns(string part)
    {
        string[] paths = [.. Written(InRepository(part))];
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.All(File.ReadAllLines(path), (line, index) =>
            Assert.True(line.Length <= 140, $"{path}({index + 1}) has {line.Length} columns.")));
    }

    [Fact]
    public void A_file_of_src_has_fewer_than_250_lines()
    {
        string[] paths = [.. Written(InRepository("src"))];
        Assert.NotEmpty(paths);
        Assert.All(paths, path =>
        {
            int lines = File.ReadLines(path).Count();
            Assert.True(lines < 250, $"{path} has {lines} lines. Move one of its concerns to a file with a name of its own.");
        });
    }

    [Fact]
    public void The_text_of_a_warning_stands_in_a_file_that_is_named_so()
    {
        string[] named = [.. Written(InRepository("src")).Where(path => path.EndsWith("Warning.cs", StringComparison.Ordinal))];
        Assert.NotEmpty(named);
        Assert.All(Written(InRepository("src")).Except(named), path =>
            Assert.False(Regex.IsMatch(File.ReadAllText(path), @"WriteWarning\(\s*[$@]*"""), path + " holds the text of a warning."));
    }

    private static IEnumerable<Source> Sources(string project)
    {
        string root = InRepository(Path.Combine("src", project));
        foreach (string path in Written(root))
        {
            string[] steps = path.Substring(root.Length + 1).Split(Path.DirectorySeparatorChar);
            yield return new Source(path, steps.Length == 1 ? Root : steps[0], File.ReadAllText(path));
        }
    }

    private static string InRepository(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(here, "../../../..", path));

    // What somebody wrote, and not a build.
    private static IEnumerable<string> Written(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(step => step is "obj" or "bin"));

    // By name: no two types of a project have the same, and a property with the name of a type is of that type.
    private static Dictionary<string, HashSet<string>> Arrows(List<Source> sources)
    {
        var homes = new Dictionary<string, string>();
        foreach (Source source in sources)
        {
            foreach ((string name, _) in source.Declared) homes[name] = source.Folder;
        }

        return sources.GroupBy(source => source.Folder).ToDictionary(
            folder => folder.Key,
            folder => new HashSet<string>(
                folder.SelectMany(source => source.Words).Where(homes.ContainsKey).Select(word => homes[word])
                    .Where(home => home != folder.Key)));
    }

    private sealed class Source(string path, string folder, string text)
    {
        public string Folder => folder;

        public string Path => path;

        public string Namespace { get; } = Regex.Match(text, @"(?m)^namespace ([\w.]+);").Groups[1].Value;

        public IReadOnlyList<(string Name, bool IsPublic)> Declared { get; } =
            [.. Declaration.Matches(text).Cast<Match>()
                .Select(match => (match.Groups["name"].Value, match.Groups["access"].Value == "public"))];

        public IEnumerable<string> Words =>
            Regex.Matches(CommentOrText.Replace(text, " "), @"\w+").Cast<Match>().Select(match => match.Value);
    }
}
