using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Webhooks.Http;

namespace TwilioEvents.Sandbox.Tests;

/// <summary>A webhook on this machine that answers as a test says, and keeps what came.</summary>
internal sealed class Webhook : IDisposable
{
    private readonly HttpServer server;
    private readonly SemaphoreSlim arrived = new(0);

    public Webhook(Func<int, int> status)
    {
        int count = 0;
        this.server = HttpServer.Start(
            new HttpServerOptions(), request => this.AnswerAsync(request, status(Interlocked.Increment(ref count))), _ => { });
    }

    public int Port => this.server.Port;

    public ConcurrentQueue<HttpRequest> Requests { get; } = new();

    /// <summary>The events of all requests, as texts.</summary>
    public IEnumerable<string> Bodies => this.Requests.Select(request => Encoding.UTF8.GetString(request.Body));

    /// <summary>Waits for so many requests more.</summary>
    public async Task ArrivedAsync(int count = 1)
    {
        for (int i = 0; i < count; i++)
        {
            if (!await this.arrived.WaitAsync(TimeSpan.FromSeconds(30))) throw new TimeoutException("No request came.");
        }
    }

    public void Dispose()
    {
        this.server.Dispose();
        this.arrived.Dispose();
    }

    // 0 is no answer at all.
    private async Task<HttpAnswer> AnswerAsync(HttpRequest request, int status)
    {
        this.Requests.Enqueue(request);
        this.arrived.Release();
        if (status == 0) await Task.Delay(Timeout.Infinite);
        if (status < 0) throw new InvalidOperationException("The connection breaks.");
        return new HttpAnswer(status, "x");
    }
}
