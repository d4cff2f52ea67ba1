using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Http;

namespace TwilioEvents;

/// <content>Whether the credentials work, and the end of them.</content>
public sealed partial class TwilioEventsClient
{
    /// <summary>Asks Twilio once whether the credentials work, for a list of one sink: GET /v1/Sinks?PageSize=1.</summary>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>A task that ends when they do work.</returns>
    /// <exception cref="TwilioEventsException">They do not, or the call failed.</exception>
    public Task VerifyAsync(CancellationToken cancellation) =>
        this.AskAsync(new Operation(OperationKind.Read, "Sinks?PageSize=1", "verify the credentials of", this.options.UserName), cancellation);

    /// <summary>Overwrites the secret in memory. A request that is under way ends as it would; no further one is made.</summary>
    public void ForgetSecret() => this.options.ForgetSecret();
}
