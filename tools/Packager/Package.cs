using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Xml.Linq;
using TwilioEvents.EmbeddedHost;

namespace TwilioEvents.Packager;

/// <summary>
/// The package that Install-PSResource and Install-Module take: the staged folder in a zip of NuGet's form.
/// The same folder gives the same bytes. Publish-PSResource would leave out the tags of the cmdlets, by which
/// the gallery finds a module, and would stamp the files with their times.
/// </summary>
public sealed class Package
{
    // The first moment that a zip can tell.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PSModuleInfo module;

    /// <summary>Reads a staged module.</summary>
    /// <param name="manifest">Its manifest. Everything in the same folder gets into the package.</param>
    /// <exception cref="InvalidDataException">Test-ModuleManifest finds something wrong with it.</exception>
    public Package(string manifest)
    {
        this.Folder = Path.GetDirectoryName(Path.GetFullPath(manifest))!;
        using var engine = new Engine();
        Result tested = engine.Run("Test-ModuleManifest $args[0]", manifest);
        if (tested.Terminating is not null || tested.Errors.Count + tested.Warnings.Count > 0)
        {
            throw new InvalidDataException(
                "Test-ModuleManifest says: "
                    + string.Join(" ", tested.Errors.Select(e => e.ToString()).Concat(tested.Warnings).Append(tested.Terminating?.Message))
                        .Trim());
        }

        this.module = (PSModuleInfo)tested.Output.Single().BaseObject;
        string? prerelease = ((this.module.PrivateData as Hashtable)?["PSData"] as Hashtable)?["Prerelease"] as string;
        this.Version = this.module.Version + (string.IsNullOrEmpty(prerelease) ? string.Empty : "-" + prerelease);
    }

    /// <summary>The module's name.</summary>
    public string Name => this.module.Name;

    /// <summary>The version, with the label of a prerelease behind it.</summary>
    public string Version { get; }

    /// <summary>The module's description.</summary>
    public string Description => this.module.Description;

    /// <summary>Where the project lives.</summary>
    public Uri ProjectUri => this.module.ProjectUri;

    /// <summary>The staged folder.</summary>
    public string Folder { get; }

    /// <summary>The files in it, as paths with / below the folder, in an order that no culture changes.</summary>
    public IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(this.Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(this.Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The files that hold a text, in UTF-8 or UTF-16: a path of the machine that built them has no place in a package.</summary>
    /// <param name="text">The text.</param>
    public IReadOnlyList<string> FilesThatHold(string text) => [.. this.Files.Where(file =>
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(Path.Combine(this.Folder, file));
        return bytes.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || bytes.IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;
    })];

    /// <summary>Writes the package.</summary>
    /// <param name="folder">Where to. It must exist.</param>
    /// <returns>The file.</returns>
    public string Write(string folder)
    {
        string path = Path.Combine(folder, this.Name + "." + this.Version + ".nupkg");
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        Add(zip, "_rels/.rels", this.Relationships());
        Add(zip, this.Name + ".nuspec", this.Specification());
        foreach (string file in this.Files) Add(zip, file, File.ReadAllBytes(Path.Combine(this.Folder, file)));
        Add(zip, "package/services/metadata/core-properties/properties.psmdcp", this.CoreProperties());
        Add(zip, "[Content_Types].xml", this.ContentTypes());
        return path;
    }

    private static void Add(ZipArchive zip, string name, XElement root)
    {
        using var text = new MemoryStream();
        using (var writer =
            System.Xml.XmlWriter.Create(text,
                new System.Xml.XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" })) root.Save(
                    writer);
        Add(zip, name, text.ToArray());
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
        entry.LastWriteTime = NoTime;
        using Stream stream = entry.Open();
        stream.Write(bytes);
    }

    /// <summary>What the gallery shows and searches.</summary>
    private XElement Specification()
    {
        XNamespace nuspec = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";
        IEnumerable<string> cmdlets = this.module.ExportedCmdlets.Keys.Order(StringComparer.Ordinal);
        IEnumerable<string> tags = this.module.Tags
            .Prepend("PSModule")
            .Concat(this.module.CompatiblePSEditions.Select(edition => "PSEdition_" + edition))
            .Append("PSIncludes_Cmdlet")
            .Concat(cmdlets.SelectMany(cmdlet => new[] { "PSCmdlet_" + cmdlet, "PSCommand_" + cmdlet }))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return new XElement(
            nuspec + "package",
            new XElement(
                nuspec + "metadata",
                new XElement(nuspec + "id", this.Name),
                new XElement(nuspec + "version", this.Version),
                new XElement(nuspec + "authors", this.module.Author),
                new XElement(nuspec + "owners", this.module.CompanyName),
                new XElement(nuspec + "requireLicenseAcceptance", false),
                new XElement(nuspec + "licenseUrl", this.module.LicenseUri),
                new XElement(nuspec + "projectUrl", this.module.ProjectUri),
                new XElement(nuspec + "iconUrl", this.module.IconUri),
                new XElement(nuspec + "description", this.Description),
                new XElement(nuspec + "releaseNotes", this.module.ReleaseNotes.ReplaceLineEndings("\n")),
                new XElement(nuspec + "copyright", this.module.Copyright),
                new XElement(nuspec + "tags", string.Join(' ', tags))));
    }

    /// <summary>Where older clients find the specification.</summary>
    private XElement Relationships()
    {
        XNamespace relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
        return new XElement(
            relationships + "Relationships",
            Relationship("specification", "http://schemas.microsoft.com/packaging/2010/07/manifest", "/" + this.Name + ".nuspec"),
            Relationship("properties", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "/package/services/metadata/core-properties/properties.psmdcp"));

        XElement Relationship(string id, string type, string target) =>
            new(relationships + "Relationship", new XAttribute("Type", type), new XAttribute("Target", target), new XAttribute("Id", id));
    }

    private XElement CoreProperties()
    {
        XNamespace properties = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dublin = "http://purl.org/dc/elements/1.1/";
        return new XElement(
            properties + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "dc", dublin),
            new XElement(dublin + "creator", this.module.Author),
            new XElement(dublin + "description", this.Description),
            new XElement(dublin + "identifier", this.Name),
            new XElement(properties + "version", this.Version));
    }

    /// <summary>A zip of this form says for each kind of part what it is.</summary>
    private XElement ContentTypes()
    {
        XNamespace types = "http://schemas.openxmlformats.org/package/2006/content-types";
        string[] extensions =
            [.. this.Files.Select(file => Path.GetExtension(file).TrimStart('.')).Where(extension => extension.Length > 0).Append("nuspec")
                .Distinct().Order(StringComparer.Ordinal)];
        return new XElement(
            types + "Types",
            Default("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            Default("psmdcp", "application/vnd.openxmlformats-package.core-properties+xml"),
            extensions.Select(extension => Default(extension, "application/octet")),
            this.Files.Where(file => !Path.HasExtension(file))
                .Select(file =>
                    new XElement(types + "Override", new XAttribute("PartName", "/" + file),
                        new XAttribute("ContentType", "application/octet"))));

        XElement Default(string extension, string type) =>
            new(types + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", type));
    }
}
