using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What holds for any input. CsCheck is not there for .NET Framework, so these do not run on it.</summary>
public sealed class PropertyTests
{
    [Fact]
    public async Task Any_description_arrives_as_it_was()
    {
        using var server = ScriptedServer.OfSinks();
        using var client =
            new TwilioEventsClient(new TwilioEventsClientOptions("AC" + new string('1', 32), "secret") { BaseUri = server.BaseUri });
        Gen<string> description =
            Gen.Int[1, 0x10FFFF].Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32).Array[1, 40].Select(string.Concat);
        await description.SampleAsync(
            async text =>
                (await client.UpdateSinkAsync("DG" + new string('a', 32), text, CancellationToken.None)).Description == text
                    && server.Requests.Any(r => r.Field("Description") == text),
            iter: 200,
            threads: 1);
        Assert.Equal(1, server.Connections);
    }
}
