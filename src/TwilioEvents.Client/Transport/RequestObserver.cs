namespace TwilioEvents;

/// <summary>Hears what the client does, on whatever thread it happens. Nothing it is told holds a secret.</summary>
public abstract class RequestObserver
{
    /// <summary>Whether <see cref="Line"/> wants to be called: it costs time.</summary>
    public abstract bool WantsLines { get; }

    /// <summary>Whether <see cref="Detail"/> wants to be called: it costs more.</summary>
    public abstract bool WantsDetail { get; }

    /// <summary>A line about a request that ended or is tried again.</summary>
    /// <param name="text">Method, path, status, time, attempt and request id, or why it is tried again.</param>
    public abstract void Line(string text);

    /// <summary>The headers and the body of a request or an answer, its secrets masked.</summary>
    /// <param name="text">Several lines.</param>
    public abstract void Detail(string text);

    /// <summary>A call waits before its next try.</summary>
    public abstract void Retrying();
}
