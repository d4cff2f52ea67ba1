using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Sandbox;

/// <summary>A way into a sandbox for a client of the same process that ends before the sandbox does: it leaves it undisposed.</summary>
public sealed class SandboxDoor : HttpMessageHandler
{
    private readonly HttpMessageInvoker invoker;

    /// <summary>Opens a way into a sandbox.</summary>
    /// <param name="sandbox">What answers.</param>
    public SandboxDoor(SandboxHandler sandbox) =>
        this.invoker = new HttpMessageInvoker(sandbox ?? throw new ArgumentNullException(nameof(sandbox)), disposeHandler: false);

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        this.invoker.SendAsync(request, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) this.invoker.Dispose();
        base.Dispose(disposing);
    }
}
