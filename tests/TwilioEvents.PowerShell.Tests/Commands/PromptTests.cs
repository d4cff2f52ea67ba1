using System;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Questions, -WhatIf and errors name what they are about as people know it.</summary>
public sealed class PromptTests
{
    private const string Piped =
        "[pscustomobject]@{ PSTypeName = 'Deserialized.TwilioEvents.Sink'; Sid = '" + ModuleEngine.A
            + "'; Description = 'Order events'; SinkType = 'webhook'; Status = 'active' }";
    private const string Subscription = "DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Fact]
    public void A_question_names_the_piped_sink_the_connection_and_the_account()
    {
        using var server =
            new ScriptedServer(
                _ => Reply.Http(200,
                    "{\"sid\":\"" + ModuleEngine.A + "\",\"description\":\"old\",\"sink_type\":\"webhook\",\"status\":\"active\"}"));
        using var engine = new ModuleEngine();
        engine.Must("Connect-TwilioEvents $args[0] -BaseUri $args[1] -Name production",
            ModuleEngine.Credential(ModuleEngine.Account, "top-secret"), server.BaseUri);
        engine.Engine.Host.Choice = 2;
        engine.Must("Get-TwilioSink " + ModuleEngine.A + " | Remove-TwilioSink");
        engine.Must("Remove-TwilioSink " + ModuleEngine.A);
        engine.Must(Piped + " | Remove-TwilioSink");
        string[] asked = [.. engine.Engine.Host.Questions.Select(question => question.Split('\n').Last())];
        Assert.Equal(
            [
                "Remove sink 'old' (webhook, active, " + ModuleEngine.A + ") on production (" + ModuleEngine.Account + ")?",
                "Remove sink " + ModuleEngine.A + " on production (" + ModuleEngine.Account + ")?",
                "Remove sink 'Order events' (webhook, active, " + ModuleEngine.A + ") on production (" + ModuleEngine.Account + ")?",
            ],
            asked);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("Set-TwilioSink -Description New -WhatIf",
        "What if: Set the description of sink 'Order events' (webhook, active, " + ModuleEngine.A + ") on the sandbox to 'New'.")]
    [InlineData("Test-TwilioSink -WhatIf",
        "What if: Send a test event to sink 'Order events' (webhook, active, " + ModuleEngine.A + ") on the sandbox.")]
    [InlineData("Confirm-TwilioSink -TestId t -WhatIf",
        "What if: Confirm the test event of sink 'Order events' (webhook, active, " + ModuleEngine.A + ") on the sandbox.")]
    [InlineData("New-TwilioSubscription -Description New -Type com.a -WhatIf",
        "What if: Subscribe sink 'Order events' (webhook, active, " + ModuleEngine.A + ") on the sandbox to com.a as 'New'.")]
    public void What_if_names_a_piped_sink(string command, string said)
    {
        using var engine = ModuleEngine.WithSandbox();
        engine.Engine.Host.Take();
        engine.Must(Piped + " | " + command);
        Assert.Equal(said, engine.Engine.Host.Take().Trim());
    }

    [Theory]
    [InlineData("Remove-TwilioSubscription -WhatIf", "What if: Remove subscription 'Messages' (" + Subscription + ") on trial (sandbox).")]
    [InlineData("Set-TwilioSubscription -Description New -WhatIf",
        "What if: Set the description of subscription 'Messages' (" + Subscription + ") on trial (sandbox) to 'New'.")]
    [InlineData("Add-TwilioSubscribedEvent -Type com.a -WhatIf",
        "What if: Add com.a to subscription 'Messages' (" + Subscription + ") on trial (sandbox).")]
    [InlineData("Remove-TwilioSubscribedEvent -Type com.a -WhatIf",
        "What if: Remove com.a from subscription 'Messages' (" + Subscription + ") on trial (sandbox).")]
    public void What_if_names_a_piped_subscription(string command, string said)
    {
        using var engine = new ModuleEngine();
        engine.Must("Connect-TwilioEvents -Sandbox -Name trial");
        engine.Engine.Host.Take();
        engine.Must(
            "[pscustomobject]@{ PSTypeName = 'Deserialized.TwilioEvents.Subscription'; Sid = '" + Subscription
                + "'; Description = 'Messages' } | " + command);
        Assert.Equal(said, engine.Engine.Host.Take().Trim());
    }

    [Fact]
    public void The_description_column_of_a_file_is_what_a_sink_gets_and_not_its_name()
    {
        using var engine = ModuleEngine.WithSandbox();
        engine.Engine.Host.Take();
        engine.Must("[pscustomobject]@{ Sid = '" + ModuleEngine.A + "'; Description = \"New`e[31m\" } | Set-TwilioSink -WhatIf");
        Assert.Equal("What if: Set the description of sink " + ModuleEngine.A + " on the sandbox to 'New [31m'.",
            engine.Engine.Host.Take().Trim());
    }

    [Theory]
    [InlineData(401, "https://www.twilio.com/docs/errors/20003")]
    [InlineData(404, "https://www.twilio.com/docs/errors/20404")]
    [InlineData(429, "https://www.twilio.com/docs/errors/20429")]
    public void An_error_advises_first_and_names_the_sink_the_connection_and_the_key(int status, string page)
    {
        using var server =
            new ScriptedServer(
                _ => Reply.Http(status, "{\"code\":1,\"message\":\"No.\",\"more_info\":\"" + page + "\"}", headers: "Retry-After: 0\r\n"));
        using var engine = new ModuleEngine();
        string key = "SK" + new string('2', 32);
        engine.Must(
            "Connect-TwilioEvents -AccountSid $args[0] -ApiKey $args[1] -ApiSecret $args[2] -BaseUri $args[3] -Name production "
                + "-MaximumRetryCount 0", ModuleEngine.Account, key, ModuleEngine.Credential(key, "top-secret").Password, server.BaseUri);
        ErrorRecord error = Assert.Single(engine.Run(Piped + " | Set-TwilioSink -Description d").Errors);
        Assert.EndsWith(
            " The sink is 'Order events' (webhook, active, " + ModuleEngine.A + "). Connection: production (" + ModuleEngine.Account
                + ", key " + key + ").", error.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"^[A-Z].+\. See " + page + "$", error.ErrorDetails.RecommendedAction);
        Assert.EndsWith(" Connection: production (" + ModuleEngine.Account + ", key " + key + ").",
            Assert.Single(engine.Run("Get-TwilioSink").Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sandbox_answers_by_its_name()
    {
        using var engine = ModuleEngine.WithSandbox();
        string error = Assert.Single(engine.Run("Get-TwilioSink DG00000000000000000000000000000000").Errors).ToString();
        Assert.Contains("the sandbox answered 404", error, StringComparison.Ordinal);
        Assert.DoesNotContain("events.twilio.com", error, StringComparison.Ordinal);
    }
}
