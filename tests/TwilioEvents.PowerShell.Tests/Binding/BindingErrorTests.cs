using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>
/// Gives each parameter of each cmdlet what it cannot take, with a secret in it, on the command line and from a row, and
/// looks for that secret in every part of every error.
/// </summary>
public sealed class BindingErrorTests : IDisposable
{
    private const string Hush = "unmistakable-4711-secret";

    // The secret is in a variable alone: the text of the command line stands in every error.
    private const string Prepare = """
        $global:secret = $args[0]
        $global:unfit = [ordered]@{
            Row = [pscustomobject]@{ ExternalId = $secret; Name = 'x' }
            Nested = [pscustomobject]@{ more = @{ auth_token = $secret } }
            Table = @{ auth_token = $secret }
            Address = "https://user:$secret@host:99999/"
            List = @([pscustomobject]@{ WriteKey = $secret }, @{ password = $secret })
            Credential = [pscredential]::new('user', $args[1])
        }
        """;

    private readonly ModuleEngine engine = ModuleEngine.WithSandbox();

    public BindingErrorTests()
    {
        var secure = new System.Security.SecureString();
        foreach (char c in Hush) secure.AppendChar(c);
        this.engine.Must(Prepare, Hush, secure);
    }

    public static TheoryData<string> Cmdlets => ConventionTests.Cmdlets;

