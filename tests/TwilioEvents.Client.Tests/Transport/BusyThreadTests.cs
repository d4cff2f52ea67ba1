using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Bulk;
using Xunit;
using static TwilioEvents.Tests.AnsweringHandler;

namespace TwilioEvents.Tests;

/// <summary>
/// A window has one thread to which whatever it awaits comes back, and code of that thread may block until a call has
/// ended: the call must never need it.
/// </summary>
public sealed class BusyThreadTests
{
    private const string Body = "{\"sid\":\"a\",\"things\":[],\"meta\":{\"key\":\"things\"}}";
    private const string Sid = "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static readonly Dictionary<string, Func<TwilioEventsClient, Task>> Calls = new()
    {
        ["an operation"] = client => client.GetSinkAsync(Sid, CancellationToken.None),
        ["a list"] = client => client.RequestPages("/v1/Things").NextAsync(CancellationToken.None),
        ["a request"] = client => client.RequestAsync("GET", "/v1/Things", null, CancellationToken.None),
        ["a call of a run"] = client =>
        {
            var run = new OrderedRun<OrderedCall>(1, CancellationToken.None);
            run.Add(new OrderedCall(null, async cancellation => await client.GetSinkAsync(Sid, cancellation).ConfigureAwait(false)));
            return run.Head.Ended;
        },
        ["a call behind a circuit breaker"] = client => new CircuitBreaker().RunAsync(
            () => client.GetSinkAsync(Sid, CancellationToken.None)),
    };

    // What is waited for first: behind it the call is on a thread of the pool.
    private static readonly Dictionary<string, Func<int, HttpResponseMessage>> Waits = new()
    {
        ["its next try"] = attempt => Answer(attempt == 1 ? 503 : 200, Body),
        ["its turn"] = attempt => Answer(attempt == 1 ? 429 : 200, Body),
        ["the stream of a body"] = _ => With(new LateContent(isStreamLate: true)),
        ["the bytes of a body"] = _ => With(new LateContent(isStreamLate: false)),
    };

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (string call in Calls.Keys)
        {
            foreach (string wait in Waits.Keys) cases.Add(call, wait);
        }

        return cases;
    }

    public static TheoryData<string> Names() => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_call_ends_without_the_thread_that_made_it_whatever_it_waits_for(string name, string wait)
    {
        int attempt = 0;
        using var client = new TwilioEventsClient(Options(), new AnsweringHandler(_ => Waits[wait](++attempt)));
        await EndsAsync(() => Calls[name](client));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_over_the_network_ends_without_the_thread_that_made_it(string name)
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, Body));
        TwilioEventsClientOptions options = Options();
        options.BaseUri = server.BaseUri;
        using var client = new TwilioEventsClient(options);
        await EndsAsync(() => Calls[name](client));
    }

    [Fact]
    public async Task A_call_that_waits_for_the_429_of_another_ends_without_the_thread_that_made_it()
    {
        int attempt = 0;
        using var client = new TwilioEventsClient(Options(), new AnsweringHandler(_ => Answer(++attempt == 1 ? 429 : 200, Body)));
        Task first = client.GetSinkAsync(Sid, CancellationToken.None);
        await EndsAsync(() => client.GetSinkAsync(Sid, CancellationToken.None));
        await first;
    }

    private static async Task EndsAsync(Func<Task> make)
    {
        Task call = await Task.Factory.StartNew(
            () =>
            {
                SynchronizationContext.SetSynchronizationContext(new BusyThread());
                return make();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        Assert.Same(call, await Task.WhenAny(call, Task.Delay(TimeSpan.FromSeconds(30))));
        await call;
    }

    private static TwilioEventsClientOptions Options() => new("AC" + new string('1', 32), "secret")
    {
        Clock = new EvenClock(),
        RetryInterval = TimeSpan.FromMilliseconds(20),
    };

    private static HttpResponseMessage With(HttpContent content) => new(HttpStatusCode.OK) { Content = content };

    private sealed class EvenClock : Clock
    {
        public override double Chance() => 0.5;
    }

    /// <summary>A body that is there a little later, with its stream or in it.</summary>
    private sealed class LateContent(bool isStreamLate) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override async Task<Stream> CreateContentReadStreamAsync()
        {
            if (isStreamLate) await Task.Delay(10).ConfigureAwait(false);
            return isStreamLate ? new MemoryStream(Encoding.ASCII.GetBytes(Body)) : new LateStream();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class LateStream() : MemoryStream(Encoding.ASCII.GetBytes(Body))
    {
        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            await Task.Delay(10, cancellationToken).ConfigureAwait(false);
            return this.Read(buffer, offset, count);
        }
    }

    /// <summary>Never comes to what is posted to it.</summary>
    private sealed class BusyThread : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }

        public override void Send(SendOrPostCallback d, object? state) => throw new InvalidOperationException("The thread is busy.");
    }
}
