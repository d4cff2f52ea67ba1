using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace TwilioEvents.Packager;

/// <summary>The software bill of materials, in CycloneDX's JSON: each file with its hash, and each library that is not ours.</summary>
public static class BillOfMaterials
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes it.</summary>
    /// <param name="package">The module it is of.</param>
    /// <param name="folder">Where to. It must exist.</param>
    /// <returns>The file.</returns>
    public static string Write(Package package, string folder)
    {
        string name = package.Name + "@" + package.Version;
        JsonObject[] libraries =
            [.. package.Files.Where(
                file => file.EndsWith(".dll", StringComparison.Ordinal) && !file.StartsWith(package.Name + ".", StringComparison.Ordinal))
                    .Select(file => Library(package.Folder, file))];
        var bill = new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject
                {
                    ["type"] = "library",
                    ["bom-ref"] = name,
                    ["name"] = package.Name,
                    ["version"] = package.Version,
                    ["description"] = package.Description,
                    ["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = "MIT" } }),
                    ["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "vcs", ["url"] = package.ProjectUri.ToString() }),
                },
            },
            ["components"] = new JsonArray([.. libraries, .. package.Files.Select(file => new JsonObject
            {
                ["type"] = "file",
                ["name"] = file,
                ["hashes"] = Hashes(Path.Combine(package.Folder, file)),
            })]),
            ["dependencies"] = new JsonArray(new JsonObject
            {
                ["ref"] = name,
                ["dependsOn"] = new JsonArray([.. libraries.Select(library => library["bom-ref"]!.DeepClone())]),
            }),
        };
        string path = Path.Combine(folder, package.Name + "." + package.Version + ".cdx.json");
        File.WriteAllText(path, bill.ToJsonString(Indented) + "\n");
        return path;
    }

    /// <summary>The SHA-256 of a file, as sha256sum writes it.</summary>
    /// <param name="file">The file.</param>
    public static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    /// <summary>The licence of a library, as an SPDX identifier.</summary>
    /// <param name="specification">The NuGet specification of the package that it came in.</param>
    /// <exception cref="InvalidDataException">The specification has no single SPDX identifier.</exception>
    public static string License(XDocument specification)
    {
        XElement? license = specification.Descendants().SingleOrDefault(element => element.Name.LocalName == "license");
        return license is not null && (string?)license.Attribute("type") == "expression" && !license.Value.Contains(' ')
            ? license.Value
            : throw new InvalidDataException("The package's specification names no single licence by its SPDX identifier.");
    }

    /// <summary>An assembly that came from a NuGet package of the same name, whose specification the project embeds.</summary>
    private static JsonObject Library(string folder, string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        string path = Path.Combine(folder, file);
        string version = FileVersionInfo.GetVersionInfo(path).ProductVersion!.Split('+')[0];
        string address = "pkg:nuget/" + name + "@" + version;
        return new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = address,
            ["name"] = name,
            ["version"] = version,
            ["purl"] = address,
            ["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = License(Specification(name)) } }),
            ["hashes"] = Hashes(path),
        };
    }

    private static XDocument Specification(string library)
    {
        using Stream text = typeof(BillOfMaterials).Assembly.GetManifestResourceStream(library + ".nuspec")
            ?? throw new InvalidDataException("The specification of " + library + " is not embedded: Packager.csproj has to name it.");
        return XDocument.Load(text);
    }

    private static JsonArray Hashes(string file) => new(new JsonObject { ["alg"] = "SHA-256", ["content"] = Hash(file) });
}
