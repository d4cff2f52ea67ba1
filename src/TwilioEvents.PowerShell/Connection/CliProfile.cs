using System;
using System.Collections.Generic;

namespace TwilioEvents.Connection;

/// <summary>A profile of Twilio's CLI, as its file is now.</summary>
internal sealed class CliProfile
{
    private readonly TwilioCliConfiguration configuration;

    private CliProfile(TwilioCliConfiguration configuration, string name)
    {
        this.configuration = configuration;
        this.Name = name;

        // The edge of the environment takes precedence over the others.
        this.Credentials = configuration.Profile(name,
            TwilioEnvironment.Value(Environment.GetEnvironmentVariable, TwilioEnvironment.Edge));
    }

    /// <summary>Its name, as the file writes it.</summary>
    public string Name { get; }

    /// <summary>Its credentials, region and edge.</summary>
    public TwilioCredentials Credentials { get; }

    /// <summary>The names of all profiles; none where there is no file.</summary>
    /// <exception cref="TwilioConfigurationException">The file is broken, locked or unreadable.</exception>
    public static IReadOnlyList<string> AllNames => Read()?.ProfileNames ?? Array.Empty<string>();

    private static string File => TwilioCliConfiguration.DefaultPath(Environment.GetEnvironmentVariable);

    /// <summary>The profile of that name, ignoring case, or null.</summary>
    /// <exception cref="TwilioConfigurationException">The file is broken, locked or unreadable, or the profile is incomplete.</exception>
    public static CliProfile? Find(string name) =>
        Read() is TwilioCliConfiguration all && all.Find(name) is string found ? new CliProfile(all, found) : null;

    /// <summary>The profile of that name, ignoring case.</summary>
    /// <exception cref="TwilioConfigurationException">There is no such profile, or no file, or one of them cannot be used.</exception>
    public static CliProfile Get(string name)
    {
        TwilioCliConfiguration all = Read() ?? throw TwilioCliConfiguration.NotThere(File);
        return new CliProfile(all, all.Find(name) ?? name);
    }

    /// <summary>The active profile, or null where there is none.</summary>
    /// <exception cref="TwilioConfigurationException">The file or the profile cannot be used, or profiles must be named.</exception>
    public static CliProfile? Active()
    {
        TwilioCliConfiguration? all = Read();
        if (all?.ActiveProfile is not string name) return null;
        return all.RequiresProfileName ? throw all.ProfileNameRequired() : new CliProfile(all, name);
    }

    /// <summary>The names of all profiles, for a message: the part of a sentence.</summary>
    /// <exception cref="TwilioConfigurationException">The file is broken, locked or unreadable.</exception>
    public static string ListNames() => Read() is TwilioCliConfiguration all
        ? TwilioCliConfiguration.Names(all.ProfileNames, all.ShownPath + " has no profiles", "profiles in " + all.ShownPath + ": ")
        : "Twilio's CLI has no " + PlainText.Show(File);

    /// <summary>What to warn of when it is used.</summary>
    public IReadOnlyList<string> Warnings() => SharedFileWarning.Of(this.configuration);

    private static TwilioCliConfiguration? Read() => TwilioCliConfiguration.Read(File);
}
