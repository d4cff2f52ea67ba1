using System;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>Says in words what is wrong with an ARN of Amazon's.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ValidateArnAttribute : ValidateArgumentsAttribute
{
    public ValidateArnAttribute(string service) => this.Service = service;

    /// <summary>The service that the ARN must be of: kinesis or iam.</summary>
    public string Service { get; }

    /// <summary>What is wrong, or null.</summary>
    public static string? Problem(string arn, string service)
    {
        string right = service == "kinesis"
            ? " The ARN of a Kinesis stream looks like arn:aws:kinesis:us-east-1:111122223333:stream/events."
            : " The ARN of a role looks like arn:aws:iam::111122223333:role/twilio.";
        string shown = "'" + PlainText.Show(arn, 150) + "'";
        Arn? parsed = Arn.Parse(arn);
        if (parsed is null) return shown + " is not an ARN." + right;
        if (parsed.Service != service)
            return shown + " is the ARN of something of the service " + parsed.Service + ", not of " + service + "." + right;
        if (service == "kinesis" ? parsed.IsStream : parsed.IsRole) return null;
        return shown + " does not name a " + (service == "kinesis" ? "stream" : "role") + "." + right;
    }

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (Problem(arguments?.ToString() ?? string.Empty, this.Service) is string problem) throw new ValidationMetadataException(problem);
    }
}
