using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Twilio.Clients;
using Twilio.Exceptions;
using Twilio.Http;
using Twilio.Rest.Events.V1;
using Twilio.Rest.Events.V1.Schema;
using Twilio.Rest.Events.V1.Sink;
using Twilio.Rest.Events.V1.Subscription;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

/// <summary>
/// Twilio's own SDK against the sandbox: a client that we did not write reads every answer of a whole life cycle. The classes
/// below it are the two doors of a sandbox.
/// </summary>
public abstract class TwilioSdkTests : IDisposable
{
    private const string Delivered = "com.twilio.messaging.message.delivered", Read = "com.twilio.messaging.message.read";
    private static readonly string Account = "AC" + new string('7', 32);

    private readonly System.Net.Http.HttpClient http;
    private readonly TwilioRestClient client;
    private readonly string origin;

    private protected TwilioSdkTests(HttpMessageHandler door, string origin)
    {
        this.http = new System.Net.Http.HttpClient(door);
        this.client = this.Client(Account, "a secret");
        this.origin = origin;
    }

    public void Dispose()
    {
        this.Dispose(true);
        GC.SuppressFinalize(this);
    }

    private protected static SandboxHandler NewSandbox() => new(Account, "a secret");

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) this.http.Dispose();
    }

    [Fact]
    public async Task A_sink_lives_from_its_creation_to_its_end()
    {
        var webhook = new Dictionary<string, object> { ["destination"] = "https://example.com/events", ["method"] = "POST" };
        SinkResource made = await SinkResource.CreateAsync("Orders", SinkResource.SinkTypeEnum.Webhook, webhook, this.client);
        Assert.Equal(("Orders", SinkResource.SinkTypeEnum.Webhook, SinkResource.StatusEnum.Active),
            (made.Description, made.SinkType, made.Status));
        Assert.Equal(this.origin + "/v1/Sinks/" + made.Sid, made.Url.AbsoluteUri);
        Assert.Equal(["sink_test", "sink_validate"], made.Links.Keys.Order());

        Assert.Equal("Bills", (await SinkResource.UpdateAsync(made.Sid, "Bills", this.client)).Description);
        Assert.Equal("submitted", (await SinkTestResource.CreateAsync(made.Sid, this.client)).Result);
        Assert.Equal("valid", (await SinkValidateResource.CreateAsync(made.Sid, Guid.NewGuid().ToString(), this.client)).Result);
        SinkResource fetched = await SinkResource.FetchAsync(made.Sid, this.client);
        Assert.Equal(("Bills", made.DateCreated), (fetched.Description, fetched.DateCreated));
        Assert.NotNull(fetched.DateUpdated);
        Assert.Contains("https://example.com/events", fetched.SinkConfiguration.ToString(), StringComparison.Ordinal);
        Assert.True(await SinkResource.DeleteAsync(made.Sid, this.client));
        await Refused(404, 20404, () => SinkResource.FetchAsync(made.Sid, this.client));
    }

    [Fact]
    public async Task Every_type_of_sink_can_be_made()
    {
        (SinkResource.SinkTypeEnum Type, object Configuration)[] sinks =
        [
            (SinkResource.SinkTypeEnum.Kinesis,
                new { arn = "arn:aws:kinesis:us-east-1:111122223333:stream/x", role_arn = "arn:aws:iam::11112222333"
                    + "3:role/x", external_id = "x" }),
            (SinkResource.SinkTypeEnum.Webhook, new { destination = "https://example.com", method = "GET", batch_events = true }),
            (SinkResource.SinkTypeEnum.Segment, new { write_key = "x" }),
            (SinkResource.SinkTypeEnum.Email, new { }),
        ];
        foreach ((SinkResource.SinkTypeEnum type, object configuration) in sinks)
        {
            SinkResource made = await SinkResource.CreateAsync("x", type, configuration, this.client);
            Assert.Equal((type, SinkResource.StatusEnum.Active), (made.SinkType, made.Status));
        }
    }

    [Fact]
    public async Task A_subscription_lives_from_its_creation_to_its_end()
    {
        SinkResource sink = await SinkResource.CreateAsync("x", SinkResource.SinkTypeEnum.Segment, new { write_key = "x" }, this.client);
        SubscriptionResource made =
            await SubscriptionResource.CreateAsync("Messages", sink.Sid, [new { type = Delivered, schema_version = 2 }], this.client);
        Assert.Equal((Account, "Messages", sink.Sid), (made.AccountSid, made.Description, made.SinkSid));
        Assert.Equal(made.Sid, Assert.Single(await SubscriptionResource.ReadAsync(sink.Sid, client: this.client)).Sid);
        Assert.Equal("Texts", (await SubscriptionResource.UpdateAsync(made.Sid, "Texts", this.client)).Description);

        SubscribedEventResource added = await SubscribedEventResource.CreateAsync(made.Sid, Read, client: this.client);
        Assert.Equal((Account, made.Sid, Read, 8), (added.AccountSid, added.SubscriptionSid, added.Type, added.SchemaVersion));
        Assert.Equal(3, (await SubscribedEventResource.UpdateAsync(made.Sid, Read, 3, this.client)).SchemaVersion);
        Assert.Equal(3, (await SubscribedEventResource.UpdateAsync(made.Sid, Read, null, this.client)).SchemaVersion);
        Assert.Equal([(Delivered, 2), (Read, 3)],
            (await SubscribedEventResource.ReadAsync(made.Sid, pageSize: 1, client: this.client)).Select(
                one => (one.Type, one.SchemaVersion!.Value)));
        Assert.True(await SubscribedEventResource.DeleteAsync(made.Sid, Read, this.client));
        await Refused(404, 20404, () => SubscribedEventResource.FetchAsync(made.Sid, Read, this.client));

        await Refused(400, 91007, () => SinkResource.DeleteAsync(sink.Sid, this.client));
        Assert.True(await SubscriptionResource.DeleteAsync(made.Sid, this.client));
        await Refused(404, 20404, () => SubscriptionResource.FetchAsync(made.Sid, this.client));
        Assert.True(await SinkResource.DeleteAsync(sink.Sid, this.client));
    }

    [Fact]
    public async Task Types_and_schemas_are_read()
    {
        EventTypeResource type = await EventTypeResource.FetchAsync(Delivered, this.client);
        Assert.Equal((Delivered, "Messaging.MessageStatus"), (type.Type, type.SchemaId));
        Assert.Equal(6, (await EventTypeResource.ReadAsync(type.SchemaId, pageSize: 4, client: this.client)).Count());
        SchemaResource schema = await SchemaResource.FetchAsync(type.SchemaId, this.client);
        Assert.Equal(8, schema.LatestVersion);
        Assert.Equal(Enumerable.Range(1, 8),
            (await SchemaVersionResource.ReadAsync(schema.Id, pageSize: 3, client: this.client)).Select(
                version => version.SchemaVersion!.Value));
        SchemaVersionResource second = await SchemaVersionResource.FetchAsync(schema.Id, 2, this.client);
        Assert.Equal(("Messaging.MessageStatus", "https://events-schemas.twilio.com/Messaging.MessageStatus/2"),
            (second.Id, second.Raw.AbsoluteUri));
    }

    [Fact]
    public async Task Its_own_iterator_pages_through_a_long_list()
    {
        var made = new List<string>();
        for (int i = 0; i < 40; i++)
            made.Add((await SinkResource.CreateAsync("x", SinkResource.SinkTypeEnum.Segment, new { write_key = "x" }, this.client)).Sid);
        Assert.Equal(made, (await SinkResource.ReadAsync(pageSize: 7, client: this.client)).Select(sink => sink.Sid).Skip(6));
        Assert.Equal('e', Assert.Single(await SinkResource.ReadAsync(status: "failed", client: this.client)).Sid[2]);
        Assert.Equal(2, (await SinkResource.ReadAsync(inUse: true, pageSize: 1, client: this.client)).Count());
    }

    [Fact]
    public async Task Refusals_come_with_Twilios_codes()
    {
        await Refused(401, 20003, () => SinkResource.FetchAsync(SandboxApi.SinkA, this.Client(Account, "another secret")));
        await Refused(401, 20003, () => SinkResource.FetchAsync(SandboxApi.SinkA, this.Client("AC" + new string('8', 32), "a secret")));
        await Refused(400, 91000, () => SinkResource.UpdateAsync(SandboxApi.SinkA, " ", this.client));
        await Refused(400, 91101, () => SubscriptionResource.UpdateAsync(SandboxApi.SubscriptionA, " ", this.client));
        await Refused(400, 91000, () => SinkResource.CreateAsync("x", "carrier-pigeon", new { }, this.client));
        await Refused(400, 91104,
            () => SubscribedEventResource.CreateAsync(SandboxApi.SubscriptionA, "com.twilio.unheard.of", client: this.client));
        await Refused(400, 91103, () => SubscriptionResource.CreateAsync("x", SandboxApi.SinkA, [], this.client));
        await Refused(400, 20007, () => SinkResource.ReadAsync(pageSize: 1001, client: this.client));
        await Refused(404, 20404, () => SchemaResource.FetchAsync("Unheard.Of", this.client));
    }

    private static async Task Refused(int status, int code, Func<Task> call)
    {
        ApiException refusal = await Assert.ThrowsAsync<ApiException>(call);
        Assert.Equal((status, code, "https://www.twilio.com/docs/errors/" + code), (refusal.Status, refusal.Code, refusal.MoreInfo));
        Assert.NotEmpty(refusal.Message);
    }

    private TwilioRestClient Client(string account, string secret) => new(account, secret, httpClient: new SystemNetHttpClient(this.http));
}

/// <summary>A sandbox in the process of the SDK.</summary>
public sealed class TwilioSdkInMemoryTests() : TwilioSdkTests(NewSandbox(), "https://events.twilio.com");

/// <summary>A served sandbox, over the SDK's own HTTP.</summary>
public sealed class TwilioSdkServedTests : TwilioSdkTests
{
    private readonly SandboxServer server;

    public TwilioSdkServedTests()
        : this(SandboxServer.Start(NewSandbox()))
    {
    }

    private TwilioSdkServedTests(SandboxServer server)
        : base(new ToServer(server.BaseUri), server.BaseUri.GetLeftPart(UriPartial.Authority)) => this.server = server;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) this.server.Dispose();
    }

    /// <summary>The SDK builds its addresses itself, and knows no setting for another host than one of Twilio's.</summary>
    private sealed class ToServer(Uri server) : DelegatingHandler(new HttpClientHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host == "events.twilio.com") request.RequestUri = new Uri(server, request.RequestUri.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
