using System;
using System.IO;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.DesiredState;

namespace TwilioEvents.Commands;

/// <summary>The files of configurations: .psd1 and .json.</summary>
internal static class ConfigurationFile
{
    public const string DataFileExtension = ".psd1", JsonExtension = ".json";

    /// <summary>Reads a file into plain values.</summary>
    /// <exception cref="EventsConfigurationException">It is not data. All that is wrong is told.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static object? Read(string path) => IsJson(path) ? ConfigurationReader.ReadJson(File.ReadAllText(path))
        : DataFile.Read(File.ReadAllText(path));

    /// <summary>Writes a file. No secret is in it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, ConfigurationWriter configuration)
    {
        string text = IsJson(path) ? configuration.ToJson() : configuration.ToDataFile();

        // With a byte order mark: Windows PowerShell 5.1 takes a file without one for the system's code page.
        File.WriteAllText(path, text, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: !IsJson(path)));
    }

    /// <summary>The path in the file system.</summary>
    /// <exception cref="ArgumentException">It is not one, or its ending is not one of ours.</exception>
    public static string Resolve(SessionState session, string path, bool canBeFolder = false)
    {
        string resolved = session.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem") throw new ArgumentException("'" + PlainText.Show(path, 200) + "' is not a path of a file.");
        string extension = Path.GetExtension(resolved);
        bool isFile = IsJson(resolved) || extension.Equals(DataFileExtension, StringComparison.OrdinalIgnoreCase);
        if (isFile || (canBeFolder && IsFolder(path, resolved))) return resolved;
        throw new ArgumentException("'" + PlainText.Show(path, 200) + "' ends neither with .psd1 nor with .json"
            + (canBeFolder ? ", and is not a folder." : "."));
    }

    /// <summary>Whether a path names a folder: one that there is, or one that ends with a slash.</summary>
    public static bool IsFolder(string path, string resolved) =>
        Directory.Exists(resolved) || path.EndsWith("/", StringComparison.Ordinal) || path.EndsWith("\\", StringComparison.Ordinal);

    private static bool IsJson(string path) => Path.GetExtension(path).Equals(JsonExtension, StringComparison.OrdinalIgnoreCase);
}
