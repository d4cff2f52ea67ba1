using System;
using System.Net;
using System.Security;

namespace TwilioEvents.Webhooks.Receiving;

/// <summary>Where events are received, and from whom.</summary>
public sealed class EventReceiverOptions
{
    /// <summary>Creates options.</summary>
    /// <param name="objects">Makes what the host calls an object, for the data of events.</param>
    public EventReceiverOptions(ObjectFactory objects) => this.Objects = objects ?? throw new ArgumentNullException(nameof(objects));

    /// <summary>Makes what the host calls an object, for the data of events.</summary>
    public ObjectFactory Objects { get; }

    /// <summary>The port; 0 for a free one.</summary>
    public int Port { get; set; }

    /// <summary>The one address to listen on; null for the loopback addresses.</summary>
    public IPAddress? ListenAddress { get; set; }

    /// <summary>
    /// The destination as it was entered at Twilio, without user information; null to take it from each request. What is signed
    /// is this text without its query, and then the query of the request.
    /// </summary>
    public string? PublicUri { get; set; }

    /// <summary>Checks signatures; null to check none.</summary>
    public SignatureValidator? Validator { get; set; }

    /// <summary>The user name that each request must have; null for none. It is part of the destination.</summary>
    public string? UserName { get; set; }

    /// <summary>Its password; must not be disposed before the receiver.</summary>
    public SecureString? Password { get; set; }

    /// <summary>Which types of events are wanted. Others are acknowledged, and go no further.</summary>
    public Func<string, bool> IsWanted { get; set; } = _ => true;

    /// <summary>After how many events that were confirmed it stops; null for never.</summary>
    public int? MaximumCount { get; set; }

    /// <summary>Time, as the receiver sees it.</summary>
    public Clock Clock { get; set; } = Clock.System;
}
