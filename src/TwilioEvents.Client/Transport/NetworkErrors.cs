using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace TwilioEvents.Transport;

/// <summary>What a network throws, and what it means. .NET Framework says it with a WebException, .NET with a SocketException.</summary>
internal static class NetworkErrors
{
    /// <summary>Whether a connection throws this when it fails, as opposed to a mistake of ours.</summary>
    public static bool Includes(Exception error) =>
        error is HttpRequestException or IOException or WebException or SocketException or ObjectDisposedException or InvalidDataException;

    /// <summary>Why there was no answer, as far as what was thrown tells.</summary>
    public static ConnectionFailure FailureOf(Exception error)
    {
        // The status stands in the text alone.
        if (IsOfTheProxy(error)) return error.Message.Contains("'407'") ? ConnectionFailure.ProxyCredentials : ConnectionFailure.Refused;
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case AuthenticationException:
                case WebException { Status: WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure }:
                    return ConnectionFailure.Tls;
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                case WebException { Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure }:
                    return ConnectionFailure.UnknownHost;
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostUnreachable }:
                case SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown }:
                case WebException { Status: WebExceptionStatus.ConnectFailure }:
                    return ConnectionFailure.Refused;
            }
        }

        return ConnectionFailure.Broken;
    }

    /// <summary>Whether a proxy refused the way to the host.</summary>
    public static bool IsOfTheProxy(Exception error)
    {
        // .NET 8 and later say it so, but netstandard2.0 does not define it. .NET Framework hands on the proxy's answer
        // as if it were the host's.
        if (error is not HttpRequestException) return false;
        return error.GetType().GetProperty("HttpRequestError")?.GetValue(error)?.ToString() == "ProxyTunnelError";
    }
}
