using System;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>Says in words what is wrong with the path of a request.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ValidateApiPathAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        string path = arguments?.ToString() ?? string.Empty;
        if (TwilioEventsClient.ProblemOfPath(path) is string problem)
        {
            throw new ValidationMetadataException(
                "The path " + UnfitInput.Quote(path, 100) + " " + problem
                + ". Give a path of the Events API without a host, such as /v1/Sinks?PageSize=20.");
        }
    }
}
