using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace TwilioEvents.Commands;

/// <summary>A list of which the first page is here, and each further one is asked for when the pipeline takes it.</summary>
internal sealed class ListResult
{
    private readonly Func<Task<IEnumerable<object?>?>> next;

    private ListResult(IEnumerable<object?>? first, Func<Task<IEnumerable<object?>?>> next)
    {
        this.Page = first;
        this.next = next;
    }

    /// <summary>The current page; null if there is no further one.</summary>
    public IEnumerable<object?>? Page { get; private set; }

    /// <summary>Asks for the first page.</summary>
    /// <param name="next">Asks for the next page, which is null behind the last.</param>
    /// <param name="take">What of it to write; null for all.</param>
    public static async Task<ListResult> StartAsync<T>(Func<Task<IReadOnlyList<T>?>> next, Func<T, bool>? take)
    {
        return new ListResult(await NextAsync().ConfigureAwait(false), NextAsync);

        async Task<IEnumerable<object?>?> NextAsync() =>
            (await next().ConfigureAwait(false))?.Where(item => take is null || take(item)).Cast<object?>();
    }

    /// <summary>Asks for the next page.</summary>
    public async Task<bool> MoveNextAsync()
    {
        this.Page = await this.next().ConfigureAwait(false);
        return this.Page is not null;
    }
}
