namespace TwilioEvents.Webhooks.Signatures;

/// <summary>Why a request is not as Twilio signed it.</summary>
internal enum SignatureFailure
{
    None,
    NoSignature,
    NoBodyHash,
    OtherBody,
    UnknownSettings,
    UnknownSharedKey,
    NoAuthToken,
    OtherKeyOrUrl,
}
