using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What -Connection takes, when it is looked up, and what its errors show.</summary>
public sealed class ConnectionArgumentTests
{
    private const string Hush = "unmistakable-4711-secret";

    [Fact]
    public void A_bad_connection_on_the_command_line_is_one_error_before_anything_is_read()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result =
            engine.Run("$global:read = 0; 1..3 | ForEach-Object { $global:read++; '" + ModuleEngine.A
                + "' } | Set-TwilioSink -Description d -Connection nowhere; $read");
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("TwilioConnectionNotFound,TwilioEvents.Commands.SetTwilioSinkCommand", error.FullyQualifiedErrorId);
        Assert.Contains("is named 'nowhere'", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(result.Output).BaseObject);
    }

    [Theory]
    [InlineData("5", "not an object of the type Int32")]
    [InlineData("@{ auth_token = $secret }", "not an object of the type Hashtable")]
    [InlineData("[pscustomobject]@{ auth_token = $secret }", "not an object of the type PSCustomObject")]
    [InlineData("'a', 'b'", "not an object of the type Object[]")]
    [InlineData("'a', @{ auth_token = $secret }", "not an object of the type Object[]")]
    public void What_is_no_connection_is_told_by_its_type_and_not_shown(string given, string said)
    {
        using ModuleEngine engine = WithSecret();
        ErrorRecord error = Assert.Single(engine.Run("Set-TwilioSink " + ModuleEngine.A + " d -Connection (" + given + ")").Errors);
        Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Hush, PSSerializer.Serialize(error, 2) + Shown(engine, error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-TwilioSink")]
    [InlineData("Get-TwilioSink")]
    [InlineData("Get-TwilioEventType")]
    [InlineData("Get-TwilioEventSchema")]
    [InlineData("Get-TwilioSubscribedEvent")]
    [InlineData("New-TwilioSink")]
    public void A_bad_connection_of_a_row_is_an_error_of_that_row_with_all_of_it_and_no_secret(string command)
    {
        using ModuleEngine engine = WithSecret();
        Result result = engine.Run(
            "'', 'nowhere', '' | ForEach-Object { [pscustomobject]@{ Sid = '" + ModuleEngine.A
                + "'; Description = 'd'; Destination = 'https://x.example.com/'; Type = 'com.twilio.messaging.message.delivered'; Id = "
                + "'Messaging.MessageStatus'; SubscriptionSid = '" + new string('a', 32).Insert(0, "DF") + "'; Connection = $_; "
                + "Note = 'keep'; ExternalId = $secret; more = @{ auth_token = $secret; url = \"https://u:$secret@h\" } } } | " + command);
        Assert.Equal(2, result.Output.Count);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("TwilioConnectionNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        PSObject row = PSObject.AsPSObject(error.TargetObject);
        Assert.Equal((ModuleEngine.A, "nowhere", "keep", "********"), (Text("Sid"), Text("Connection"), Text("Note"), Text("ExternalId")));
        Assert.DoesNotContain(Hush, PSSerializer.Serialize(error, 2) + Shown(engine, error), StringComparison.Ordinal);

        string Text(string name) => row.Properties[name].Value.ToString()!;
    }

    [Fact]
    public void Types_that_name_two_connections_make_no_subscription()
    {
        using ScriptedServer one = Answers.Server();
        using ScriptedServer two = Answers.Server();
        using var engine = new ModuleEngine();
        engine.Must("Connect-TwilioEvents $args[0] -BaseUri $args[1] -Name one; Connect-TwilioEvents $args[0] -BaseUri $args[2] -Name two",
            ModuleEngine.Credential(ModuleEngine.Account, "top-secret"), one.BaseUri, two.BaseUri);
        const string Rows = "'{0}', '{1}' | ForEach-Object { [pscustomobject]@{ Type = \"com.a.$_\"; Connection = $_ } } | "
            + "New-TwilioSubscription -Description d -SinkSid ";
        Result result = engine.Run(Rows.Replace("{0}", "one", StringComparison.Ordinal).Replace("{1}", "two", StringComparison.Ordinal)
            + ModuleEngine.A);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("TwilioInputInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("The rows name two connections, one (", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(one.Requests.Concat(two.Requests));

        // A blank is the current connection, whatever its name.
        engine.Must(Rows.Replace("{0}", "two", StringComparison.Ordinal).Replace("{1}", "", StringComparison.Ordinal)
            .Replace("com.a.$_", "com.a.b$_", StringComparison.Ordinal) + ModuleEngine.A);
        Assert.Equal(2, Assert.Single(two.Requests).Text.Split("Types=").Length - 1);
    }

    [Fact]
    public void A_row_for_a_new_sink_with_a_mistyped_connection_shows_no_secret_anywhere_in_its_error()
    {
        using ModuleEngine engine = WithSecret();
        Result result = engine.Run(
            "[pscustomobject]@{ Description = 'd'; Arn = 'arn:aws:kinesis:us-east-1:111122223333:stream/s'; RoleArn = "
                + "'arn:aws:iam::111122223333:role/r'; ExternalId = $secret; Connection = 'prdo' } | New-TwilioSink");
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Contains("'prdo'", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Hush, PSSerializer.Serialize(error, 2) + Shown(engine, error), StringComparison.Ordinal);
        Assert.DoesNotContain(Hush, Values(error.InvocationInfo.BoundParameters.Values), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_a_live_connection_a_blank_a_row_and_a_default_value_all_lead_to_their_connection()
    {
        using var one = ScriptedServer.OfSinks();
        using var two = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine();
        engine.Must(
            "$global:live = Connect-TwilioEvents $args[0] -BaseUri $args[1] -Name one -PassThru; Connect-TwilioEvents $args[0] -BaseUri "
                + "$args[2] -Name two", ModuleEngine.Credential(ModuleEngine.Account, "top-secret"), one.BaseUri, two.BaseUri);
        engine.Must("Set-TwilioSink " + ModuleEngine.A + " name -Connection ' ONE '");
        engine.Must("Set-TwilioSink " + ModuleEngine.A + " live -Connection $live");
        engine.Must(
            "$live, 'one' | ForEach-Object { [pscustomobject]@{ Sid = '" + ModuleEngine.A
                + "'; Description = 'row'; Connection = $_ } } | Set-TwilioSink");
        engine.Must("$PSDefaultParameterValues['*-Twilio*:Connection'] = 'one'; Set-TwilioSink " + ModuleEngine.A + " default");
        engine.Must("$PSDefaultParameterValues['*-Twilio*:Connection'] = $live; Set-TwilioSink " + ModuleEngine.A + " live-default");
        Assert.Equal(["name", "live", "row", "row", "default", "live-default"],
            one.Requests.Select(request => request.Field("Description")));
        Assert.Empty(two.Requests);
        engine.Must(
            "$PSDefaultParameterValues.Clear(); '', $null | ForEach-Object { [pscustomobject]@{ Sid = '" + ModuleEngine.A
                + "'; Description = 'blank'; Connection = $_ } } | Set-TwilioSink");
        Assert.Equal(["blank", "blank"], two.Requests.Select(request => request.Field("Description")));
    }

    [Fact]
    public void Binding_looks_nothing_up()
    {
        // The name means a connection that is made only after the command was bound.
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Must(
            "& { Connect-TwilioEvents -Sandbox -Name late; [pscustomobject]@{ Sid = '" + ModuleEngine.A
                + "'; Description = 'd'; Connection = 'late' } } | Set-TwilioSink");
        Assert.Single(result.Output);
    }

    [Fact]
    public void A_connection_that_another_runspace_ended_is_an_error_that_says_so()
    {
        using var engine = ModuleEngine.WithSandbox();
        using var other = new ModuleEngine();
        other.Must("$args[0] | Disconnect-TwilioEvents", Assert.Single(engine.Must("Get-TwilioEventsConnection").Output));
        ErrorRecord error = Assert.Single(engine.Run("Set-TwilioSink " + ModuleEngine.A + " d").Errors);
        Assert.StartsWith("TwilioNotConnected,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("was ended with Disconnect-TwilioEvents", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_current_connection_the_error_names_those_that_are_there()
    {
        using var engine = new ModuleEngine();
        engine.Must(
            "Connect-TwilioEvents -Sandbox -Name stage; Connect-TwilioEvents -Sandbox -Name prod; Connect-TwilioEvents -Sandbox; "
                + "Disconnect-TwilioEvents");
        string error = Assert.Single(engine.Run("Set-TwilioSink " + ModuleEngine.A + " d").Errors).ToString();
        Assert.StartsWith("No connection is current. Connected: prod, stage.", error, StringComparison.Ordinal);
        Assert.Contains("Select-TwilioEventsConnection", error, StringComparison.Ordinal);
    }

    // The secret stands in a variable: the text of the command line is shown by every error.
    private static ModuleEngine WithSecret()
    {
        ModuleEngine engine = ModuleEngine.WithSandbox();
        engine.Must("$global:secret = $args[0]", Hush);
        return engine;
    }

    private static string Shown(ModuleEngine engine, ErrorRecord error)
    {
        engine.Engine.Host.Take();
        engine.Run("$args[0] | Get-Error | Out-Default; $args[0] | Format-List * -Force | Out-Default; "
            + "$args[0].InvocationInfo.BoundParameters | Format-List * -Force | Out-Default; "
                + "$args[0].InvocationInfo.BoundParameters.Values | ConvertTo-Json -Depth 5 | Out-Default", error);
        return engine.Engine.Host.Take();
    }

    private static string Values(IEnumerable<object> values) => string.Join("\n", values.Select(value => PSSerializer.Serialize(value, 5)));
}
