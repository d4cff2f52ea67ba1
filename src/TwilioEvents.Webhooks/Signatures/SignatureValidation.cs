using TwilioEvents.Webhooks.Signatures;

namespace TwilioEvents;

/// <summary>What a check of a signature came to.</summary>
public sealed class SignatureValidation
{
    internal SignatureValidation(SignatureFailure failure, string? reason)
    {
        this.Failure = failure;
        this.Reason = reason;
    }

    /// <summary>Whether the request is as Twilio signed it.</summary>
    public bool IsValid => this.Failure == SignatureFailure.None;

    /// <summary>Why it is not, in words; null where it is.</summary>
    public string? Reason { get; }

    /// <summary>Why it is not, for code that counts.</summary>
    internal SignatureFailure Failure { get; }

    /// <summary>The result in words.</summary>
    /// <returns>Valid, or the reason why not.</returns>
    public override string ToString() => this.Reason ?? "Valid";
}
