using System;
using System.Collections;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Errors;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Sends any request to the Events API.</summary>
/// <remarks>
/// <para>Use it for what Twilio has and this module does not cover yet, such as a new field or a new resource. The
/// request uses the credentials and the address of the connection. Retries, masked traces and errors are those of the
/// other cmdlets.</para>
/// <para>A DELETE asks first, as every cmdlet with a ConfirmImpact of High does, unless -Confirm:$false is given. A POST
/// asks if -Confirm or a $ConfirmPreference of Medium or Low requires it. A GET never asks. With -WhatIf, only a GET is
/// sent.</para>
/// <para>A POST is tried again only if Twilio cannot have acted on it, because it is not known what it would do
/// twice.</para>
/// </remarks>
/// <inputs type="System.String">Paths.</inputs>
/// <outputs type="System.Management.Automation.PSObject">The answer, as an object with Twilio's names. With -All, each
/// item of the list. Secrets in the configuration of a sink are masked. A DELETE writes nothing.</outputs>
/// <notes>A path outside the Events API is refused before anything is sent.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams">Twilio: Event Streams API</seealso>
[Cmdlet(VerbsLifecycle.Invoke, "TwilioEventsRequest", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = HelpPages.Root + "Invoke-TwilioEventsRequest.md")]
[OutputType(typeof(PSObject))]
public sealed class InvokeTwilioEventsRequestCommand : TwilioItemCommand
{
    private const string Get = "GET";
    private const string Post = "POST";
    private const string Delete = "DELETE";

    private IDictionary? fields;

    /// <summary>The method: GET reads, POST creates or changes, DELETE removes.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "GET, POST or DELETE")]
    [ChoiceTransformation(Get, Post, Delete)]
    [ValidateSet(Get, Post, Delete)]
    public string Method { get; set; } = Get;

    /// <summary>The path with its query, such as /v1/Sinks?PageSize=20. It begins with /v1/, and contains no host, no
    /// backslash and no '..'.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true,
        HelpMessage = "The path with its query, such as /v1/Sinks?PageSize=20")]
    [AllowEmptyString]
    [TextTransformation]
    [ValidateApiPath]
    [ArgumentCompleter(typeof(ApiPathCompleter))]
    public string Path { get; set; } = string.Empty;

    /// <summary>The fields of a POST: a hashtable with Twilio's names. A list becomes a field for each item, and a
    /// hashtable in it becomes JSON text. Errors show it masked, because it can contain secrets.</summary>
    [Parameter]
    [SecretTransformation(typeof(Hashtable))]
    public SecretArgument? Body { get; set; }

    /// <summary>Reads every page of a list, and writes each item.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    private protected override bool ChangesSomething => this.Method != Get;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        this.Method = this.Method.ToUpperInvariant();
        if (this.Body is not null) this.ReadBody(this.Body);
        if (this.Body is not null && this.Method != Post)
            this.Refuse("A " + this.Method + " has no body. Put the fields of a list into the query of -Path, or use POST.");
        if (this.All && this.Method != Get) this.Refuse("-All can be used only with GET.");
    }

    private protected override void ProcessInput()
    {
        string method = this.Method, path = this.Path;
        if (this.All)
        {
            this.SendList(path, client => client.RequestPages(path));
            return;
        }

        if (method != Get && !this.MaySend(method, path)) return;
        this.Send(path, path, (client, stop) => client.RequestAsync(method, path, this.fields, stop));
    }

    private void ReadBody(SecretArgument body)
    {
        if (InputKind.Unwrap(body.Value) is not IDictionary table)
        {
            this.Refuse("-Body is not a hashtable. Give one with Twilio's names, such as @{ Description = 'Orders' }.");
            return;
        }

        try
        {
            this.fields = (IDictionary?)PlainValue.Of(table);

            // A hashtable has no order.
            if (table is Hashtable) this.fields = new SortedList(this.fields, StringComparer.Ordinal);
        }
        catch (ArgumentException e)
        {
            this.Refuse("-Body cannot be sent. " + e.Message);
        }

        if (SecretMask.IsIn(this.fields)) this.Refuse("-Body contains a masked value (" + SecretMask.Mask + "), not the secret itself.");
    }

    // The attribute's impact is that of a DELETE; the engine would ask before each POST too.
    private bool MaySend(string method, string path)
    {
        bool asks = method == Delete || this.MyInvocation.BoundParameters.ContainsKey("Confirm") || this.IsWhatIf()
            || this.ConfirmsMedium();
        return !asks || this.MayDo("Send " + method + " " + PlainText.Show(path, 200));
    }

    private bool IsWhatIf() => this.MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? given is SwitchParameter { IsPresent: true }
        : LanguagePrimitives.IsTrue(this.GetVariableValue("WhatIfPreference"));

    private bool ConfirmsMedium() =>
        LanguagePrimitives.TryConvertTo(this.GetVariableValue("ConfirmPreference"), out ConfirmImpact preference)
            && preference is ConfirmImpact.Low or ConfirmImpact.Medium;

    private void Refuse(string problem) => this.ThrowTerminatingError(ErrorIds.InputInvalid.Record(new ArgumentException(problem)));
}
