using System;
using System.Net;
using System.Net.Sockets;

namespace TwilioEvents.Tests;

/// <summary>A port of loopback where nobody listens, and which nobody else gets: a connection to it is refused.</summary>
public sealed class Nobody : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Takes the port.</summary>
    public Nobody() => this.socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>Where nobody listens.</summary>
    public Uri BaseUri => new("http://127.0.0.1:" + ((IPEndPoint)this.socket.LocalEndPoint!).Port);

    /// <inheritdoc/>
    public void Dispose() => this.socket.Dispose();
}
