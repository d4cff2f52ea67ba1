using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Security;
using System.Text;
using TwilioEvents.Json;
using TwilioEvents.Secrets;

namespace TwilioEvents;

/// <summary>
/// The profiles in the file config.json of Twilio's CLI; only read, never written. Holds their secrets as
/// texts, as the file does, so it is read for each use and not kept. See https://www.twilio.com/docs/twilio-cli/general-usage/profiles.
/// </summary>
public sealed class TwilioCliConfiguration
{
    private const string FileName = "config.json";
    private const int GroupOrOthersMayRead = 0x24;

    /// <summary>Far above what the CLI writes: about 400 bytes for each profile.</summary>
    private const int MaximumBytes = 1024 * 1024;

    private readonly Dictionary<string, JsonMap> profiles = new(StringComparer.Ordinal);
    private readonly string? edge;

    private TwilioCliConfiguration(string path, JsonMap root)
    {
        this.Path = path;
        this.edge = Text(root, "edge");

        // The CLI itself writes the active profile under the older name.
        this.ActiveProfile = Text(root, "activeProfile") ?? Text(root, "activeProject");
        this.RequiresProfileName = root["requireProfileInput"] is not (null or false);
        if (root["profiles"] is not JsonMap map)
        {
            if (root["profiles"] is null) return;
            throw Broken(path, "'profiles' in it is not an object");
        }

        foreach (KeyValuePair<string, object?> profile in map.Properties)
        {
            this.profiles[profile.Key] =
                profile.Value as JsonMap
                    ?? throw Broken(path, "the profile '" + PlainText.Show(profile.Key, 60) + "' in it is not an object");
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The path of the file, safe to show.</summary>
    public string ShownPath => Shown(this.Path);

    /// <summary>The active profile, which is used if no profile is named and none must be; or null.</summary>
    public string? ActiveProfile { get; }

    /// <summary>
    /// Whether the active profile must not be used unless somebody names it: what 'twilio config:set
    /// --require-profile-input' sets, so that no command reaches an account by mistake.
    /// </summary>
    public bool RequiresProfileName { get; }

    /// <summary>The names of the profiles, sorted.</summary>
    public IReadOnlyList<string> ProfileNames => this.profiles.Keys.OrderBy(name => name, StringComparer.OrdinalIgnoreCase).ToList();

    /// <summary>Where the CLI keeps the file: in TWILIO_CONFIG_DIR, or else in .twilio-cli in the home folder, on Windows too.</summary>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <returns>The path, whether the file is there or not.</returns>
    public static string DefaultPath(Func<string, string?> variable)
    {
        if (variable is null) throw new ArgumentNullException(nameof(variable));
        if (TwilioEnvironment.Value(variable, "TWILIO_CONFIG_DIR") is string folder) return System.IO.Path.Combine(folder, FileName);
        string home =
            TwilioEnvironment.Value(variable, "HOME") ?? TwilioEnvironment.Value(variable, "USERPROFILE")
                ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return System.IO.Path.Combine(home, ".twilio-cli", FileName);
    }

    /// <summary>The error for a profile that is requested although there is no file.</summary>
    /// <param name="path">Where it should be.</param>
    /// <returns>The exception.</returns>
    public static TwilioConfigurationException NotThere(string path) => new(
        ConfigurationFailure.Profile, "There is no " + Shown(path) + ", where Twilio's CLI keeps its profiles. Run 'twilio login'.");

    /// <summary>Reads the file.</summary>
    /// <param name="path">The path of config.json.</param>
    /// <returns>The configuration, or null if there is no such file.</returns>
    /// <exception cref="TwilioConfigurationException">It is broken, locked, unreadable, not a regular file, or longer
    /// than 1 MB.</exception>
    public static TwilioCliConfiguration? Read(string path)
    {
        try
        {
            CheckFile(path);
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var text = new StreamReader(file, Encoding.UTF8);
            return new TwilioCliConfiguration(path, JsonText.Parse(text) as JsonMap ?? throw Broken(path, "it is not a JSON object"));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (FormatException e)
        {
            throw Broken(path, e.Message.TrimEnd('.'));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new TwilioConfigurationException(ConfigurationFailure.File,
                "The configuration of Twilio's CLI cannot be read. " + PlainText.Show(e.Message)
                    + " Close the program that locks it, or allow your user to read it.");
        }
    }

    /// <summary>Whether other users may read the file: known on Unix with .NET 7 or later, else false.</summary>
    /// <returns>True where its mode lets the group or all others read it.</returns>
    public bool IsReadableByOthers()
    {
        // netstandard2.0 does not have it.
        MethodInfo? mode =
            System.IO.Path.DirectorySeparatorChar == '/' ? typeof(File).GetMethod("GetUnixFileMode", new[] { typeof(string) }) : null;
        return mode is not null && ((int)mode.Invoke(null, new object[] { this.Path })! & GroupOrOthersMayRead) != 0;
    }

    /// <summary>The profile that a name means: exactly, or, where only one fits, in other capitals.</summary>
    /// <param name="name">A name as a user writes it.</param>
    /// <returns>The name as the file has it, or null.</returns>
    public string? Find(string name)
    {
        if (name is null) throw new ArgumentNullException(nameof(name));
        if (this.profiles.ContainsKey(name)) return name;
        List<string> alike = this.profiles.Keys.Where(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return alike.Count == 1 ? alike[0] : null;
    }

    /// <summary>The credentials of a profile, with its region and edge.</summary>
    /// <param name="name">A name that <see cref="Find"/> gave, or that of the active profile.</param>
    /// <param name="environmentEdge">TWILIO_EDGE, which takes precedence over the edges of the profile and the file; or null.</param>
    /// <returns>The credentials.</returns>
    /// <exception cref="TwilioConfigurationException">There is no such profile, or it is incomplete.</exception>
    public TwilioCredentials Profile(string name, string? environmentEdge)
    {
        string shown = (name == this.ActiveProfile ? "The active profile '" : "The profile '") + PlainText.Show(name, 60) + "'";
        if (!this.profiles.TryGetValue(name, out JsonMap? profile))
        {
            throw new TwilioConfigurationException(ConfigurationFailure.Profile,
                shown + " is not in " + this.ShownPath + ". " + Names(this.ProfileNames, "The file has no profiles", "Profiles: ") + ".");
        }

        foreach (string field in new[] { "accountSid", "apiKey", "apiSecret" })
        {
            if (Text(profile, field) is null)
                throw new TwilioConfigurationException(ConfigurationFailure.Profile,
                    shown + " in " + this.ShownPath + " has no " + field + ". Run 'twilio profiles:create --profile \""
                        + PlainText.Show(name, 60) + "\"' to create it again.");
        }

        using SecureString secret = SecretText.Protect(Text(profile, "apiSecret"));
        try
        {
            TwilioCredentials credentials = TwilioCredentials.CreateOfKey(Text(profile, "apiKey"), secret, Text(profile, "accountSid"));
            credentials.Region = Text(profile, "region");
            credentials.Edge = environmentEdge ?? Text(profile, "edge") ?? this.edge;
            return credentials;
        }
        catch (TwilioConfigurationException e)
        {
            throw new TwilioConfigurationException(ConfigurationFailure.Profile,
                shown + " in " + this.ShownPath + " cannot be used as credentials. " + e.Message);
        }
    }

    /// <summary>Names for a message: the first ten, and how many more there are.</summary>
    /// <param name="names">Names from outside.</param>
    /// <param name="none">What to say where there are none.</param>
    /// <param name="some">What to put in front of them.</param>
    /// <returns>A text that is safe to show.</returns>
    public static string Names(IReadOnlyCollection<string> names, string none, string some)
    {
        if (names is null) throw new ArgumentNullException(nameof(names));
        const int Shown = 10;
        if (names.Count == 0) return none;
        string more =
            names.Count > Shown ? " and " + (names.Count - Shown).ToString(System.Globalization.CultureInfo.InvariantCulture) + " more"
                : string.Empty;
        return some + string.Join(", ", names.Take(Shown).Select(name => PlainText.Show(name, 60))) + more;
    }

    /// <summary>The error of a command that names no profile where one has to be named.</summary>
    /// <returns>The exception.</returns>
    public TwilioConfigurationException ProfileNameRequired() => new(
        ConfigurationFailure.Profile,
        "Twilio's CLI is set to require the name of a profile (requireProfileInput in " + this.ShownPath + "), and none is named. "
        + Names(this.ProfileNames, "The file has no profiles", "Profiles: ")
        + ". Name one, or run 'twilio config:set --no-require-profile-input'.");

    // A FIFO or a device looks empty, and opening or reading one may never end: so the length is looked at before.
    private static void CheckFile(string path)
    {
        var file = new FileInfo(LinkTarget(path));
        if (!file.Exists) return;
        if (file.Length == 0) throw Broken(path, "it is empty, or not a regular file");
        if (file.Length > MaximumBytes) throw Broken(path, "it is longer than 1 MB");
    }

    // The length of a link is its own. netstandard2.0 cannot follow one; .NET 6 and later can.
    private static string LinkTarget(string path)
    {
        MethodInfo? resolve = typeof(File).GetMethod("ResolveLinkTarget", new[] { typeof(string), typeof(bool) });
        try
        {
            return (resolve?.Invoke(null, new object[] { path, true }) as FileSystemInfo)?.FullName ?? path;
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Capture(e.InnerException).Throw();
            throw;
        }
    }

    private static string Shown(string path) => PlainText.Show(path);

    private static string? Text(JsonMap map, string name) => map.Text(name) is string text && text.Trim().Length > 0 ? text.Trim() : null;

    private static TwilioConfigurationException Broken(string path, string problem) => new(
        ConfigurationFailure.File,
        "The configuration of Twilio's CLI at " + Shown(path) + " is broken: " + problem
            + ". Repair it, or move it away and run 'twilio login'.");
}
