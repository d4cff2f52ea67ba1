using System;
using System.Diagnostics;
using System.Threading.Tasks;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>The environment belongs to the process, and so does having connected once: each test has a process of its own.</summary>
public sealed class EnvironmentTests
{
    private const string Account = "AC11111111111111111111111111111111";
    private const string Key = "SK22222222222222222222222222222222";
    private const string WhatIf = "Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x -WhatIf; $c = Get-TwilioEventsConnection; $c.UserName; $c.Source";

    [Fact]
    public async Task The_token_serves_where_nobody_connected()
    {
        (string output, string errors) = await RunAsync(WhatIf, ("TWILIO_ACCOUNT_SID", Account), ("TWILIO_AUTH_TOKEN", "hush"));
        Assert.Equal((Account + "\nEnvironment\n", string.Empty), (output, errors));
    }

    [Fact]
    public async Task The_API_key_wins_over_the_token()
    {
        (string output, _) = await RunAsync(WhatIf, ("TWILIO_ACCOUNT_SID", Account), ("TWILIO_AUTH_TOKEN", "hush"), ("TWILIO_API_KEY", Key), ("TWILIO_API_SECRET", "hush"));
        Assert.StartsWith(Key + "\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_set_names_the_missing_half()
    {
        (_, string errors) = await RunAsync(WhatIf, ("TWILIO_API_KEY", Key));
        Assert.StartsWith("TwilioEnvironmentIncomplete,", errors, StringComparison.Ordinal);
        Assert.Contains("TWILIO_API_SECRET is missing", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swapped_values_are_named_and_not_shown()
    {
        (_, string errors) = await RunAsync(WhatIf, ("TWILIO_ACCOUNT_SID", "0123456789abcdef"), ("TWILIO_AUTH_TOKEN", Account));
        Assert.Contains("swapped", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Disconnect-TwilioEvents; ")]
    [InlineData("Connect-TwilioEvents -Sandbox; Disconnect-TwilioEvents; ")]
    public async Task The_environment_does_not_serve_once_somebody_chose(string before)
    {
        (_, string errors) = await RunAsync(before + WhatIf, ("TWILIO_ACCOUNT_SID", Account), ("TWILIO_AUTH_TOKEN", "hush"));
        Assert.StartsWith("TwilioNotConnected,", errors, StringComparison.Ordinal);
    }

    private static async Task<(string Output, string Errors)> RunAsync(string script, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Engine).Assembly.Location);
        start.ArgumentList.Add("Import-Module $args[0]; " + script);
        start.ArgumentList.Add(Engine.StagedManifest);
        foreach (string name in new[] { "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_KEY", "TWILIO_API_SECRET" }) start.Environment.Remove(name);
        foreach ((string name, string value) in variables) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return ((await output).Replace("\r", string.Empty, StringComparison.Ordinal), errors);
    }
}
