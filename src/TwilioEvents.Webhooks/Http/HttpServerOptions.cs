using System;
using System.Net;

namespace TwilioEvents.Webhooks.Http;

/// <summary>Where an <see cref="HttpServer"/> listens, and how much it takes from senders that nobody knows.</summary>
public sealed class HttpServerOptions
{
    /// <summary>The port; 0 for a free one.</summary>
    public int Port { get; set; }

    /// <summary>The one address to listen on; null for 127.0.0.1 and, where the machine has it, ::1.</summary>
    public IPAddress? ListenAddress { get; set; }

    /// <summary>How many bytes a body has at most: 4 MiB by default. A larger one is not kept, and the request says so.</summary>
    public int MaximumBodySize { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many bytes the bodies of all requests in hand have at most: 64 MiB by default.</summary>
    public int MaximumBodySizeInTotal { get; set; } = 64 * 1024 * 1024;

    /// <summary>How many connections there are at a time at most: 1,000 by default. For one more, the one that has been reading
    /// for the longest time is closed.</summary>
    public int MaximumConnections { get; set; } = 1000;

    /// <summary>How long a head may take from its first byte, or from the connection for the first request: 5 s by default.</summary>
    public TimeSpan HeadTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a body may take after its head: 10 s by default. A sender also has so long to take an answer.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may be silent between two requests: 2 minutes by default.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Time, as the server sees it.</summary>
    public Clock Clock { get; set; } = Clock.System;
}
