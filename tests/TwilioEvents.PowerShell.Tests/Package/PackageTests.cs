using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TwilioEvents.EmbeddedHost;
using TwilioEvents.Packager;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class PackageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("TwilioEvents").FullName;

    [Fact]
    public void The_same_module_gives_the_same_bytes_wherever_and_whenever_it_was_built()
    {
        string[] manifests = [this.Staged("here"), this.Staged("there")];
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(manifests[1])!))
            File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        byte[][] packages =
            [.. manifests.Select(
                manifest => File.ReadAllBytes(new Package(manifest).Write(Path.GetDirectoryName(Path.GetDirectoryName(manifest))!)))];
        byte[][] bills = [.. manifests.Select(manifest => File.ReadAllBytes(BillOfMaterials.Write(new Package(manifest), this.folder)))];
        Assert.Equal(packages[0], packages[1]);
        Assert.Equal(bills[0], bills[1]);
    }

    [Fact]
    public void The_package_holds_the_staged_files_and_what_its_form_asks_for()
    {
        using ZipArchive zip = this.Zip();
        string staged = Path.GetDirectoryName(Engine.StagedManifest)!;
        string[] form =
            ["[Content_Types].xml", "_rels/.rels", "package/services/metadata/core-properties/properties.psmdcp", "TwilioEvents.nuspec"];
        Assert.Equal(
            Directory.GetFiles(staged, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(staged, f).Replace('\\', '/'))
                .Concat(form).Order(StringComparer.Ordinal),
            zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));

        // A part whose kind is not said makes the whole file unreadable for older clients.
        XElement[] kinds = [.. Root(zip, "[Content_Types].xml").Elements()];
        Assert.All(zip.Entries.Select(e => e.FullName).Where(name => name != "[Content_Types].xml"), name => Assert.Contains(
            kinds, kind =>
                (string?)kind.Attribute("PartName") == "/" + name
                    || "." + (string?)kind.Attribute("Extension") == Path.GetExtension(name)));
        Assert.All(Root(zip, "_rels/.rels").Elements(),
            link => Assert.NotNull(zip.GetEntry(((string)link.Attribute("Target")!).TrimStart('/'))));
    }

    [Fact]
    public void The_gallery_is_told_what_the_manifest_says()
    {
        using ZipArchive zip = this.Zip();
        Dictionary<string, string> told =
            Root(zip, "TwilioEvents.nuspec").Elements().Single().Elements().ToDictionary(e => e.Name.LocalName, e => e.Value);
        using var engine = new ModuleEngine();
        var module = (System.Management.Automation.PSModuleInfo)engine.Must("Get-Module TwilioEvents").Output.Single().BaseObject;
        Assert.Equal(("TwilioEvents", module.Version.ToString(), module.Author, module.Description),
            (told["id"], told["version"], told["authors"], told["description"]));
        Assert.Equal((module.ProjectUri.ToString(), module.LicenseUri.ToString(), module.IconUri.ToString()),
            (told["projectUrl"], told["licenseUrl"], told["iconUrl"]));
        string[] tags = told["tags"].Split(' ');
        Assert.Superset(module.ExportedCmdlets.Keys.SelectMany(name => new[] { "PSCmdlet_" + name, "PSCommand_" + name }).ToHashSet(),
            tags.ToHashSet());
        Assert.Superset(
            new HashSet<string> { "PSModule", "PSIncludes_Cmdlet", "PSEdition_Desktop", "PSEdition_Core", "Windows", "Linux", "MacOS" },
            tags.ToHashSet());
        Assert.Equal(tags.Length, tags.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.True(told["tags"].Length <= 4000,
            "The gallery takes at most 4000 characters of tags; these are " + told["tags"].Length + ".");
    }

    [Fact]
    public void The_release_notes_are_the_section_of_the_changelog()
    {
        using ZipArchive zip = this.Zip();
        XElement metadata = Root(zip, "TwilioEvents.nuspec").Elements().Single();
        string version = metadata.Elements().Single(e => e.Name.LocalName == "version").Value;
        string notes = metadata.Elements().Single(e => e.Name.LocalName == "releaseNotes").Value;
        string[] sections =
            Regex.Split(File.ReadAllText(Path.Combine(Engine.RepositoryRoot, "CHANGELOG.md")), "^## ", RegexOptions.Multiline);
        string section =
            sections.FirstOrDefault(s => s.StartsWith("[" + version + "]", StringComparison.Ordinal))
                ?? sections.Single(s => s.StartsWith("[Unreleased]", StringComparison.Ordinal));
        Assert.Equal(section[section.IndexOf('\n', StringComparison.Ordinal)..].Trim(), notes);
    }

    [Fact]
    public void The_bill_of_materials_lists_each_file_with_its_hash_and_the_library_that_is_not_ours()
    {
        var package = new Package(Engine.StagedManifest);
        using JsonDocument bill = JsonDocument.Parse(File.ReadAllText(BillOfMaterials.Write(package, this.folder)));
        JsonElement[] components = [.. bill.RootElement.GetProperty("components").EnumerateArray()];
        Assert.Equal(package.Files,
            components.Where(c => c.GetProperty("type").GetString() == "file").Select(c => c.GetProperty("name").GetString()!));
        Assert.All(components.Where(c => c.GetProperty("type").GetString() == "file"), c => Assert.Equal(
            Convert.ToHexStringLower(
                System.Security.Cryptography.SHA256.HashData(
                    File.ReadAllBytes(Path.Combine(package.Folder, c.GetProperty("name").GetString()!)))),
            c.GetProperty("hashes")[0].GetProperty("content").GetString()));
        string library = Assert.Single(components, c => c.GetProperty("type").GetString() == "library").GetProperty("purl").GetString()!;
        string pinned =
            (string)XDocument.Load(Path.Combine(Engine.RepositoryRoot, "Directory.Packages.props")).Descendants("PackageVersion")
                .Single(e => (string)e.Attribute("Include")! == "Newtonsoft.Json").Attribute("Version")!;
        Assert.Equal("pkg:nuget/Newtonsoft.Json@" + pinned, library);
        Assert.Equal("MIT",
            Assert.Single(
                Assert.Single(components, c => c.GetProperty("type").GetString() == "library").GetProperty("licenses").EnumerateArray())
                    .GetProperty("license").GetProperty("id").GetString());
        Assert.Equal(library,
            Assert.Single(bill.RootElement.GetProperty("dependencies")[0].GetProperty("dependsOn").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData("<package><metadata><license type=\"expression\">Apache-2.0</license></metadata></package>", "Apache-2.0")]
    [InlineData(
        "<package xmlns=\"urn:x\"><metadata><license "
            + "type=\"expression\">MIT</license><licenseUrl>https://x</licenseUrl></metadata></package>", "MIT")]
    [InlineData("<package><metadata><license type=\"expression\">MIT OR Apache-2.0</license></metadata></package>", null)]
    [InlineData("<package><metadata><license type=\"file\">LICENSE.md</license></metadata></package>", null)]
    [InlineData("<package><metadata><licenseUrl>https://x</licenseUrl></metadata></package>", null)]
    public void A_licence_is_named_by_its_SPDX_identifier_or_not_at_all(string specification, string? identifier)
    {
        XDocument document = XDocument.Parse(specification);
        if (identifier is null) Assert.Throws<InvalidDataException>(() => BillOfMaterials.License(document));
        else Assert.Equal(identifier, BillOfMaterials.License(document));
    }

    [Fact]
    public void A_path_of_the_machine_is_found_as_bytes_and_as_an_assembly_keeps_its_texts()
    {
        string manifest = this.Staged("here");
        string staged = Path.GetDirectoryName(manifest)!;
        File.WriteAllBytes(Path.Combine(staged, "narrow.dll"), [0, .. Encoding.UTF8.GetBytes("/home/someone/checkout/a.cs"), 0]);
        File.WriteAllBytes(Path.Combine(staged, "wide.dll"), [0, .. Encoding.Unicode.GetBytes("/home/someone/checkout/a.cs"), 0]);
        Assert.Equal(["narrow.dll", "wide.dll"], new Package(manifest).FilesThatHold("/home/someone/checkout"));
    }

    [Fact]
    public void A_manifest_with_something_wrong_is_not_packaged()
    {
        string manifest = this.Staged("here");
        File.Delete(Path.Combine(Path.GetDirectoryName(manifest)!, "TwilioEvents.Format.ps1xml"));
        Assert.Contains("TwilioEvents.Format.ps1xml", Assert.Throws<InvalidDataException>(() => new Package(manifest)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_address_of_the_project_is_the_one_in_the_manifest()
    {
        var made = new Regex(@"[\\/](bin|obj|out|\.git|en-US|node_modules|TestResults)[\\/]");
        var address = new Regex(@"https://github\.com/[\w.-]+/TwilioEvents\.PowerShell", RegexOptions.IgnoreCase);
        string project = new Package(Engine.StagedManifest).ProjectUri.ToString();
        Assert.Matches("^" + address + "$", project);
        IEnumerable<string> files =
            Directory.EnumerateFiles(Engine.RepositoryRoot, "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Where(file => !made.IsMatch(file[Engine.RepositoryRoot.Length..]) && !file.EndsWith(".git", StringComparison.Ordinal));
        Assert.All(files, file => Assert.All(address.Matches(File.ReadAllText(file)), found => Assert.Equal(project, found.Value)));
    }

    public void Dispose() => Directory.Delete(this.folder, recursive: true);

    private static XElement Root(ZipArchive zip, string name)
    {
        using Stream stream = zip.GetEntry(name)!.Open();
        return XElement.Load(stream);
    }

    private ZipArchive Zip() => ZipFile.OpenRead(new Package(Engine.StagedManifest).Write(this.folder));

    /// <summary>A copy of the staged module in a folder of the given name.</summary>
    private string Staged(string name)
    {
        string source = Path.GetDirectoryName(Engine.StagedManifest)!;
        string target = Path.Combine(this.folder, name, "TwilioEvents");
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return Path.Combine(target, "TwilioEvents.psd1");
    }
}
