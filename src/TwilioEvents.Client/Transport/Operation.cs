using System.Collections.Generic;
using System.Net.Http;

namespace TwilioEvents.Transport;

/// <summary>One operation of the Events API.</summary>
internal sealed class Operation
{
    private readonly string action;
    private readonly string? target;

    /// <param name="kind">What a repetition would do.</param>
    /// <param name="path">The path behind <see cref="Api"/>, escaped, with its query.</param>
    /// <param name="action">What it does, as in "Cannot ...".</param>
    /// <param name="target">What it does it to.</param>
    /// <param name="form">The fields of its body; null where it has none.</param>
    public Operation(
        OperationKind kind,
        string path,
        string action,
        string? target = null,
        IReadOnlyList<KeyValuePair<string, string>>? form = null)
    {
        this.Kind = kind;
        this.Path = path;
        this.action = action;
        this.target = target;
        this.Form = form;
    }

    /// <summary>What stands between the base and the path: v1, or that of a sandbox's own operations.</summary>
    public string Api { get; set; } = "v1";

    public OperationKind Kind { get; }

    public string Path { get; }

    public IReadOnlyList<KeyValuePair<string, string>>? Form { get; }

    public HttpMethod Method => this.Kind switch
    {
        OperationKind.Read => HttpMethod.Get,
        OperationKind.Delete => HttpMethod.Delete,
        _ => HttpMethod.Post,
    };

    /// <summary>A new body for one request; null for one that changes nothing.</summary>
    public FormBody? CreateBody()
    {
        if (this.Kind == OperationKind.Read) return null;
        return this.Form is null ? FormBody.Empty() : FormBody.Create(this.Form);
    }

    /// <summary>What it does to what, as in "Cannot ...".</summary>
    public string Action => this.target is null ? this.action : this.action + " " + PlainText.Show(this.target, 100);
}
