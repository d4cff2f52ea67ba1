using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>
/// The environment and the home folder belong to the process, and so does having connected once: each test has a
/// process of its own, or one as new.
/// </summary>
public sealed class EnvironmentTests : IDisposable
{
    private const string Account = "AC11111111111111111111111111111111";
    private const string ProfileAccount = "AC33333333333333333333333333333333";
    private const string Key = "SK22222222222222222222222222222222";
    private const string ProfileKey = "SK44444444444444444444444444444444";
    private const string WhatIf =
        "Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x -WhatIf; $c = Get-TwilioEventsConnection; $c.UserName; $c.Source; ";
    private const string Profiles =
        "{\"edge\":\"sydney\",\"activeProject\":\"production\",\"profiles\":{\"production\":{\"accountSid\":\"" + ProfileAccount
            + "\",\"apiKey\":\"" + ProfileKey
        + "\",\"apiSecret\":\"hush-profile\",\"region\":\"ie1\"},\"two words\":{\"accountSid\":\"" + Account + "\",\"apiKey\":\"" + Key
        + "\",\"apiSecret\":\"hush-profile\",\"edge\":\"dublin\"}}}";

    private static readonly Lazy<Task<Dictionary<string, string>>> AfterChoices = new(() => RunEachAsync(Choices, WhatIf));
    private static readonly Lazy<Task<Dictionary<string, string>>> AfterNoChoices =
        new(() => RunEachAsync(NoChoices, "(Get-TwilioEventsConnection).UserName"));

    private readonly string home = Directory.CreateTempSubdirectory("home").FullName;

    public static TheoryData<string> Choices =>
    [
        "Disconnect-TwilioEvents",
        "Get-TwilioEventsConnection > $null; Disconnect-TwilioEvents",
        "Connect-TwilioEvents -Sandbox; Disconnect-TwilioEvents",
        "Connect-TwilioEvents -Sandbox -Name '*'",
        "Connect-TwilioEvents -AccountSid AC99999999999999999999999999999999 -AuthToken $null",
        "Connect-TwilioEvents -AuthToken plain -AccountSid AC99999999999999999999999999999999",
        "Connect-TwilioEvents -Sandbox -TimeoutSec 0",
        "Connect-TwilioEvents -TimeoutSec abc -Sandbox",
        "Connect-TwilioEvents -MaximumRetryCount 1000 -Sandbox",
        "Connect-TwilioEvents -Name sandbox",
        "Connect-TwilioEvents -PassThru",
        "Connect-TwilioEvents -Sanbox",
        "Connect-TwilioEvents 5 6 7 8",
        "Select-TwilioEventsConnection -Nam",
        "5 | Select-TwilioEventsConnection",
        "Disconnect-TwilioEvents -Nonsense",
        "Disconnect-TwilioEvents -Connection 5",
    ];

    public static TheoryData<string> NoChoices =>
    [
        "$null = TabExpansion2 'Connect-TwilioEvents -Sandbox -' 30",
        "$null = Get-Command Connect-TwilioEvents -Syntax",
        "$null = Connect-TwilioEvents -?",
        "$null = Connect-TwilioEvents -Credential (throw 'no secret') 2>&1",
    ];

    private string ConfigurationPath => Path.Combine(this.home, ".twilio-cli", "config.json");

    public void Dispose() => Directory.Delete(this.home, recursive: true);

    [Fact]
    public async Task The_token_serves_where_nobody_connected()
    {
        (string output, string errors) = await this.RunAsync(WhatIf, ("TWILIO_ACCOUNT_SID", Account), ("TWILIO_AUTH_TOKEN", "hush"));
        Assert.Equal((Account + "\nEnvironment\n", string.Empty), (output, errors));
    }

    [Fact]
    public async Task The_API_key_wins_over_the_token_and_the_environment_over_the_profile()
    {
        this.Write(Profiles);
        (string output, string errors) = await this.RunAsync(
            "$before = Get-TwilioEventsConnection; " + WhatIf
                + "$c -eq $before; $c.AccountSid; $c.BaseUri; (Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x -WhatIf -Verbose "
                    + "4>&1)[0].Message; "

            // Who corrects a variable expects it to serve, and who changes nothing keeps the connection.
            + "$env:TWILIO_API_KEY = $env:TWILIO_API_SECRET = ''; (Get-TwilioEventsConnection).UserName; $t = Get-TwilioEventsConnection; "
                + "$t -eq (Get-TwilioEventsConnection); $env:TWILIO_AUTH_TOKEN = 'other'; $t -eq (Get-TwilioEventsConnection); "

            // Without any, the profile serves.
            + "$env:TWILIO_ACCOUNT_SID = $env:TWILIO_AUTH_TOKEN = ''; (Get-TwilioEventsConnection).UserName",
            ("TWILIO_ACCOUNT_SID", Account),
            ("TWILIO_AUTH_TOKEN", "hush"),
            ("TWILIO_API_KEY", Key),
            ("TWILIO_API_SECRET", "hush"),
            ("TWILIO_REGION", "au1"),
            ("TWILIO_EDGE", "tokyo"));
        Assert.Equal(string.Empty, errors);
        Assert.Equal(
            [Key, "Environment", "True", Account, "https://events.tokyo.au1.twilio.com/",
                "Using the connection " + Key + " at events.tokyo.au1.twilio.com (from environment variables).", Account, "True",
                "False", ProfileKey],
            Lines(output));
    }

