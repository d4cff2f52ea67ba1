using System;
using System.Collections;
using System.Collections.Specialized;
using System.Net;

namespace TwilioEvents;

/// <summary>
/// A sink that is to be created: its type, and where and how it delivers. A masked value in the place of a secret, such as
/// one copied from a sink that was shown, is refused with an <see cref="ArgumentException"/>.
/// See https://www.twilio.com/docs/events/event-streams/sink-resource.
/// </summary>
public sealed class SinkDefinition
{
    private readonly IDictionary configuration;

    private SinkDefinition(string sinkType, IDictionary configuration)
    {
        if (SecretMask.IsIn(configuration))
        {
            throw new ArgumentException("The configuration contains a masked value (" + SecretMask.Mask + "), not the secret itself. Take "
                + "the real ones from the method GetSinkConfiguration() of the sink, or enter them again.");
        }

        this.SinkType = sinkType;
        this.configuration = configuration;
    }

    /// <summary>webhook, kinesis, segment, or what Twilio adds.</summary>
    public string SinkType { get; }

    /// <summary>A webhook: Twilio posts events to an address.</summary>
    /// <param name="destination">An http or https address without a user in it.</param>
    /// <param name="method">POST or GET, in upper or lower case. Null means POST.</param>
    /// <param name="batchEvents">Whether several events may come in one request; true where it is null.</param>
    /// <param name="credential">The user and the password of basic authentication, which Twilio carries in the address; or null.</param>
    /// <returns>The definition.</returns>
    public static SinkDefinition Webhook(Uri destination, string? method = null, bool? batchEvents = null,
        NetworkCredential? credential = null)
    {
        string address = (destination ?? throw new ArgumentNullException(nameof(destination))).OriginalString;
        if (credential is not null)
        {
            // user:password@ in front of the host, both percent-encoded.
            int host = address.IndexOf("://", StringComparison.Ordinal) + 3;
            address = address.Insert(host,
                Uri.EscapeDataString(credential.UserName) + ":" + Uri.EscapeDataString(credential.Password) + "@");
        }

        return new SinkDefinition(SinkShape.Webhook.SinkType, new OrderedDictionary
        {
            ["destination"] = address,
            ["method"] = (method ?? "POST").ToUpperInvariant(),
            ["batch_events"] = batchEvents ?? true,
        });
    }

    /// <summary>A Kinesis stream of Amazon's, into which Twilio writes in a role.</summary>
    /// <param name="arn">The ARN of the stream.</param>
    /// <param name="roleArn">The ARN of the role that Twilio takes.</param>
    /// <param name="externalId">The external id that the role demands; a secret.</param>
    /// <returns>The definition.</returns>
    public static SinkDefinition Kinesis(string arn, string roleArn, string externalId) =>
        new(SinkShape.Kinesis.SinkType, new OrderedDictionary { ["arn"] = arn, ["role_arn"] = roleArn, ["external_id"] = externalId });

    /// <summary>A source of Segment's.</summary>
    /// <param name="writeKey">Its write key; a secret.</param>
    /// <returns>The definition.</returns>
    public static SinkDefinition Segment(string writeKey) =>
        new(SinkShape.Segment.SinkType, new OrderedDictionary { ["write_key"] = writeKey });

    /// <summary>A sink of any type.</summary>
    /// <param name="sinkType">The type, in Twilio's word.</param>
    /// <param name="configuration">Dictionaries, sequences and scalars with Twilio's names.</param>
    /// <returns>The definition.</returns>
    public static SinkDefinition Other(string sinkType, IDictionary configuration) => new(sinkType, configuration);

    /// <summary>The configuration with its real values, secrets included.</summary>
    /// <returns>Dictionaries, sequences and scalars with Twilio's names.</returns>
    public IDictionary GetConfiguration() => this.configuration;

    /// <summary>The type.</summary>
    /// <returns>The type.</returns>
    public override string ToString() => this.SinkType;
}
