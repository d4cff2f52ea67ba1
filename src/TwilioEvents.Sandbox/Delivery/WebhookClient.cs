using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Sandbox.Delivery;

/// <summary>Sends requests to webhooks on this machine, over connections that it keeps.</summary>
internal sealed class WebhookClient : IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<WebhookConnection>> kept = new(StringComparer.Ordinal);

    /// <summary>Sends a request. It never fails: what goes wrong is the answer.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="request">The bytes.</param>
    /// <param name="limit">Is cancelled when the receiver has had its time.</param>
    public async Task<WebhookAnswer> SendAsync(WebhookTarget target, byte[] request, CancellationToken limit)
    {
        ConcurrentBag<WebhookConnection> free = this.kept.GetOrAdd(target.Uri.GetLeftPart(UriPartial.Authority), _ => new());
        WebhookAnswer? answer = null;

        // A connection that was kept may have been closed at the other end in the meantime: that is not an answer.
        while (answer is null && free.TryTake(out WebhookConnection connection))
            answer = await SendAsync(connection, free, request, isKept: true, limit).ConfigureAwait(false);
        if (answer is not null) return answer;
        try
        {
            WebhookConnection opened = await WebhookConnection.OpenAsync(target.Uri).ConfigureAwait(false);
            return (await SendAsync(opened, free, request, isKept: false, limit).ConfigureAwait(false))!;
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException or ObjectDisposedException)
        {
            return limit.IsCancellationRequested ? WebhookAnswer.Late : WebhookAnswer.Unreachable;
        }
    }

    public void Dispose()
    {
        foreach (ConcurrentBag<WebhookConnection> free in this.kept.Values)
        {
            while (free.TryTake(out WebhookConnection connection)) connection.Dispose();
        }
    }

    // Null where it was kept, and broke before anything was answered.
    private static async Task<WebhookAnswer?> SendAsync(
        WebhookConnection connection, ConcurrentBag<WebhookConnection> free, byte[] request, bool isKept, CancellationToken limit)
    {
        try
        {
            // On .NET Framework nothing else ends a read.
            using (limit.Register(connection.Dispose))
            {
                WebhookAnswer answer = WebhookAnswer.Of(await connection.SendAsync(request).ConfigureAwait(false));
                if (connection.IsOpen) free.Add(connection);
                else connection.Dispose();
                return answer;
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            connection.Dispose();
            if (limit.IsCancellationRequested) return WebhookAnswer.Late;
            return isKept && !connection.HasAnswered ? null : WebhookAnswer.Unreachable;
        }
    }
}
