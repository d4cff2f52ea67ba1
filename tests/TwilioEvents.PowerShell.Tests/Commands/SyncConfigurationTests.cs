using System;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Sync-TwilioEventsConfiguration: what it asks, writes and says. What it does is tested where it is done.</summary>
public sealed class SyncConfigurationTests
{
    private const string Document = """
        $sink = @{ Description = 'Order events to the shop'; SinkType = 'webhook'
            SinkConfiguration = @{ destination = 'https://new.example.com'; batch_events = $true } }
        $new = @{ Description = 'New'; SinkType = 'segment'; SinkConfiguration = @{ write_key = 'k' } }
        $subscription = @{ Description = 'Message delivery'; Sink = 'Order events to the shop'
            Types = 'com.twilio.messaging.message.sent', 'com.twilio.messaging.message.delivered',
                'com.twilio.messaging.message.undelivered', 'com.twilio.messaging.message.failed' }
        $document = @{ Sinks = $sink, $new; Subscriptions = $subscription }
        $only = @{ Sinks = $new }

        """;

    [Fact]
    public void WhatIf_names_each_step_and_changes_nothing()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Must(Document + "Sync-TwilioEventsConfiguration -InputObject $document -WhatIf");
        Assert.Equal(["WhatIf", "WhatIf", "WhatIf"], result.Output.Select(Shown).Where(result => result != "Skipped"));
        Assert.Contains("What if: Replace sink 'Order events to the shop' (" + ModuleEngine.A + ") on the sandbox.",
            engine.Engine.Host.Text,
            StringComparison.Ordinal);
        Assert.Equal(6, engine.Must("Get-TwilioSink").Output.Count);
    }

    [Fact]
    public void What_only_adds_asks_no_question_and_a_replacement_does()
    {
        using var engine = ModuleEngine.WithSandbox();
        Assert.Equal("Done", Shown(engine.Must(Document + "Sync-TwilioEventsConfiguration -InputObject $only").Output[0]));

        Assert.Empty(engine.Engine.Host.Questions);
        engine.Engine.Host.Choice = 2;
        Result answered = engine.Must("Sync-TwilioEventsConfiguration -InputObject $document");
        Assert.Equal(["Replace sink 'Order events to the shop' (" + ModuleEngine.A + ") on the sandbox?",
            "Replace subscription 'Message delivery' (DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) on the sandbox?"],
            engine.Engine.Host.Questions.Select(question => question.Split('\n').Last()));
        Assert.All(answered.Output, change => Assert.Equal("Skipped", Shown(change)));
        engine.Must("$newer = @{ Sinks = @{ Description = 'Newer'; SinkType = 'email' } }; "
            + "Sync-TwilioEventsConfiguration -InputObject $newer -Confirm");
        engine.Must("& { $ConfirmPreference = 'Medium'; Sync-TwilioEventsConfiguration -InputObject $newer }");
        Assert.Equal(4, engine.Engine.Host.Questions.Count);
        Assert.Equal(7, engine.Must("Get-TwilioSink").Output.Count);
        engine.Must("Sync-TwilioEventsConfiguration -InputObject $document -Confirm:$false");
        Assert.Equal("https://new.example.com", engine.Must("(Get-TwilioSink -Description 'Order events to the shop').Destination").Output
            .Single().ToString());
    }

    [Fact]
    public void With_Prune_the_account_is_as_the_document_says()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Must(Document + "Sync-TwilioEventsConfiguration -InputObject $document -Prune -Confirm:$false");
        Assert.All(result.Output, change => Assert.Equal("Done", Shown(change)));
        Assert.True((bool)engine.Must("Compare-TwilioEventsConfiguration -InputObject $document -Quiet").Output.Single().BaseObject);
        Assert.Equal(2, engine.Must("Get-TwilioSink").Output.Count);
    }

    [Fact]
    public void Many_accounts_end_with_a_summary_and_one_that_fails_is_not_done()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Run(Document + """
            1..3 | ForEach-Object { Connect-TwilioEvents -Sandbox -Name "shop-$_" }
            $rows = 'shop-1', 'nobody', 'shop-2', 'shop-3' | ForEach-Object { [pscustomobject]@{ Connection = $_ } }
            $rows | Sync-TwilioEventsConfiguration -InputObject $only -ThrottleLimit 4
            """);
        Assert.Null(result.Terminating);
        Assert.Single(result.Errors);
        Assert.Equal(["shop-1", "shop-2", "shop-3"],
            result.Output.Where(change => Shown(change) == "Done").Select(change => change.Properties["Connection"].Value));
        Assert.Contains("Accounts: 4; done: 3; changed: 3; not done: 1. Changes: 3 Done, 24 Skipped.", engine.Engine.Host.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_cannot_be_made_is_one_error_and_the_others_are_made()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Run(Document + """
            New-TwilioSink 'Order events to the shop' https://other.example.com | Out-Null
            Sync-TwilioEventsConfiguration -InputObject @{ Sinks = $sink, $new } -Confirm:$false
            """);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("TwilioChangeFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("the account has 2 of this name", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["Failed", "Done"], result.Output.Take(2).Select(Shown));
    }

    [Fact]
    public void A_subscription_moves_to_another_sink_and_keeps_its_description_and_types()
    {
        using var engine = ModuleEngine.WithSandbox();
        string sid = "DF" + new string('a', 32);
        engine.Must("Get-TwilioSubscription $args[0] | Move-TwilioSubscription -DestinationSinkSid $args[1] -WhatIf", sid, ModuleEngine.B);
        Assert.Contains("What if: Move subscription 'Message delivery' (" + sid + ") on the sandbox to sink " + ModuleEngine.B + ".",
            engine.Engine.Host.Text, StringComparison.Ordinal);
        PSObject moved = Assert.Single(engine.Must("Move-TwilioSubscription $args[0] (Get-TwilioSink $args[1]) -Confirm:$false", sid,
            ModuleEngine.B).Output);
        Assert.Equal(("Message delivery", ModuleEngine.B), (moved.Properties["Description"].Value, moved.Properties["SinkSid"].Value));
        Assert.Equal(4, engine.Must("Get-TwilioSubscribedEvent $args[0]", moved.Properties["Sid"].Value).Output.Count);
        Assert.StartsWith("TwilioNotFound,", Assert.Single(engine.Run("Move-TwilioSubscription $args[0] $args[1] -Confirm:$false", sid,
            ModuleEngine.B).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("TwilioChangeFailed,", Assert.Single(engine.Run("Move-TwilioSubscription $args[0] $args[1] -Confirm:$false",
            moved.Properties["Sid"].Value, "DG" + new string('e', 32)).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static string Shown(PSObject change) => change.Properties["Result"].Value?.ToString() ?? string.Empty;
}
