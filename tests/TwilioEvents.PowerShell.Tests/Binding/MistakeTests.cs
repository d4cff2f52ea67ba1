using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What people give by mistake: the message says what to write instead, and nothing shows a value that may be secret.</summary>
public sealed class MistakeTests
{
    private static readonly string Messages = "DF" + new string('a', 32);

    private static readonly string[] OfThePipeline = ["InputObject", "AccountSid"];

    // Where it works alone, on the command line.
    private static readonly string[] OfTheCommandLine =
    [
        "Compare-TwilioEventsConfiguration InputObject", "Sync-TwilioEventsConfiguration InputObject", "Connect-TwilioEvents AccountSid",
        "Start-TwilioSandbox AccountSid", "ConvertFrom-TwilioEvent InputObject", "New-TwilioSink InputObject",
        "Select-TwilioEventsConnection InputObject",
    ];

    [Theory]
    [InlineData(
        "[pscustomobject]@{ Sid = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; Description = 'd'; Type = 'com.a.b' } | New-TwilioSubscription",
        "has no Sid of a sink in a property SinkSid", "Sid, Description, Type")]
    [InlineData("[pscustomobject]@{ Subscription = 'DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' } | Get-TwilioSubscribedEvent",
        "has no Sid of a subscription in a property SubscriptionSid", "the property Subscription")]
    [InlineData("[version]'1.2.3' | Set-TwilioSink -Description d", "A System.Version has no Sid of a sink in a property Sid", "DG and 32")]
    [InlineData("[version]'1.2' | Test-TwilioSink", "A System.Version has no Sid of a sink in a property Sid", "DG and 32")]
    [InlineData("[datetime]'2026-01-02' | Set-TwilioSink -Description d",
        "A System.DateTime has no Sid of a sink in a property Sid", "DG and 32")]
    [InlineData("[guid]::Empty | Set-TwilioSink -Description d", "A System.Guid has no Sid of a sink in a property Sid", "DG and 32")]
    [InlineData("[version]'1.2.3' | Get-TwilioEventType", "A System.Version has no text in a property Type", "com.twilio")]
    [InlineData("[version]'1.2.3' | Get-TwilioEventSchema", "A System.Version has no text in a property Id or SchemaId",
        "Messaging.MessageStatus")]
    [InlineData("[version]'1.2.3' | Invoke-TwilioEventsRequest GET", "A System.Version was given, but the parameter takes a text",
        "one of its properties")]
    [InlineData("@{ SinkSid = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' } | New-TwilioSubscription -Description d -Type com.a.b",
        "A hashtable has no property SinkSid", "[pscustomobject]@{ SinkSid = ")]
    [InlineData("Get-TwilioSink analytics", "'analytics' is not the Sid of a sink", "Get-TwilioSink -Description '*analytics*'")]
    [InlineData("Remove-TwilioSubscription 'Message delivery' -Confirm:$false", "is not the Sid of a subscription",
        "Get-TwilioSubscription -Description '*Message delivery*'")]
    [InlineData("Get-TwilioEventType sent", "'sent' is not the whole name of a type", "Get-TwilioEventType '*sent*'")]
    [InlineData("Add-TwilioSubscribedEvent DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa sent", "'sent' is not the whole name of a type",
        "Get-TwilioEventType '*sent*'")]
    [InlineData("'' | Get-TwilioEventType", "The type is blank", "Where-Object { $_ }")]
    [InlineData("Get-TwilioEventSchema messaging.messagestatus", "not found", "this one is Messaging.MessageStatus")]
    [InlineData("Get-TwilioEventSchemaVersion messaging.messageSTATUS", "not found", "this one is Messaging.MessageStatus")]
    [InlineData("Get-TwilioEventSchemaVersion messaging.messageSTATUS 1", "not found", "this one is Messaging.MessageStatus")]
    [InlineData("Set-TwilioSubscribedEvent DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa com.twilio.messaging.message.read 2", "not found",
        "Add-TwilioSubscribedEvent")]
    [InlineData("Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa one, two", "not a list of 2", "pipe rows")]
    [InlineData("[pscustomobject]@{ Sid = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; Description = @{ a = 'hush' } } | Set-TwilioSink",
        "A hashtable was given, but the parameter takes a text", "one of its properties")]
    [InlineData("Confirm-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa one, two", "not a list of 2", "Use the command once for each")]
    [InlineData("Get-TwilioSink -Description '*orders*', ([pscustomobject]@{ Name = 'hush' })",
        "The object with the property Name was given, but the parameter takes a text", "one of its properties")]
    [InlineData("Connect-TwilioEvents -Sandbox -Name @{ Name = 'hush' }",
        "A hashtable was given, but the parameter takes a text", "one of its properties")]
    public void A_mistake_is_told_what_to_write_instead(string command, string said, string advice)
    {
        using var engine = ModuleEngine.WithSandbox();
        ErrorRecord error = Assert.Single(engine.Run(command).Errors);
        string shown = error.ToString();
        Assert.Contains(said, shown, StringComparison.Ordinal);
        Assert.Contains(advice, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_that_nobody_knows_is_an_error_without_a_guess()
    {
        using var engine = ModuleEngine.WithSandbox();
        Assert.DoesNotContain("case", Assert.Single(engine.Run("Get-TwilioEventSchema Some.Other").Errors).ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-TwilioSink -Description x")]
    [InlineData("Get-TwilioSink")]
    [InlineData("Remove-TwilioSink -Confirm:$false")]
    [InlineData("Test-TwilioSink")]
    [InlineData("Confirm-TwilioSink -TestId x")]
    [InlineData("Get-TwilioSubscription")]
    [InlineData("Set-TwilioSubscription -Description x")]
    [InlineData("Remove-TwilioSubscription -Confirm:$false")]
    [InlineData("New-TwilioSubscription -Description x -Type com.a.b")]
    [InlineData("New-TwilioSubscription -Description x -SinkSid DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Get-TwilioSubscribedEvent")]
    [InlineData("Add-TwilioSubscribedEvent -Type com.a.b")]
    [InlineData("Add-TwilioSubscribedEvent -SubscriptionSid DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Set-TwilioSubscribedEvent -Type com.a.b -SchemaVersion 2")]
    [InlineData("Remove-TwilioSubscribedEvent -Type com.a.b -Confirm:$false")]
    [InlineData("Get-TwilioEventType")]
    [InlineData("Get-TwilioEventSchema")]
    [InlineData("Get-TwilioEventSchemaVersion")]
    [InlineData("Invoke-TwilioEventsRequest GET")]
    public void A_message_names_the_properties_of_an_object_and_shows_none_of_its_values(string command)
    {
        using var engine = ModuleEngine.WithSandbox();
        foreach (string piped in new[] { "[pscustomobject]@{ ExternalId = 'hush-hush'; WriteKey = 'hush-hush' }",
            "(Get-TwilioSink DGcccccccccccccccccccccccccccccccc).GetSinkConfiguration()", "@{ ExternalId = 'hush-hush' }",
            "[uri]'https://u:hush-hush@example.com/'", "'https://u:hush-hush@example.com/'" })
        {
            ErrorRecord error = Assert.Single(engine.Run(piped + " | " + command).Errors);
            Assert.DoesNotContain("hush", error.ToString() + error.Exception, StringComparison.Ordinal);
            Assert.DoesNotContain("sandbox-external", error.ToString() + error.Exception, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(
        "New-TwilioSink '' -Arn arn:aws:kinesis:us-east-1:111122223333:stream/e -RoleArn arn:aws:iam::111122223333:role/r -ExternalId "
            + "$args[0]")]
    [InlineData("New-TwilioSink d -Arn nonsense -RoleArn arn:aws:iam::111122223333:role/r -ExternalId $args[0]")]
    [InlineData(
        "New-TwilioSink d -Arn arn:aws:kinesis:us-east-1:111122223333:stream/e -RoleArn arn:aws:iam::111122223333:role/r -ExternalId "
            + "$args[0] -ThrottleLimit 0")]
    [InlineData("New-TwilioSink d -ExternalId $args[0] -Nonsense")]
    [InlineData(
        "New-TwilioSink d -ExternalId @{ a = $args[0] } -Arn arn:aws:kinesis:us-east-1:111122223333:stream/e -RoleArn "
            + "arn:aws:iam::111122223333:role/r")]
    [InlineData("New-TwilioSink '' -SinkType x -SinkConfiguration @{ a = @{ b = $args[0] } }")]
    [InlineData("New-TwilioSink d -SinkType x -SinkConfiguration $args[0]")]
    [InlineData("New-TwilioSink d -SinkType x -SinkConfiguration @{ a = $args[0]; b = [double]::NaN }")]
    [InlineData("[pscustomobject]@{ Description = ''; Arn = 'x'; ExternalId = $args[0] } | New-TwilioSink")]
    [InlineData(
        "[pscustomobject]@{ Description = 'd'; Arn = 'x'; RoleArn = 'y'; ExternalId = $args[0]; WriteKey = $args[0]; auth_token = "
            + "$args[0] } | New-TwilioSink")]
    [InlineData("[pscustomobject]@{ Description = 'd'; SinkConfiguration = @{ deep = @{ deeper = $args[0] } } } | New-TwilioSink")]
    [InlineData("[pscustomobject]@{ Description = 'd'; SinkConfiguration = [pscustomobject]@{ deep = $args[0] } } | New-TwilioSink")]
    [InlineData("@{ Description = 'd'; ExternalId = $args[0] } | New-TwilioSink")]
    [InlineData("New-TwilioSink -InputObject ([pscustomobject]@{ ExternalId = $args[0] }) -ThrottleLimit 0")]
    [InlineData("New-TwilioSink -InputObject ([pscustomobject]@{ ExternalId = $args[0] }) -Nonsense")]
    public void No_part_of_an_error_of_a_new_sink_shows_a_secret(string command)
    {
        using var engine = ModuleEngine.WithSandbox();
        ErrorRecord error = Assert.Single(engine.Run(command, "hush-hush").Errors);
        Assert.DoesNotContain("hush", error.ToString() + error.Exception, StringComparison.Ordinal);

        // The record and its exception lead on to the engine, so they go as deep as Export-Clixml goes; what is ours goes deeper.
        Assert.All(new object[] { error, error.Exception },
            part => Assert.DoesNotContain("hush", PSSerializer.Serialize(part, 2), StringComparison.Ordinal));
        foreach (object? part in new[] { error.TargetObject }.Concat(error.InvocationInfo.BoundParameters.Values)
            .Concat(error.InvocationInfo.UnboundArguments))
        {
            if (part is not null) Assert.DoesNotContain("hush", PSSerializer.Serialize(part, 6), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Get-TwilioEventType com.twilio.voice.webhook.* | New-TwilioSubscription d DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("New-TwilioSubscription d DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (Get-TwilioEventType com.twilio.voice.webhook.*)", true)]
    [InlineData("Get-TwilioEventType com.twilio.voice.webhook.* | New-TwilioSubscription d DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa -WhatIf",
        true)]
    [InlineData("Get-TwilioEventType com.twilio.voice.webhook.* | Add-TwilioSubscribedEvent DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("Get-TwilioEventType com.twilio.messaging.message.read | Add-TwilioSubscribedEvent DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        false)]
    [InlineData("Add-TwilioSubscribedEvent DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa com.twilio.messaging.message.read", false)]
    public void Types_that_are_deprecated_are_named_in_one_warning(string command, bool warns)
    {
        using var engine = ModuleEngine.WithSandbox();
        string[] deprecated =
            [.. engine.Must("Get-TwilioEventType com.twilio.voice.webhook.* -Status deprecated").Output.Select(type => type.ToString())];
        IReadOnlyList<string> warnings = engine.Run(command).Warnings;
        Assert.Equal(warns ? 1 : 0, warnings.Count);
        if (!warns) return;
        Assert.All(deprecated, type => Assert.Contains(type + " (deprecated)", warnings[0], StringComparison.Ordinal));
        Assert.Contains("-Status available", warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-TwilioSink d http://x.example.com/e -DestinationCredential $args[0]", 1)]
    [InlineData("New-TwilioSink d http://x.example.com/e -DestinationCredential $args[0] -WhatIf", 1)]
    [InlineData(
        "[pscustomobject]@{ Description = 'd'; Destination = 'HTTP://x.example.com/e' } | New-TwilioSink -DestinationCredential $args[0]",
        1)]
    [InlineData("New-TwilioSink d -SinkType webhook -SinkConfiguration @{ destination = 'http://u:hush@x.example.com/e'; method = 'POST' }",
        1)]
    [InlineData("New-TwilioSink d https://x.example.com/e -DestinationCredential $args[0]", 0)]
    [InlineData("New-TwilioSink d http://x.example.com/e", 0)]
    public void A_password_that_would_go_over_http_gives_a_warning(string command, int warnings)
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Must(command, ModuleEngine.Credential("user", "hush"));
        Assert.Equal(warnings, result.Warnings.Count);
        if (warnings == 0) return;
        Assert.Contains("x.example.com", result.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("https", result.Warnings[0], StringComparison.Ordinal);
        Assert.DoesNotContain("hush", result.Warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'e/1'", "e/1")]
    [InlineData("[guid]'11111111-2222-3333-4444-555555555555'", "11111111-2222-3333-4444-555555555555")]
    [InlineData("$args[0]", "from a vault")]
    [InlineData("42", "42")]
    public void An_external_id_is_a_text_or_a_secure_string(string given, string sent)
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        SecureString vault = ModuleEngine.Credential("u", "from a vault").Password;
        engine.Run("New-TwilioSink d -Arn arn:aws:kinesis:us-east-1:111122223333:stream/e -RoleArn arn:aws:iam::111122223333:role/r "
            + "-ExternalId (" + given + ")", vault);
        Assert.Contains("\"external_id\":\"" + sent + "\"", Assert.Single(server.Requests).Field("SinkConfiguration"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-TwilioSink $sink", "GET /v1/Sinks/{DG}")]
    [InlineData("Set-TwilioSink $sink d", "POST /v1/Sinks/{DG}")]
    [InlineData("Set-TwilioSink -Sid $row -Description d", "POST /v1/Sinks/{DG}")]
    [InlineData("Remove-TwilioSink $sink, $row -Confirm:$false", "DELETE /v1/Sinks/{DG}; DELETE /v1/Sinks/{DG}")]
    [InlineData("Test-TwilioSink $row", "POST /v1/Sinks/{DG}/Test")]
    [InlineData("Confirm-TwilioSink $sink t", "POST /v1/Sinks/{DG}/Validate")]
    [InlineData("Get-TwilioSubscription $subscription", "GET /v1/Subscriptions/{DF}")]
    [InlineData("Set-TwilioSubscription $subscription d", "POST /v1/Subscriptions/{DF}")]
    [InlineData("Remove-TwilioSubscription $subscription -Confirm:$false", "DELETE /v1/Subscriptions/{DF}")]
    [InlineData("Get-TwilioSubscribedEvent $subscription", "GET /v1/Subscriptions/{DF}/SubscribedEvents")]
    [InlineData("Add-TwilioSubscribedEvent $subscription com.a.b", "POST /v1/Subscriptions/{DF}/SubscribedEvents")]
    [InlineData("New-TwilioSubscription d $sink com.a.b", "POST /v1/Subscriptions")]
    public void An_object_that_is_given_for_a_Sid_means_its_own(string command, string sent)
    {
        using ScriptedServer server = Answers.Server();
        using var engine = new ModuleEngine(server.BaseUri);
        engine.Must("$global:sink = Get-TwilioSink " + ModuleEngine.A + "; $global:subscription = Get-TwilioSubscription " + Messages
            + "; $global:row = [pscustomobject]@{ Description = 'x'; Sid = $sink.Sid }");
        engine.Must(command);
        Assert.Equal(Answers.Fill(sent), string.Join("; ", server.Requests.Skip(2).Select(request => request.Line)));
    }

    [Theory]
    [InlineData("Remove-TwilioSink $subscription -Confirm:$false", "A TwilioEvents.Subscription has no Sid of a sink in a property Sid")]
    [InlineData("Set-TwilioSubscription $sink d", "A TwilioEvents.Sink has no Sid of a subscription in a property Sid")]
    public void An_object_of_another_kind_is_not_taken_for_a_Sid(string command, string said)
    {
        using var engine = ModuleEngine.WithSandbox();
        engine.Must("$global:sink = Get-TwilioSink " + ModuleEngine.A + "; $global:subscription = Get-TwilioSubscription " + Messages);
        Assert.Contains(said, Assert.Single(engine.Run(command).Errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ConventionTests.Cmdlets), MemberType = typeof(ConventionTests))]
    public void What_only_the_pipeline_gives_stands_in_no_syntax(string name)
    {
        using var engine = new ModuleEngine();
        string syntax = string.Concat(engine.Must("Get-Command $args[0] -Syntax", name).Output.Select(line => line.ToString()));
        Assert.StartsWith(name, syntax.Trim(), StringComparison.Ordinal);
        Assert.All(OfThePipeline.Where(parameter => !OfTheCommandLine.Contains(name + " " + parameter)),
            parameter => Assert.DoesNotContain("-" + parameter, syntax, StringComparison.Ordinal));
    }
}