    [Theory]
    [InlineData("TWILIO_API_KEY", Key, "TwilioEnvironmentIncomplete,", "TWILIO_API_SECRET is missing")]
    [InlineData("TWILIO_AUTH_TOKEN", "hush", "TwilioEnvironmentIncomplete,", "TWILIO_ACCOUNT_SID is missing")]
    public async Task Half_a_set_names_the_missing_half_and_no_profile_steps_in(string name, string value, string id, string said)
    {
        this.Write(Profiles);
        (string output, string errors) = await this.RunAsync(WhatIf, (name, value));
        Assert.StartsWith(id, errors, StringComparison.Ordinal);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.DoesNotContain(ProfileKey, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swapped_values_are_named_and_not_shown()
    {
        (_, string errors) = await this.RunAsync(WhatIf, ("TWILIO_ACCOUNT_SID", "0123456789abcdef"), ("TWILIO_AUTH_TOKEN", Account));
        Assert.Contains("swapped", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task Nothing_serves_unasked_once_somebody_chose(string before) =>
        Assert.Equal("|TwilioNotConnected,TwilioEvents.Commands.SetTwilioSinkCommand", (await AfterChoices.Value)[before]);

    [Theory]
    [MemberData(nameof(NoChoices))]
    public async Task What_starts_no_Connect_leaves_the_environment_in_use(string before) =>
        Assert.Equal(Account + "|", (await AfterNoChoices.Value)[before]);

    [Fact]
    public async Task A_script_that_chose_the_sandbox_reaches_no_real_account_in_another_runspace()
    {
        this.Write(Profiles);
        (string output, string errors) = await this.RunAsync(
            // One runspace uses the fallback before the other one chooses: that is over, too.
            "$other = [powershell]::Create([initialsessionstate]::CreateDefault2()); $other.AddScript('Import-Module $args[0]; "
                + "Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x -WhatIf; "
                    + "(Get-TwilioEventsConnection).UserName').AddArgument($args[0]).Invoke(); "
            + "$m = $args[0]; Connect-TwilioEvents -Sandbox; 1..2 | ForEach-Object -Parallel { Import-Module $using:m; Set-TwilioSink "
                + "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x -WhatIf }; "
            + "$other.Commands.Clear(); $other.AddScript('Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x -WhatIf').Invoke(); "
                + "$other.Streams.Error[0].FullyQualifiedErrorId",
            ("TWILIO_ACCOUNT_SID", Account),
            ("TWILIO_AUTH_TOKEN", "hush"));
        Assert.Equal([Account, "TwilioNotConnected,TwilioEvents.Commands.SetTwilioSinkCommand"], Lines(output));
        Assert.Equal(2, Lines(errors).Count(line => line.StartsWith("TwilioNotConnected,", StringComparison.Ordinal)));
        Assert.Contains("-Connection $using:connection", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_active_profile_serves_last()
    {
        this.Write(Profiles);
        (string output, string errors) = await this.RunAsync(
            WhatIf + "$c.Name; $c.AccountSid; $c.BaseUri; (Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x -WhatIf -Verbose "
                + "4>&1)[0].Message");
        Assert.Equal(string.Empty, errors);
        Assert.Equal(
            [ProfileKey, "Profile", "production", ProfileAccount, "https://events.sydney.ie1.twilio.com/",
                "Using the connection production: " + ProfileKey
                    + " at events.sydney.ie1.twilio.com (the active profile of Twilio's CLI)."],
            Lines(output));
    }

    [Fact]
    public async Task A_profile_serves_by_name_once_for_all_its_lines()
    {
        this.Write(Profiles, readableByOthers: true);
        (string output, string errors) = await this.RunAsync(
            "$rows = 'production', 'PRODUCTION', 'two words', 'none' | ForEach-Object { [pscustomobject]@{ Sid = "
                + "'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; Description = 'x'; Connection = $_ } }; "
            + "$rows | Set-TwilioSink -WhatIf 3>&1 | ForEach-Object { $_.Message }; (Get-TwilioEventsConnection *).UserName; "
                + "(Get-TwilioEventsConnection 'two words').BaseUri; "
            + "$line = 'Connect-TwilioEvents -ProfileName '; (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText; "
            + "$c = Connect-TwilioEvents -ProfileName Production -Edge tokyo -PassThru; $c.Name; $c.BaseUri; $c -eq "
                + "(Get-TwilioEventsConnection production)",
            ("TWILIO_EDGE", "umatilla"));
        string[] warning =
            OperatingSystem.IsWindows() ? []
                : ["Other users may read " + this.ConfigurationPath + ", which holds secrets. Run: chmod 600 '" + this.ConfigurationPath
                    + "'"];
        Assert.Equal(
            [.. warning, ProfileKey, Key, "https://events.umatilla.us1.twilio.com/", "production", "'two words'", "production",
                "https://events.tokyo.ie1.twilio.com/", "True"],
            Lines(output));
        Assert.Contains(
            "is named 'none'. Names here: production, two words; profiles in " + this.ConfigurationPath + ": production, two words.",
            Assert.Single(Lines(errors)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_configuration_is_one_clear_error_and_Tab_keeps_quiet()
    {
        this.Write("{ \"profiles\": { \"a\": { \"apiSecret\": 0hush");
        (string output, string errors) = await this.RunAsync(
            "'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' | Set-TwilioSink -Description x; "
                + "Connect-TwilioEvents -ProfileName a; "
            + "$line = 'Connect-TwilioEvents -ProfileName '; @((TabExpansion2 $line $line.Length).CompletionMatches | Where-Object "
                + "ResultType -eq ParameterValue).Count");
        Assert.Equal("0\n", output);
        Assert.Equal(2, Lines(errors).Length);
        Assert.All(Lines(errors), line => Assert.StartsWith("TwilioConfigurationUnreadable,", line, StringComparison.Ordinal));
        Assert.Contains(this.ConfigurationPath + " is broken", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_CLI_requires_the_name_of_a_profile_the_active_one_is_not_used_unasked()
    {
        this.Write(Profiles.Replace("{\"edge\"", "{\"requireProfileInput\":true,\"edge\"", StringComparison.Ordinal));
        (string output, string errors) = await this.RunAsync(
            "Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x -WhatIf; (Get-TwilioEventsConnection).Name; "
            + "Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x -Connection production -WhatIf; (Connect-TwilioEvents -ProfileName "
                + "production -PassThru).Name");
        Assert.Equal("production\n", output);
        Assert.All(Lines(errors), line => Assert.StartsWith("TwilioProfileInvalid,", line, StringComparison.Ordinal));
        Assert.Contains("(requireProfileInput in " + this.ConfigurationPath + "), and none is named. Profiles: production, two words.",
            errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_that_TWILIO_CONFIG_DIR_names_goes_before_the_home_folder()
    {
        this.Write("{ broken");
        string folder = Directory.CreateDirectory(Path.Combine(this.home, "elsewhere")).FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), Profiles);
        (string output, string errors) =
            await this.RunAsync("(Connect-TwilioEvents -ProfileName production -PassThru 3> $null).Name", ("TWILIO_CONFIG_DIR", folder));
        Assert.Equal(("production\n", string.Empty), (output, errors));
    }

    [Fact]
    public async Task A_home_folder_with_control_characters_does_not_reach_the_terminal()
    {
        if (OperatingSystem.IsWindows()) return;
        string folder = Directory.CreateDirectory(Path.Combine(this.home, "a\u001b]0;title\a'b")).FullName;
        const string Script =
            "Connect-TwilioEvents -ProfileName nowhere -WarningVariable w; Get-TwilioSink -Connection nowhere; Connect-TwilioEvents "
                + "-ProfileName production -WarningVariable w 3> $null; $w";
        (string output, string errors) = await this.RunAsync(Script, ("TWILIO_CONFIG_DIR", folder));
        File.WriteAllText(Path.Combine(folder, "config.json"), Profiles);
        File.SetUnixFileMode(Path.Combine(folder, "config.json"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        (string output2, string errors2) = await this.RunAsync(Script, ("TWILIO_CONFIG_DIR", folder));
        Assert.Contains("a ]0;title 'b", errors, StringComparison.Ordinal);
        Assert.Contains("a ]0;title 'b", errors2, StringComparison.Ordinal);
        Assert.Contains("chmod 600 '" + this.home + "/a ]0;title '\\''b/config.json'", output2, StringComparison.Ordinal);
        Assert.DoesNotContain(output + errors + output2 + errors2, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public async Task A_file_that_others_may_read_and_an_address_that_is_not_Twilios_each_give_their_warning()
    {
        if (OperatingSystem.IsWindows()) return;
        this.Write(Profiles, readableByOthers: true);
        (string output, string errors) = await this.RunAsync(
            "Connect-TwilioEvents -ProfileName production -BaseUri https://localhost/v1 -WarningVariable w 3> $null; $w");
        Assert.Equal(string.Empty, errors);
        Assert.Collection(
            Lines(output),
            line => Assert.StartsWith("Other users may read ", line, StringComparison.Ordinal),
            line => Assert.StartsWith("The credentials of " + ProfileKey + " go to localhost", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Requests go to https://localhost/v1/v1, ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_profile_that_is_not_there_is_told_with_those_that_are()
    {
        (_, string errors) = await this.RunAsync("Connect-TwilioEvents -ProfileName prod");
        Assert.StartsWith("TwilioProfileInvalid,", errors, StringComparison.Ordinal);
        Assert.Contains("There is no " + this.ConfigurationPath, errors, StringComparison.Ordinal);
        this.Write(Profiles);
        (_, errors) = await this.RunAsync("Connect-TwilioEvents -ProfileName prod");
        Assert.StartsWith("TwilioProfileInvalid,", errors, StringComparison.Ordinal);
        Assert.Contains("Profiles: production, two words.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_systems_proxy_serves_and_NoProxy_goes_past_it()
    {
        using var proxy = new ScriptedServer(_ => Reply.Http(502, string.Empty));
        using var server = new ScriptedServer(_ => Reply.Silence);
        (_, string errors) = await this.RunAsync(
            "$credential = [pscredential]::new('" + Account + "', (Get-Secure)); "
            + "Connect-TwilioEvents $credential -BaseUri https://events.example.invalid -Verify -MaximumRetryCount 0; "
            + "Connect-TwilioEvents $credential -BaseUri $env:DIRECT -Verify -NoProxy -TimeoutSec 1 -MaximumRetryCount 0",
            ("HTTPS_PROXY", proxy.BaseUri.AbsoluteUri),
            ("DIRECT", "https://127.0.0.1:" + server.BaseUri.Port));
        Assert.Equal("CONNECT events.example.invalid:443", Assert.Single(proxy.Requests).Line);
        Assert.Equal(1, server.Connections);
        Assert.Equal(2, Lines(errors).Length);
    }

    // Runs each script, and another behind it, as in a process of its own: in a runspace where the module is new, and nobody has
    // connected. Gives what the second wrote, and its errors.
    private static async Task<Dictionary<string, string>> RunEachAsync(TheoryData<string> scripts, string behind)
    {
        const string Each = """
            $manifest = $args[0]
            $store = (Get-Module TwilioEvents).ImplementingAssembly.GetType('TwilioEvents.Connection.ConnectionStore', $true)
            foreach ($script in $scripts) {
                $store.GetField('wasUsed', 'NonPublic, Static').SetValue($null, 0)
                $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
                [void] $shell.AddScript('Import-Module $args[0]').AddArgument($manifest).Invoke()
                $shell.Commands.Clear()
                $tried = "`$ErrorActionPreference = 'Stop'; try { $script } catch {}; `$ErrorActionPreference = 'Continue'"
                [void] $shell.AddScript($tried).Invoke()
                $shell.Commands.Clear()
                $shell.Streams.Error.Clear()
                "$($shell.AddScript($behind).Invoke())".Trim() + '|' + $shell.Streams.Error.FullyQualifiedErrorId
                $shell.Dispose()
            }
            """;
        string[] all = [.. ((IEnumerable<object[]>)scripts).Select(row => (string)row[0])];
        using var process = new EnvironmentTests();
        process.Write(Profiles);
        (string output, string errors) = await process.RunAsync(
            "$scripts = " + string.Join(", ", all.Select(Quoted)) + "; $behind = " + Quoted(behind) + "\n" + Each,
            ("TWILIO_ACCOUNT_SID", Account), ("TWILIO_AUTH_TOKEN", "hush"));
        Assert.Equal(string.Empty, errors);
        return all.Zip(Lines(output)).ToDictionary(pair => pair.First, pair => pair.Second);

        static string Quoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private void Write(string configuration, bool readableByOthers = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this.ConfigurationPath)!);
        File.WriteAllText(this.ConfigurationPath, configuration);
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(this.ConfigurationPath,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | (readableByOthers ? UnixFileMode.OtherRead : UnixFileMode.None));
    }

    private async Task<(string Output, string Errors)> RunAsync(string script, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Engine).Assembly.Location);
        start.ArgumentList.Add(
            "Import-Module $args[0]; function Get-Secure { $s = [securestring]::new(); foreach ($c in 'hush'.ToCharArray()) { "
                + "$s.AppendChar($c) }; $s }; " + script);
        start.ArgumentList.Add(Engine.StagedManifest);
        foreach (string name in start.Environment.Keys.Where(
            name => name.StartsWith("TWILIO_", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["HOME"] = this.home;
        foreach ((string name, string value) in variables) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return ((await output).Replace("\r", string.Empty, StringComparison.Ordinal),
            errors.Replace("\r", string.Empty, StringComparison.Ordinal));
    }
}
