using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Errors;
using TwilioEvents.Help;
using TwilioEvents.Webhooks;

namespace TwilioEvents.Commands;

/// <summary>Says whether a request is as Twilio signed it.</summary>
/// <remarks>
/// <para>Twilio signs each delivery to a webhook: the header X-Twilio-Signature is an HMAC-SHA1 of the URL with the Auth
/// Token, and bodySHA256 in the query of the URL is the SHA-256 of the body. Both are checked, in constant time. Where the
/// header X-Twilio-Webhooks-Signature-Settings names a shared key, that key has signed, and -SharedKey gives it.</para>
/// <para>Give the URL that Twilio calls, and the body as it came. Behind a proxy or a tunnel, the URL is the public one. The
/// port and the user information may be missing or be there, and the scheme and the host may be in either case; the path and
/// the query are compared character for character.</para>
/// <para>Every error is non-terminating and leaves no output, so that 'if (-not (Test-TwilioSignature ...))' refuses the
/// request also where something is wrong with the call. Nothing is sent to Twilio.</para>
/// </remarks>
/// <inputs type="System.Void">This command takes no input from the pipeline.</inputs>
/// <outputs type="System.Boolean">True where the signature and the body are right.</outputs>
/// <outputs type="TwilioEvents.SignatureValidation">With -Detailed: IsValid, and the Reason where it is not.</outputs>
/// <notes>A connection with an API key cannot check a signature: give -AuthToken.</notes>
/// <seealso href="https://www.twilio.com/docs/usage/webhooks/webhooks-security">Twilio: Webhooks security</seealso>
[Cmdlet(VerbsDiagnostic.Test, "TwilioSignature", DefaultParameterSetName = "Headers",
    HelpUri = HelpPages.Root + "Test-TwilioSignature.md")]
[OutputType(typeof(bool), typeof(SignatureValidation))]
public sealed class TestTwilioSignatureCommand : TwilioVerifyingCommand
{
    private const string ByHeaders = "Headers";
    private const string BySignature = "Signature";

    /// <summary>The whole URL that Twilio calls, with its query: https://host/path?...bodySHA256=...</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The whole URL that Twilio calls, with its query")]
    [AllowNull]
    [AllowEmptyString]
    [RequestTextTransformation]
    public string? Uri { get; set; }

    /// <summary>
    /// The raw body of the request: a text, or bytes. Azure Functions has it in $Request.RawBody, Pode in
    /// $WebEvent.Request.RawBody.
    /// </summary>
    [Parameter(Mandatory = true, HelpMessage = "The raw body of the request: a text, or bytes")]
    [AllowNull]
    [SecretTransformation(typeof(object))]
    public SecretArgument? Body { get; set; }

    /// <summary>
    /// The headers of the request: a hashtable or other dictionary, a NameValueCollection, or an object with properties. Names
    /// are taken in any case, and a header may have several values.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByHeaders, HelpMessage = "The headers of the request, such as $Request.Headers")]
    [AllowNull]
    [SecretTransformation(typeof(object))]
    public SecretArgument? Headers { get; set; }

    /// <summary>The value of the header X-Twilio-Signature, where the headers are not at hand.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySignature, HelpMessage = "The value of the header X-Twilio-Signature")]
    [AllowNull]
    [AllowEmptyString]
    [RequestTextTransformation]
    public string? Signature { get; set; }

    /// <summary>
    /// Shared keys that may have signed: a hashtable with the name of each key at Twilio, and the key as a SecureString.
    /// </summary>
    [Parameter(ParameterSetName = ByHeaders)]
    [SecretTransformation(typeof(IDictionary))]
    public SecretArgument? SharedKey { get; set; }

    /// <summary>Writes an object with IsValid and Reason, not True or False.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        SignatureValidator? validator = this.CreateValidator(this.SharedKey, out ErrorRecord? error);
        try
        {
            if (validator is null) this.WriteError(error);
            else this.Write(validator.Validate(this.Address(), RawBody.ToBytes(this.Body?.Value), this.Signatures(), this.Settings()));
        }
        catch (ArgumentException e)
        {
            this.WriteError(ErrorIds.InputInvalid.Record(e));
        }
    }

    private void Write(SignatureValidation result) => this.WriteObject(this.Detailed ? (object)result : result.IsValid);

    private string Address() => this.Uri is string uri && SinkShape.IsWebAddress(uri) ? uri : throw new ArgumentException(
        "-Uri is not a whole URL. Give the one that Twilio calls, with its query, such as https://example.com/events?bodySHA256=...");

    private IReadOnlyList<string> Signatures() => this.ParameterSetName == BySignature
        ? new[] { this.Signature ?? string.Empty } : this.Header(SignatureValidator.SignatureHeader);

    private IReadOnlyList<string> Settings() => this.ParameterSetName == BySignature
        ? Array.Empty<string>() : this.Header(SignatureValidator.SettingsHeader);

    private IReadOnlyList<string> Header(string name) => RequestHeaders.Find(this.Headers?.Value, name) ?? throw new ArgumentException(
        "-Headers takes the headers of the request: a hashtable or other dictionary, a NameValueCollection, or an object with "
            + "properties. Azure Functions has them in $Request.Headers, Pode in $WebEvent.Request.Headers.");
}
