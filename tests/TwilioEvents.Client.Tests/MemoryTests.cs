using System;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What a call holds on to. The memory is that of the process, so no other test runs beside these.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
[Trait("Category", "Load")]
public sealed class MemoryTests
{
    [Theory]
    [InlineData("1 GiB, announced")]
    [InlineData("1 GiB in chunks")]
    [InlineData("gzip that grows to 1 GiB")]
    public async Task A_large_answer_and_a_bomb_stay_within_their_bounds(string fault)
    {
        using var server = new ScriptedServer(_ => FaultTests.ReplyOf(fault));
        using TwilioEventsClient client = FaultTests.Client(server.BaseUri);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var error = await Assert.ThrowsAsync<TwilioResponseException>(
            () => client.UpdateSinkAsync("DG" + new string('a', 32), "x", CancellationToken.None));
        Assert.Contains("16 MiB", error.InnerException!.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 128L << 20);
    }

    [Fact]
    public async Task Pages_without_end_do_not_fill_the_memory()
    {
        int asked = 0;
        using var handler = new AnsweringHandler(_ => AnsweringHandler.Answer(200,
            PagingTests.Page([1], "https://events.twilio.com/v1/Sinks?PageToken=" + ++asked + new string('t', 7900))));
        using var client = new TwilioEventsClient(new TwilioEventsClientOptions("AC" + new string('1', 32), "secret"), handler);
        Pages<Sink> list = client.ListSinks();
        for (int page = 0; page < 100; page++) await list.NextAsync(CancellationToken.None);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int page = 0; page < 8000; page++) Assert.Single((await list.NextAsync(CancellationToken.None))!);

        // 8,000 queries of 7,900 characters are 126 MB.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64 << 20);
        GC.KeepAlive(list);
    }
}
