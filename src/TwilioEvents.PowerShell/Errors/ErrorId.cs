using System;
using System.Management.Automation;

namespace TwilioEvents.Errors;

/// <summary>One kind of error. Error records and about_TwilioEvents_Errors take what they say from here.</summary>
internal sealed class ErrorId
{
    /// <summary>Describes the kind.</summary>
    /// <param name="name">What the FullyQualifiedErrorId begins with.</param>
    /// <param name="category">The category of its error records.</param>
    /// <param name="when">When it comes, in one or two sentences.</param>
    /// <param name="advice">What to do, in one or two sentences.</param>
    public ErrorId(string name, ErrorCategory category, string when, string advice)
    {
        this.Name = name;
        this.Category = category;
        this.When = when;
        this.Advice = advice;
    }

    public string Name { get; }

    public ErrorCategory Category { get; }

    public string When { get; }

    public string Advice { get; }

    /// <summary>An error record of this kind.</summary>
    /// <param name="exception">What happened, in words for the user.</param>
    /// <param name="target">The input that failed, or null where there is none.</param>
    /// <param name="page">A page of Twilio's that explains the error, behind the advice.</param>
    /// <param name="context">What else the message says, such as which connection was used; with a space before it.</param>
    public ErrorRecord Record(Exception exception, object? target = null, string? page = null, string context = "") =>
        new(exception, this.Name, this.Category, target)
    {
        ErrorDetails = new ErrorDetails(exception.Message + context)
        {
            RecommendedAction = page is null ? this.Advice : this.Advice + " See " + page,
        },
    };
}
