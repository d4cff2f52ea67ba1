using System;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Many accounts from the rows of a file: each row connects, or fails, alone.</summary>
public sealed class ConnectRowsTests : IDisposable
{
    private const string Rows =
        "$rows = $args[0] | ForEach-Object { [pscustomobject]@{ Name = $_[0]; AccountSid = $_[1]; Region = $_[2] } }; ";
    private static readonly string One = "AC" + new string('1', 32), Two = "AC" + new string('2', 32), Key = "SK" + new string('3', 32);
    private static readonly string[] Shown = ["Name", "AccountSid", "BaseUri", "IsCurrent"];
    private readonly ModuleEngine engine = new();

    public void Dispose() => this.engine.Dispose();

    [Fact]
    public void Each_row_connects_an_account_under_its_name_and_none_is_current()
    {
        Result result = this.engine.Must(
            Rows + "Connect-TwilioEvents -Sandbox; $rows | Connect-TwilioEvents -AuthToken { $secrets[$_.Name] }; "
                + "Get-TwilioEventsConnection *", this.Given([Row("prod", One, "ie1"), Row("stage", Two, " ")]));
        Assert.Equal(["prod " + One + " https://events.ie1.twilio.com/ False", "stage " + Two + " https://events.twilio.com/ False"],
            result.Output.Select(Show));
        Assert.Empty(this.engine.Must("Get-TwilioEventsConnection").Output);
        ErrorRecord error = Assert.Single(this.engine.Run("Get-TwilioSink").Errors);
        Assert.Contains("No connection is current. Connected: prod, stage.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_cannot_be_connected_is_its_own_error_and_the_others_go_on()
    {
        Result result = this.engine.Run(
            Rows + "$rows | Connect-TwilioEvents -AuthToken { $secrets[$_.Name] } -PassThru",
            this.Given([Row("prod", One, ""), Row("wrong", "AC12", ""), Row("re gion", Two, "a/b"), Row("stage", Two, "")]));
        Assert.Null(result.Terminating);
        Assert.Equal(["prod", "stage"], result.Output.Select(connection => connection.Properties["Name"].Value));
        Assert.Equal(["TwilioCredentialInvalid", "TwilioHostInvalid"], result.Errors.Select(Id));
        Assert.Equal(["wrong", "re gion"], result.Errors.Select(error => PSObject.AsPSObject(error.TargetObject).Properties["Name"].Value));
        Assert.All(result.Errors, error => Assert.Equal("Connect-TwilioEvents", error.InvocationInfo.MyCommand.Name));
    }

    [Fact]
    public void A_secret_that_is_not_there_is_the_error_of_its_row()
    {
        Result result = this.engine.Run(
            Rows + "$rows | Connect-TwilioEvents -AuthToken { if ($_.Name -eq 'lost') { throw 'not in the vault' } $secrets[$_.Name] } "
                + "-PassThru", this.Given([Row("lost", One, ""), Row("stage", Two, "")]));
        Assert.Equal("stage", Assert.Single(result.Output).Properties["Name"].Value);
        Assert.Contains("not in the vault", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_can_name_a_key_and_a_secret_in_plain_text_is_refused_and_not_shown()
    {
        Result result = this.engine.Run(
            "[pscustomobject]@{ Name = 'a'; AccountSid = $args[0]; ApiKey = $args[1] } | Connect-TwilioEvents -ApiSecret $args[2] "
                + "-PassThru; [pscustomobject]@{ Name = 'b'; AccountSid = $args[0]; ApiKey = $args[1]; ApiSecret = "
                + "'plain-unmistakable' } | Connect-TwilioEvents -PassThru",
            One, Key, ModuleEngine.Credential("x", "hush").Password);
        Assert.Equal("a " + One, Show(Assert.Single(result.Output))[..36]);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Contains("Plain text was given", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("plain-unmistakable", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("plain-unmistakable", error.Exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_a_name_is_refused_unless_somebody_takes_its_connection()
    {
        Result result = this.engine.Run(
            Rows + "$rows | Connect-TwilioEvents -AuthToken $secrets['prod']; $rows | Connect-TwilioEvents -AuthToken $secrets['prod'] "
                + "-PassThru", this.Given([Row(" ", One, "")]));
        Assert.Contains("The row has no name", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        Assert.Null(Assert.Single(result.Output).Properties["Name"].Value);
    }

    [Fact]
    public void What_gives_nothing_is_told_so()
    {
        Result result = this.engine.Run("'prod' | Connect-TwilioEvents -Sandbox -Name x");
        Assert.Contains("gives Connect-TwilioEvents nothing that is not on its command line", Assert.Single(result.Errors).ToString(),
            StringComparison.Ordinal);
        Assert.Empty(this.engine.Must("Get-TwilioEventsConnection *").Output);
    }

    [Fact]
    public void With_Verify_a_row_that_Twilio_refuses_fails_alone()
    {
        string refused = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(One));
        using var server = new ScriptedServer(
            request => request.Header("Authorization")!["Basic ".Length..].StartsWith(refused[..^4], StringComparison.Ordinal)
                ? Reply.Http(401, "{\"code\":20003,\"message\":\"Authenticate\"}") : Reply.Http(200, "{\"sinks\":[]}"));
        Result result = this.engine.Run(
            Rows + "$rows | Connect-TwilioEvents -AuthToken $secrets['prod'] -BaseUri $args[1] -Verify -PassThru -WarningAction Ignore",
            [.. this.Given([Row("prod", One, ""), Row("stage", Two, "")]), server.BaseUri]);
        Assert.Equal("stage", Assert.Single(result.Output).Properties["Name"].Value);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("TwilioAuthenticationFailed", Id(error));
        Assert.Equal("prod", PSObject.AsPSObject(error.TargetObject).Properties["Name"].Value);
        Assert.Equal(2, server.Requests.Count);
    }

    private static object[] Row(string name, string account, string region) => [name, account, region];

    private static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];

    private static string Show(PSObject connection) => string.Join(' ', Shown.Select(name => connection.Properties[name].Value));

    // The rows, and the secrets by their names.
    private object[] Given(object[][] rows)
    {
        var secrets = new System.Collections.Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (object[] row in rows) secrets[(string)row[0]] = ModuleEngine.Credential("x", "secret of " + row[0]).Password;
        secrets["prod"] ??= ModuleEngine.Credential("x", "hush").Password;
        this.engine.Must("$global:secrets = $args[0]", secrets);
        return [rows];
    }
}
