using System;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Whole scripts against the sandbox, and rows of text, as Import-Csv gives them, into every command that changes something.</summary>
public sealed class LifeCycleTests
{
    private const string Delivered = "com.twilio.messaging.message.delivered";
    private const string Failed = "com.twilio.messaging.message.failed";
    private static readonly string D = "DF" + new string('a', 32);
    private static readonly string NotValidated = "DG" + new string('d', 32);
    private static readonly string E = "DF" + new string('b', 32);

    [Fact]
    public void A_sink_and_a_subscription_live_and_end()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Must(
            """
            $sink = New-TwilioSink 'Orders' https://shop.example.com/events
            $null = Test-TwilioSink $sink.Sid
            $null = $sink | Confirm-TwilioSink -TestId any
            $subscription = Get-TwilioEventType com.twilio.messaging.message.* | New-TwilioSubscription -SinkSid $sink.Sid -Description messages
            $null = $subscription | Get-TwilioSubscribedEvent -Type *.failed | Remove-TwilioSubscribedEvent -Confirm:$false
            $null = $subscription | Add-TwilioSubscribedEvent -Type 'com.twilio.messaging.message.failed@2'
            $null = $subscription | Get-TwilioSubscribedEvent -Type com.twilio.messaging.message.delivered | Set-TwilioSubscribedEvent -SchemaVersion 3
            $null = $subscription | Set-TwilioSubscription -Description 'messages of the shop'
            $sink | Get-TwilioSubscription | ForEach-Object Description
            $sink | Get-TwilioSubscription | Get-TwilioSubscribedEvent | ForEach-Object { $_.Type + '@' + $_.SchemaVersion } | Where-Object { $_ -match 'delivered@|\.failed@' }
            $sink | Get-TwilioSubscription | Get-TwilioSink | ForEach-Object Sid | ForEach-Object { $_ -eq $sink.Sid }
            $sink | Get-TwilioSubscription | Remove-TwilioSubscription -Confirm:$false -PassThru | ForEach-Object Description
            $sink | Remove-TwilioSink -Confirm:$false
            @(Get-TwilioSink).Count
            """);
        Assert.Equal(["messages of the shop", "com.twilio.messaging.message.delivered@3", "com.twilio.messaging.message.failed@2", "True", "messages of the shop", "6"], result.Output.Select(o => o.ToString()).Where(text => !text.Contains("undelivered", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_sink_in_use_stays_with_Twilios_words_and_the_others_go()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Run("Get-TwilioSink | Remove-TwilioSink -Confirm:$false; (Get-TwilioSink).Sid");
        Assert.Equal([ModuleEngine.A, ModuleEngine.C], result.Output.Select(o => o.ToString()));
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.Contains("is in use; delete the subscriptions that use it first", error.Exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_connections_have_two_sandboxes()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Must("$one = Connect-TwilioEvents -Sandbox -PassThru; $two = Connect-TwilioEvents -Sandbox -PassThru; $null = Set-TwilioSink " + ModuleEngine.A + " changed -Connection $one; $one, $two | ForEach-Object { (Get-TwilioSink " + ModuleEngine.A + " -Connection $_).Description }");
        Assert.Equal(["changed", "Order events to the shop"], result.Output.Select(o => o.ToString()));
    }

    [Fact]
    public void Rows_of_text_go_into_every_command_that_changes_something()
    {
        using var engine = ModuleEngine.WithSandbox();
        Assert.Equal(["one", "two"], Descriptions("@{ Sid = '" + ModuleEngine.A + "'; Description = 'one'; AccountSid = ''; Connection = '' }, @{ Sid = ' " + ModuleEngine.B + " '; Description = 'two'; AccountSid = 'AC00000000000000000000000000000000' }", "Set-TwilioSink"));
        Assert.Equal(["three"], Descriptions("@{ Sid = '" + D + "'; Description = 'three'; SinkSid = '" + ModuleEngine.A + "' }", "Set-TwilioSubscription"));
        Assert.Equal(["com.twilio.studio.flow.step.ended@1", "com.twilio.studio.flow.execution.ended@2"], Versions("@{ SubscriptionSid = '" + D + "'; Type = 'com.twilio.studio.flow.step.ended'; SchemaVersion = '1' }, @{ SubscriptionSid = '" + E + "'; Type = ' com.twilio.studio.flow.execution.ended '; SchemaVersion = '' }", "Add-TwilioSubscribedEvent"));
        Assert.Equal([Delivered + "@3"], Versions("@{ SubscriptionSid = '" + D + "'; Type = '" + Delivered + "'; SchemaVersion = ' 3 ' }", "Set-TwilioSubscribedEvent"));
        Assert.Equal([Delivered + "@3", "com.twilio.studio.flow.step.ended@1"], Versions("@{ SubscriptionSid = '" + D + "'; Type = '" + Delivered + "'; SchemaVersion = '3' }, @{ SubscriptionSid = '" + D + "'; Type = 'com.twilio.studio.flow.step.ended'; SchemaVersion = '' }", "Remove-TwilioSubscribedEvent -Confirm:$false -PassThru"));
        Assert.Equal(["submitted"], engine.Must(Rows("@{ Sid = '" + NotValidated + "'; TestId = 'x' }") + " | Test-TwilioSink").Output.Select(o => o.ToString()));
        Assert.Equal(["valid"], engine.Must(Rows("@{ Sid = '" + NotValidated + "'; TestId = 'x' }") + " | Confirm-TwilioSink").Output.Select(o => o.ToString()));
        Assert.Equal(["three"], Descriptions("@{ Sid = '" + D + "'; Description = 'not this one' }", "Remove-TwilioSubscription -Confirm:$false -PassThru"));
        Assert.Equal(["one"], Descriptions("@{ Sid = '" + ModuleEngine.A + "'; Description = 'not this one' }", "Remove-TwilioSink -Confirm:$false -PassThru"));

        string[] Descriptions(string rows, string command) => [.. engine.Must(Rows(rows) + " | " + command).Output.Select(o => (string)o.Properties["Description"].Value)];
        string[] Versions(string rows, string command) => [.. engine.Must(Rows(rows) + " | " + command).Output.Select(o => o.Properties["Type"].Value + "@" + o.Properties["SchemaVersion"].Value)];
    }

    [Fact]
    public void Rows_of_several_types_make_a_sink_each_and_blank_cells_are_absent()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Must(Rows(
            "@{ Description = 'a'; Destination = ' https://a.example.com/ '; Method = 'get'; BatchEvents = 'false'; Arn = ''; RoleArn = ''; ExternalId = ''; SinkType = ''; WriteKey = ''; Connection = '' }",
            "@{ Description = 'b'; Destination = 'https://b.example.com/'; Method = ''; BatchEvents = ''; Arn = ' '; SinkType = 'Webhook' }",
            "@{ Description = 'c'; Destination = 'https://c.example.com/'; BatchEvents = 'True' }",
            "@{ Description = 'd'; Destination = ''; Method = ''; BatchEvents = ''; Arn = 'arn:aws:kinesis:us-east-1:111122223333:stream/d'; RoleArn = 'arn:aws:iam::111122223333:role/d'; ExternalId = 'e'; SinkType = 'kinesis' }") + " | New-TwilioSink | ForEach-Object { $_.Description + ' ' + $_.SinkType + ' ' + $_.SinkConfiguration }");
        Assert.Equal(
            [
                "a webhook @{destination=https://a.example.com/; method=GET; batch_events=False}",
                "b webhook @{destination=https://b.example.com/; method=POST; batch_events=True}",
                "c webhook @{destination=https://c.example.com/; method=POST; batch_events=True}",
                "d kinesis @{arn=arn:aws:kinesis:us-east-1:111122223333:stream/d; role_arn=arn:aws:iam::111122223333:role/d; external_id=********}",
            ],
            result.Output.Select(o => o.ToString()));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Destination = 'https://x/' }", "no Description", "-Description")]
    [InlineData("[pscustomobject]@{ Description = ' '; Destination = 'https://x/' }", "no Description", "-Description")]
    [InlineData("[pscustomobject]@{ Description = 'd' }", "neither a Destination", "Give one of them")]
    [InlineData("[pscustomobject]@{ Description = 'd'; Destination = 'https://x/'; Arn = 'arn:aws:kinesis:us-east-1:111122223333:stream/d' }", "both a Destination", "Give one of them")]
    [InlineData("[pscustomobject]@{ Description = 'd'; Destination = 'ftp://x/' }", "'ftp://x/' is no web address", "https://example.com/events")]
    [InlineData("[pscustomobject]@{ Description = 'd'; Destination = 'https://u:hush@x/' }", "holds a user or a password", "-DestinationCredential")]
    [InlineData("[pscustomobject]@{ Description = 'd'; Destination = 'https://x/'; Method = 'PUT' }", "'PUT' is neither POST nor GET", "POST")]
    [InlineData("[pscustomobject]@{ Description = 'd'; Destination = 'https://x/'; BatchEvents = 'ja' }", "'ja' is neither true nor false", "true")]
    [InlineData("[pscustomobject]@{ Description = 'd'; Destination = 'https://x/'; SinkType = 'kinesis' }", "'kinesis' does not go with", "-SinkConfiguration")]
    [InlineData("[pscustomobject]@{ Description = 'd'; Destination = 'https://x/'; WriteKey = 'hush' }", "has a WriteKey", "-WriteKey")]
    [InlineData("[pscustomobject]@{ Description = 'd'; Arn = 'arn:aws:kinesis:us-east-1:111122223333:stream/d'; ExternalId = 'e' }", "no RoleArn", "RoleArn")]
    [InlineData("[pscustomobject]@{ Description = 'd'; Arn = 'arn:aws:kinesis:us-east-1:111122223333:stream/d'; RoleArn = 'arn:aws:iam::111122223333:role/d' }", "no ExternalId", "ExternalId")]
    [InlineData("[pscustomobject]@{ Description = 'd'; Arn = 'arn:aws:kinesis:us-east-1:111122223333:stream/d'; RoleArn = 'arn:aws:iam::111122223333:role/d'; ExternalId = '********' }", "a masked value", "GetSinkConfiguration()")]
    [InlineData("'a line'", "'a line' is no row", "Import-Csv")]
    [InlineData("42", "'42' is no row", "Import-Csv")]
    public void A_bad_row_fails_alone_and_the_next_makes_its_sink(string row, string said, string advice)
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Run(row + ", @{ Description = 'good'; Destination = 'https://good.example.com/' } | New-TwilioSink");
        Assert.Equal("good", Assert.Single(result.Output).Properties["Description"].Value);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("TwilioInputInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(said, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Exception.Message, StringComparison.Ordinal);
        Assert.NotNull(error.TargetObject);
        Assert.Equal(7, engine.Must("Get-TwilioSink").Output.Count);
    }

    [Fact]
    public void A_row_with_its_own_sink_makes_its_own_subscription()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Must(Rows(
            "@{ SinkSid = '" + ModuleEngine.A + "'; Description = 'one'; Type = '" + Delivered + "@2 " + Failed + "'; SchemaVersion = '' }",
            "@{ SinkSid = '" + ModuleEngine.B + "'; Description = 'two'; Type = '" + Delivered + "'; SchemaVersion = '3' }") + " | New-TwilioSubscription | ForEach-Object { $_.SinkSid.Substring(33) + ' ' + $_.Description; $_ | Get-TwilioSubscribedEvent | ForEach-Object { $_.Type.Substring(29) + '@' + $_.SchemaVersion } }");
        Assert.Equal(["a one", "delivered@2", "failed@8", "b two", "delivered@3"], result.Output.Select(o => o.ToString()));
    }

    [Fact]
    public void Types_that_are_piped_make_one_subscription_each_once()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Must("'" + Delivered + "', '" + Delivered + "@2', @{ Type = '" + Failed + "' }, (Get-TwilioEventType " + Failed + "), [pscustomobject]@{ Type = 'com.twilio.messaging.message.sent'; SchemaVersion = '4'; Other = 'x' } | New-TwilioSubscription -SinkSid " + ModuleEngine.A + " -Description all | Get-TwilioSubscribedEvent | ForEach-Object { $_.Type.Substring(29) + '@' + $_.SchemaVersion }");
        Assert.Equal(["delivered@2", "failed@8", "sent@4"], result.Output.Select(o => o.ToString()));
    }

    private static string Rows(params string[] rows) => string.Join(", ", rows.SelectMany(row => row.Split(", @", StringSplitOptions.None)).Select(row => "[pscustomobject]@" + row.TrimStart('@')));
}
