using System;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Select-TwilioEventsConnection, and which connection is the current one.</summary>
public sealed class SelectConnectionTests
{
    [Fact]
    public void A_connection_with_a_name_is_current_again_without_its_secret()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine();
        engine.Must("Connect-TwilioEvents $args[0] -BaseUri $args[1] -Name prod; Connect-TwilioEvents -Sandbox -Name trial",
            ModuleEngine.Credential(ModuleEngine.Account, "top-secret"), server.BaseUri);
        Assert.Empty(engine.Must("Select-TwilioEventsConnection ' PROD '").Output);
        engine.Must("Set-TwilioSink " + ModuleEngine.A + " d");
        Assert.Single(server.Requests);
        Assert.Equal("trial",
            Assert.Single(engine.Must("Select-TwilioEventsConnection -Name trial -PassThru").Output).Properties["Name"].Value);
        engine.Must("Set-TwilioSink " + ModuleEngine.A + " d");
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("$unnamed | Select-TwilioEventsConnection")]
    [InlineData("Select-TwilioEventsConnection -InputObject $unnamed")]
    public void A_connection_without_a_name_is_chosen_by_the_object(string script)
    {
        using var engine = new ModuleEngine();
        engine.Must("$global:unnamed = Connect-TwilioEvents -Sandbox -PassThru; Connect-TwilioEvents -Sandbox -Name other");
        engine.Must(script);
        Assert.Equal(true, Assert.Single(engine.Must("$unnamed -eq (Get-TwilioEventsConnection)").Output).BaseObject);
    }

    [Theory]
    [InlineData("Select-TwilioEventsConnection nowhere", "Names here: kept.")]
    [InlineData("Select-TwilioEventsConnection $ended", "Give a connection, such as from Get-TwilioEventsConnection, or use -Name.")]
    [InlineData("$ended | Select-TwilioEventsConnection", "was ended with Disconnect-TwilioEvents")]
    [InlineData("Select-TwilioEventsConnection -Nam kept -PassThrough", "PassThrough")]
    [InlineData("Get-TwilioEventsConnection none | Select-TwilioEventsConnection", "'none'")]
    public void A_choice_that_fails_leaves_no_connection_current(string script, string said)
    {
        using var engine = new ModuleEngine();
        engine.Must(
            "$global:ended = Connect-TwilioEvents -Sandbox -PassThru; Disconnect-TwilioEvents; Connect-TwilioEvents -Sandbox -Name kept");
        if (script == "Select-TwilioEventsConnection $ended") script = "Select-TwilioEventsConnection -InputObject 'kept'";
        Assert.Contains(said, Assert.Single(engine.Run(script).Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Must("Get-TwilioEventsConnection").Output);
        engine.Must("Select-TwilioEventsConnection kept");
        Assert.Single(engine.Must("Get-TwilioEventsConnection").Output);
    }

    [Fact]
    public void Names_complete_and_the_list_marks_the_current_connection()
    {
        using var engine = new ModuleEngine();
        engine.Must(
            "Connect-TwilioEvents -Sandbox -Name alpha; Connect-TwilioEvents -Sandbox -Name beta; Select-TwilioEventsConnection alpha");
        Assert.Equal(["alpha", "beta"],
            engine.Must("$line = 'Select-TwilioEventsConnection '; (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText")
                .Output.Select(text => text.ToString()));
        Assert.Equal([true, false], engine.Must("(Get-TwilioEventsConnection *).IsCurrent").Output.Select(text => text.BaseObject));
        engine.Engine.Host.Take();
        engine.Must("Get-TwilioEventsConnection * | Out-Default");
        string shown = engine.Engine.Host.Take();
        Assert.Matches(@"IsSandbox\s*: True\s+IsCurrent\s*: True", shown);
        Assert.Matches(@"IsSandbox\s*: True\s+IsCurrent\s*: False", shown);
    }

    [Fact]
    public void Current_is_what_is_current_in_the_runspace_that_asks()
    {
        using var one = new ModuleEngine();
        using var two = new ModuleEngine();
        PSObject connection = Assert.Single(one.Must("Connect-TwilioEvents -Sandbox -PassThru").Output);
        two.Must("Connect-TwilioEvents -Sandbox");
        Assert.Equal(false, Assert.Single(two.Must("$args[0].IsCurrent", connection).Output).BaseObject);
        Assert.Equal(true, Assert.Single(one.Must("$args[0].IsCurrent", connection).Output).BaseObject);
        two.Must("$args[0] | Select-TwilioEventsConnection", connection);
        Assert.Equal(true, Assert.Single(two.Must("$args[0].IsCurrent", connection).Output).BaseObject);
    }
}