    public void Dispose() => this.engine.Dispose();

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void No_argument_that_cannot_be_bound_shows_a_secret(string name)
    {
        var shows = new List<string>();
        foreach ((string parameter, string set) in this.Parameters(name))
        {
            foreach (string kind in new[] { "Row", "Nested", "Table", "Address", "List", "Credential" })
            {
                string confirm = this.Has(name, "Confirm") ? " -Confirm:$false" : string.Empty;
                string script = name + " -" + parameter + ":$unfit." + kind + this.Others(name, parameter, set) + confirm;
                if (Shows(this.engine.Run(script)) is string where) shows.Add(script + ": " + where);
            }
        }

        Assert.True(shows.Count == 0, shows.Count + " show it:\n" + string.Join("\n", shows));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void No_argument_shows_a_secret_where_another_cannot_be_bound(string name)
    {
        var shows = new List<string>();
        foreach ((string parameter, string set) in this.Parameters(name))
        {
            foreach (string kind in new[] { "Row", "Nested", "Table", "List" })
            {
                string script = name + " -" + parameter + ":$unfit." + kind + this.Others(name, parameter, set) + " -Nonsense";
                if (Shows(this.engine.Run(script)) is string where) shows.Add(script + ": " + where);
            }
        }

        Assert.True(shows.Count == 0, shows.Count + " show it:\n" + string.Join("\n", shows));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void No_argument_that_is_a_secret_as_plain_text_is_shown_where_a_number_a_switch_a_secret_or_an_address_goes(string name)
    {
        Type[] types =
            [typeof(int), typeof(int?), typeof(SwitchParameter), typeof(bool?), typeof(System.Security.SecureString), typeof(Uri)];
        var shows = new List<string>();
        CmdletInfo cmdlet = this.Command(name);
        // The destination of a sink is not secret: one that is mistyped is shown, the password in it masked.
        foreach ((string parameter, string set) in this.Parameters(name)
            .Where(p => types.Contains(cmdlet.Parameters[p.Parameter].ParameterType) && p.Parameter is not ("Destination" or "PublicUri")))
        {
            string script = name + " -" + parameter + ":$secret" + this.Others(name, parameter, set);
            if (Shows(this.engine.Run(script)) is string where) shows.Add(script + ": " + where);
        }

        Assert.True(shows.Count == 0, shows.Count + " show it:\n" + string.Join("\n", shows));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void No_row_that_cannot_be_bound_shows_a_secret_but_the_row_that_PowerShell_itself_puts_into_the_error(string name)
    {
        var shows = new List<string>();
        foreach (string parameter in
            this.Command(name).Parameters.Values.Where(IsFromRow).Select(parameter => parameter.Name).Append("AccountSid"))
        {
            foreach (string kind in new[] { "Row", "Nested", "Table", "Address", "List" })
            {
                // Any text is a right one there, and what is given for a description is not a secret.
                if (kind == "Address" && parameter is ("Description" or "TestId")) continue;
                string confirm = this.Has(name, "Confirm") ? " -Confirm:$false" : string.Empty;
                string script = "[pscustomobject]@{ " + parameter + " = $unfit." + kind + "; ExternalId = $secret } | " + name + confirm;
                if (Shows(this.engine.Run(script), ofRow: true) is string where) shows.Add(script + ": " + where);
            }
        }

        Assert.True(shows.Count == 0, shows.Count + " show it:\n" + string.Join("\n", shows));

        // What a host shows by default.
        Assert.DoesNotContain(Hush, this.engine.Engine.Host.Text, StringComparison.Ordinal);

        static bool IsFromRow(ParameterMetadata parameter) =>
            parameter.Attributes.OfType<ParameterAttribute>().Any(declared => declared.ValueFromPipelineByPropertyName);
    }

    [Fact]
    public void SECURITY_and_the_help_say_the_same_of_the_row_that_PowerShell_puts_into_the_error()
    {
        string help = Words("src", "TwilioEvents.PowerShell", "Help", "about_TwilioEvents_Errors.md");
        string told = System.Text.RegularExpressions.Regex.Match(Words("SECURITY.md"),
            "If PowerShell cannot bind.*?the command takes:").Value;
        Assert.Contains("the whole row in TargetObject", told, StringComparison.Ordinal);
        Assert.Contains(told, help, StringComparison.Ordinal);

        static string Words(params string[] path) => System.Text.RegularExpressions.Regex.Replace(
            File.ReadAllText(Path.Combine([Engine.RepositoryRoot, .. path])), @"\s+", " ");
    }

    private static string? Shows(Result result, bool ofRow = false)
    {
        foreach (ErrorRecord error in result.Errors.Concat(result.Terminating is null ? [] : [result.Terminating.ErrorRecord]))
        {
            var text = new Dictionary<string, string>
            {
                ["the message"] = error.ToString(),
                ["the exception"] = error.Exception.ToString(),
                ["the details"] = error.ErrorDetails?.Message + error.ErrorDetails?.RecommendedAction,
                ["the target"] = PSSerializer.Serialize(error.TargetObject, 5) + error.TargetObject + error.CategoryInfo.TargetName,
                ["BoundParameters"] = Values(error.InvocationInfo?.BoundParameters),
                ["BoundParameters of the exception"] =
                    Values((error.Exception as ParameterBindingException)?.CommandInvocation?.BoundParameters),
                ["UnboundArguments"] =
                    string.Join("\n", error.InvocationInfo?.UnboundArguments.Select(value => PSSerializer.Serialize(value, 5)) ?? []),
                ["CliXml"] = PSSerializer.Serialize(error, 2),
            };
            if (ofRow && !error.FullyQualifiedErrorId.StartsWith("Twilio", StringComparison.Ordinal))
            {
                text.Remove("the target");
                text.Remove("CliXml");
            }

            string[] found = [.. text.Where(part => part.Value.Contains(Hush, StringComparison.Ordinal)).Select(part => part.Key)];
            if (found.Length > 0) return string.Join(", ", found) + " of " + error.FullyQualifiedErrorId;
        }

        return null;
    }

    // A PSCredential is shown without its password: what a user sees of it.
    private static string Values(IDictionary? bound)
    {
        var all = new StringBuilder();
        foreach (object? value in bound?.Values ?? Array.Empty<object>())
            all.Append(value is PSCredential ? value.ToString() : PSSerializer.Serialize(value, 5) + value);
        return all.ToString();
    }

    private CmdletInfo Command(string name) => (CmdletInfo)this.engine.Must("Get-Command $args[0]", name).Output.Single().BaseObject;

    private bool Has(string name, string parameter) => this.Command(name).Parameters.ContainsKey(parameter);

    // Each parameter, once for each set that has it.
    private IEnumerable<(string Parameter, string Set)> Parameters(string name) => this.Command(name).ParameterSets
        .SelectMany(set => set.Parameters.Select(parameter => (Parameter: parameter.Name, Set: set.Name)))
        .Where(p => !Cmdlet.CommonParameters.Contains(p.Parameter) && !Cmdlet.OptionalCommonParameters.Contains(p.Parameter))
        .Distinct();

    // What else the set needs: nobody is there to be asked.
    private string Others(string name, string parameter, string set)
    {
        CommandParameterSetInfo known = this.Command(name).ParameterSets.Single(s => s.Name == set);
        return string.Concat(known.Parameters.Where(p => p.IsMandatory && p.Name != parameter).Select(p => " -" + p.Name + ":" + Fit(p)));
    }

    private static string Fit(CommandParameterInfo parameter) => parameter.Name switch
    {
        "Sid" when parameter.HelpMessage.Contains("DF", StringComparison.Ordinal) => "DF" + new string('a', 32),
        "SubscriptionSid" => "DF" + new string('a', 32),
        "Sid" or "SinkSid" => ModuleEngine.A,
        "Type" => "com.twilio.voice.x",
        "SchemaVersion" => "1",
        "Id" => "Voice.X",
        "Arn" => "arn:aws:kinesis:us-east-1:111122223333:stream/s",
        "RoleArn" => "arn:aws:iam::111122223333:role/r",
        "Destination" => "https://example.com/x",
        "SinkConfiguration" => "@{ a = 'b' }",
        "AccountSid" => ModuleEngine.Account,
        "ApiKey" => "SK" + new string('2', 32),
        "Credential" or "ProxyCredential" => "$unfit.Credential",
        "AuthToken" or "ApiSecret" or "WriteKey" => "$unfit.Credential.Password",
        "Sandbox" => "$true",
        "Connection" or "InputObject" when parameter.ParameterType.Name.Contains("Connection", StringComparison.Ordinal) =>
            "(Connect-TwilioEvents -Sandbox -PassThru)",
        "InputObject" => "([pscustomobject]@{ Description = 'd' })",
        "Method" => "GET",
        "Path" => "/v1/Sinks",
        _ => "x",
    };
}
