using System;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace TwilioEvents.Validation;

/// <summary>Says in words what is wrong with an ARN of Amazon's.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ValidateArnAttribute : ValidateArgumentsAttribute
{
    private static readonly Regex Arn = new(@"^arn:(?<partition>aws[a-z-]*):(?<service>[a-z0-9-]+):(?<region>[a-z0-9-]*):(?<account>\d{12}|\*?):(?<resource>\S+)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    public ValidateArnAttribute(string service) => this.Service = service;

    /// <summary>The service that the ARN must be of: kinesis or iam.</summary>
    public string Service { get; }

    /// <summary>What is wrong, or null.</summary>
    public static string? Problem(string arn, string service)
    {
        string right = service == "kinesis"
            ? " The ARN of a Kinesis stream looks like arn:aws:kinesis:us-east-1:111122223333:stream/events."
            : " The ARN of a role looks like arn:aws:iam::111122223333:role/twilio.";
        Match match = Arn.Match(arn);
        string shown = "'" + PlainText.Show(arn, 150) + "'";
        if (!match.Success) return shown + " is no ARN." + right;
        if (match.Groups["service"].Value != service) return shown + " is the ARN of something of the service " + match.Groups["service"].Value + ", not of " + service + "." + right;
        bool resource = match.Groups["resource"].Value.StartsWith(service == "kinesis" ? "stream/" : "role/", StringComparison.Ordinal);
        return resource ? null : shown + " does not name a " + (service == "kinesis" ? "stream" : "role") + "." + right;
    }

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (Problem(arguments?.ToString() ?? string.Empty, this.Service) is string problem) throw new ValidationMetadataException(problem);
    }
}
