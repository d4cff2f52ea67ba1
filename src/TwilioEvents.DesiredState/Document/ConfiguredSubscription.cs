using System.Collections.Generic;

namespace TwilioEvents;

/// <summary>A subscription as a configuration describes it.</summary>
public sealed class ConfiguredSubscription
{
    internal ConfiguredSubscription(string path, string? description, string? sid, string sink, IReadOnlyList<TypeVersion> types)
    {
        this.Path = path;
        this.Description = description;
        this.Sid = sid;
        this.Sink = sink;
        this.Types = types;
    }

    /// <summary>The description, which is the name of the subscription. Null only where a Sid names it.</summary>
    public string? Description { get; }

    /// <summary>The Sid, where the description alone does not name one subscription; otherwise null.</summary>
    public string? Sid { get; }

    /// <summary>The sink that gets the events: its description, or its Sid.</summary>
    public string Sink { get; }

    /// <summary>The types of events. One without a version equals any version.</summary>
    public IReadOnlyList<TypeVersion> Types { get; }

    /// <summary>Where it stands in the document, such as Subscriptions[0].</summary>
    internal string Path { get; }

    /// <summary>What people call it.</summary>
    internal string Name => this.Description ?? this.Sid!;

    /// <summary>The description, or the Sid.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => this.Name;
}
