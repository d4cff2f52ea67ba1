using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TwilioEvents.Webhooks.Http;

/// <summary>Opens the sockets that a server listens on: one for its address, or one for each address of this machine's loopback.</summary>
internal static class ListeningSockets
{
    /// <summary>How many connections may wait to be accepted.</summary>
    private const int Backlog = 512;

    /// <summary>How often a port is tried that is to be free on both addresses.</summary>
    private const int PortTries = 20;

    /// <summary>Opens them, all on the same port.</summary>
    /// <exception cref="SocketException">The port is in use, or the address is not this machine's.</exception>
    public static IReadOnlyList<Socket> Open(HttpServerOptions options)
    {
        var sockets = new List<Socket>();
        try
        {
            if (options.ListenAddress is IPAddress address)
            {
                sockets.Add(Bind(address, options.Port));
            }
            else if (!BindLoopback(options.Port, sockets))
            {
                // The free port of one address was taken on the other: the next one is another.
                int tries = 1;
                while (!BindLoopback(0, sockets))
                {
                    if (++tries >= PortTries) throw new SocketException((int)SocketError.AddressAlreadyInUse);
                }
            }

            foreach (Socket socket in sockets) socket.Listen(Backlog);
            return sockets;
        }
        catch
        {
            foreach (Socket socket in sockets) socket.Dispose();
            throw;
        }
    }

    // False where port 0 was asked for, and the one that was free is not so on both addresses.
    private static bool BindLoopback(int port, List<Socket> sockets)
    {
        Socket first = Bind(IPAddress.Loopback, port);
        sockets.Add(first);
        if (!Socket.OSSupportsIPv6) return true;
        try
        {
            sockets.Add(Bind(IPAddress.IPv6Loopback, ((IPEndPoint)first.LocalEndPoint).Port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // A machine that knows IPv6 and has it switched off.
            return true;
        }
        catch (SocketException) when (port == 0)
        {
            first.Dispose();
            sockets.Clear();
            return false;
        }
    }

    private static Socket Bind(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Elsewhere nobody else can bind the port as it is, and this option would keep it from being used again at once.
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows)) socket.ExclusiveAddressUse = true;
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
