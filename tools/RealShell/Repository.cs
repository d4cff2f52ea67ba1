using System.IO;
using System.Linq;
using System.Reflection;

namespace TwilioEvents.RealShell;

/// <summary>Where things are, as the build knew it.</summary>
public static class Repository
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = BuiltWith(typeof(Repository).Assembly, "RepositoryRoot");

    /// <summary>The manifest that the build staged.</summary>
    public static string StagedManifest => Path.Combine(Root, "out", "TwilioEvents", "TwilioEvents.psd1");

    /// <summary>What a project file left in its assembly: the value of an AssemblyMetadata item.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="key">The item's name.</param>
    /// <exception cref="System.InvalidOperationException">The project file has no such item.</exception>
    public static string BuiltWith(Assembly assembly, string key) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
