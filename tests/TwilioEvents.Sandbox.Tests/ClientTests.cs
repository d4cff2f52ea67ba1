using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

/// <summary>The client of this project, in front of the sandbox.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task The_sandbox_keeps_what_is_set_and_moves_the_date()
    {
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var options = new TwilioEventsClientOptions("AC" + new string('1', 32), "secret") { MaximumRetryCount = 0 };
        var sandbox = new SandboxHandler("AC" + new string('1', 32), "secret", new SetClock(() => now));
        using var client = new TwilioEventsClient(options, sandbox);
        now = now.AddHours(1);
        Sink sink = await client.UpdateSinkAsync(SandboxApi.SinkA, "neu +&=%", CancellationToken.None);
        Assert.Equal(("neu +&=%", now, now.AddHours(-1).AddDays(-30)), (sink.Description, sink.DateUpdated, sink.DateCreated));
        var missing =
            await Assert.ThrowsAsync<TwilioApiException>(
                () => client.UpdateSinkAsync(SandboxApi.SinkA, string.Empty, CancellationToken.None));
        Assert.Equal(400, missing.StatusCode);
        var unknown =
            await Assert.ThrowsAsync<TwilioApiException>(
                () => client.UpdateSinkAsync("DG" + new string('0', 32), "x", CancellationToken.None));
        Assert.Equal((404, 20404), (unknown.StatusCode, unknown.Code));
    }

    [Fact]
    public void The_sandbox_points_at_the_client_and_at_no_PowerShell()
    {
        string[] referenced = [.. typeof(SandboxHandler).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!)];
        Assert.Contains("TwilioEvents.Client", referenced);
        Assert.DoesNotContain(referenced, name => name is "TwilioEvents.PowerShell" or "System.Management.Automation" or "Newtonsoft.Json");
    }
}
