using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Completion;

/// <summary>What one press of Tab asks over a connection. All of it together takes about a second at most.</summary>
internal sealed class ResourceQuestions : IDisposable
{
    // One page is all that Tab waits for, and more than anybody reads.
    private const int PageSize = 1000;

    private readonly TwilioEventsClient client;
    private readonly RecentAnswers recent;
    private readonly CancellationTokenSource timeout;

    public ResourceQuestions(TwilioEventsConnection connection)
    {
        this.client =
            (connection.Client ?? throw new ObjectDisposedException(nameof(connection))).With(new CallOptions { MaximumRetryCount = 0 });
        this.recent = RecentAnswers.Of(connection);
        this.timeout = new CancellationTokenSource(this.recent.RequestTimeout);
    }

    public IReadOnlyList<Sink> Sinks() => this.FirstPage("sinks", () => this.client.ListSinks(pageSize: PageSize));

    public IReadOnlyList<Subscription> Subscriptions() =>
        this.FirstPage("subscriptions", () => this.client.ListSubscriptions(pageSize: PageSize));

    public IReadOnlyList<EventType> EventTypes() => this.FirstPage("types", () => this.client.ListEventTypes(pageSize: PageSize));

    public IReadOnlyList<SubscribedEvent> SubscribedEvents(string subscriptionSid) =>
        this.FirstPage("types of " + subscriptionSid, () => this.client.ListSubscribedEvents(subscriptionSid, PageSize));

    /// <summary>The versions of a schema, the newest first.</summary>
    public IEnumerable<EventSchemaVersion> Versions(string schemaId) =>
        this.FirstPage("versions of " + schemaId, () => this.client.ListSchemaVersions(schemaId, PageSize))
            .Where(version => version.SchemaVersion is not null).OrderByDescending(version => version.SchemaVersion);

    /// <summary>The schema of a type, or null.</summary>
    public string? SchemaOf(string type) =>
        this.EventTypes().FirstOrDefault(known => string.Equals(known.Type, type, StringComparison.OrdinalIgnoreCase))?.SchemaId;

    /// <inheritdoc/>
    public void Dispose()
    {
        // A caller that stops waiting leaves no request behind.
        this.timeout.Cancel();
        this.timeout.Dispose();
    }

    private IReadOnlyList<T> FirstPage<T>(string question, Func<Pages<T>> list) => this.recent.Get(question, () =>
    {
        CancellationToken stop = this.timeout.Token;

        // On another thread: what a call does before it first waits, such as looking for a proxy, takes its time too.
        Task<IReadOnlyList<T>?> page = Task.Run(() => list().NextAsync(stop), stop);
        page.Wait(stop);
        return page.Result ?? Array.Empty<T>();
    });
}
