using System.Collections.Generic;
using System.Net.Http;

namespace TwilioEvents.Http;

/// <summary>What a repetition of an operation would do; decides what may be retried. See <see cref="RetryRules"/>.</summary>
internal enum OperationKind
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Done twice, it is as done once.</summary>
    Update,

    /// <summary>Done twice, the second finds nothing.</summary>
    Delete,

    /// <summary>Done twice, there are two.</summary>
    Create,
}

/// <summary>One operation of the Events API.</summary>
internal sealed class Operation
{
    private readonly string deed;
    private readonly string? name;

    /// <param name="kind">What a repetition would do.</param>
    /// <param name="path">The path behind /v1/, escaped, with its query.</param>
    /// <param name="deed">What it does, as in "Cannot ...".</param>
    /// <param name="name">What it does it to.</param>
    /// <param name="form">The fields of its body; null where it has none.</param>
    public Operation(OperationKind kind, string path, string deed, string? name = null, IReadOnlyList<KeyValuePair<string, string>>? form = null)
    {
        this.Kind = kind;
        this.Path = path;
        this.deed = deed;
        this.name = name;
        this.Form = form;
    }

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
    public FormBody? CreateBody() => this.Kind == OperationKind.Read ? null : this.Form is null ? FormBody.Empty() : FormBody.Create(this.Form);

    /// <summary>What it does to what, as in "Cannot ...".</summary>
    public string Deed => this.name is null ? this.deed : this.deed + " " + PlainText.Show(this.name, 100);
}
