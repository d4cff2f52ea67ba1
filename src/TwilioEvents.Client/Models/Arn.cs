using System;
using System.Text.RegularExpressions;

namespace TwilioEvents;

/// <summary>A name of something at Amazon: arn:partition:service:region:account:resource.</summary>
public sealed class Arn
{
    private static readonly Regex Pattern = new(
        @"^arn:aws[a-z-]*:(?<service>[a-z0-9-]+):[a-z0-9-]*:(\d{12}|\*?):(?<resource>\S+)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private Arn(string service, string resource)
    {
        this.Service = service;
        this.Resource = resource;
    }

    /// <summary>Such as kinesis.</summary>
    public string Service { get; }

    /// <summary>What it names there, such as stream/events.</summary>
    public string Resource { get; }

    /// <summary>Whether it is a stream of Kinesis.</summary>
    public bool IsStream => this.Service == "kinesis" && this.Resource.StartsWith("stream/", StringComparison.Ordinal);

    /// <summary>Whether it is a role.</summary>
    public bool IsRole => this.Service == "iam" && this.Resource.StartsWith("role/", StringComparison.Ordinal);

    /// <summary>Reads one.</summary>
    /// <param name="text">A text.</param>
    /// <returns>The name, or null where the text is not one.</returns>
    public static Arn? Parse(string text)
    {
        Match match = Pattern.Match(text);
        return match.Success ? new Arn(match.Groups["service"].Value, match.Groups["resource"].Value) : null;
    }
}
