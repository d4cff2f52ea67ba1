using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Tests;

/// <summary>
/// What LeakTests calls each cmdlet with. The calls follow from its parameters: for each parameter set one with the mandatory
/// parameters, and one with all of them. A parameter of a new name needs a value here; the test says so.
/// </summary>
internal static class LeakCases
{
    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<string>>> Calls = new(Create);

    // The variables are those of a session of LeakTests.
    private static readonly Dictionary<string, string> Values = new()
    {
        ["Arn"] = "arn:aws:kinesis:us-east-1:111122223333:stream/s",
        ["Body"] = "@{ SinkConfiguration = $configuration; ExternalId = $externalId; WriteKey = $writeKey }",
        ["Data"] = "@{ externalId = $externalId; writeKey = $writeKey; more = $configuration }",
        ["Description"] = "d",
        ["DuplicateRate"] = "0.5",
        ["FailureRate"] = "0.5",
        ["RateLimit"] = "10",
        ["TimeFactor"] = "2",
        ["Destination"] = "https://example.com/events",
        ["DestinationCredential"] = "$hook",
        ["ExternalId"] = "$externalId",
        ["ExcludeRule"] = "SinkUnused",
        ["Id"] = "Voice.X",
        ["IncludeRule"] = "S*",
        ["Method"] = "GET",
        ["Parameter"] = "@{ Key = $token }",
        ["Path"] = "/v1/Sinks",
        ["ReferenceConnection"] = "(Connect-TwilioEvents -Credential $credential -BaseUri $uri -PassThru -TimeoutSec $timeout "
            + "-MaximumRetryCount 0)",
        ["RoleArn"] = "arn:aws:iam::111122223333:role/r",
        ["SchemaId"] = "Voice.X",
        ["SinkConfiguration"] = "$configuration",
        ["SinkType"] = "webhook",
        ["Status"] = "active",
        ["TestId"] = "4f7d29c8",
        ["Type"] = "com.twilio.voice.x",
        ["WriteKey"] = "$writeKey",
    };

    // What does not follow from the parameters. A cmdlet without -Connection has nothing else.
    private static readonly Dictionary<string, string[]> Written = new()
    {
        ["Compare-TwilioEventsConfiguration"] =
        [
            "Compare-TwilioEventsConfiguration -InputObject @{ Sinks = @{ Description = 'd'; SinkType = 'other'; SinkConfiguration = "
                + "$configuration } } -IncludeEqual",
            "Compare-TwilioEventsConfiguration -InputObject @{ Sinks = @{ Description = '{Key}'; SinkType = 'webhook'; SinkConfiguration = "
                + "@{ destination = $uriWithPassword.OriginalString; method = '{Key}' } } } -Parameter @{ Key = $token }",
            "Compare-TwilioEventsConfiguration -InputObject $row", "$row | Compare-TwilioEventsConfiguration -InputObject @{}",
            "$badRow | Compare-TwilioEventsConfiguration -InputObject $configuration -Parameter $configuration",
        ],
        ["Connect-TwilioEvents"] =
        [
            "Connect-TwilioEvents -Credential $credential -BaseUri $uri -Verify -PassThru -TimeoutSec $timeout -MaximumRetryCount 0",
            "Connect-TwilioEvents -AccountSid $ac -AuthToken $token -BaseUri $uri -Verify -PassThru -Name leak -TimeoutSec $timeout "
                + "-MaximumRetryCount 0",
            "Connect-TwilioEvents -AccountSid $ac -ApiKey $sk -ApiSecret $token -BaseUri $uri -Verify -PassThru -TimeoutSec $timeout "
                + "-MaximumRetryCount 0",
            "[pscustomobject]@{ Name = 'row'; AccountSid = $ac; ExternalId = $externalId } | Connect-TwilioEvents -AuthToken { $token } "
                + "-BaseUri $uri -Verify -PassThru -TimeoutSec $timeout -MaximumRetryCount 0",
            "[pscustomobject]@{ Name = 'row'; AccountSid = $externalId; password = \"$externalId\" } | Connect-TwilioEvents -AuthToken "
                + "$token",
            "Connect-TwilioEvents -Credential $swapped -PassThru",
            "Connect-TwilioEvents -Credential $credential -Proxy $proxyWithPassword -PassThru",
            "Connect-TwilioEvents -Credential $credential -BaseUri $uriWithPassword -PassThru",
        ],
        ["ConvertFrom-TwilioEvent"] =
        [
            "$row | ConvertFrom-TwilioEvent",
            "ConvertFrom-TwilioEvent (@{ ExternalId = \"$externalId\"; x = $uriWithPassword.OriginalString } | ConvertTo-Json)",
            "@{ type = 5; ExternalId = $externalId } | ConvertFrom-TwilioEvent",
        ],
        ["Disconnect-TwilioEvents"] =
            ["Connect-TwilioEvents -Credential $credential -BaseUri $uri -Name ended -PassThru | Disconnect-TwilioEvents; "
                + "Disconnect-TwilioEvents -Name ended; Set-TwilioSink $dg x"],
        ["Get-TwilioEventsConnection"] = ["Get-TwilioEventsConnection; Get-TwilioEventsConnection *"],
        ["Select-TwilioEventsConnection"] =
            ["Connect-TwilioEvents -Credential $credential -BaseUri $uri -Name chosen -TimeoutSec $timeout -MaximumRetryCount 0; "
                + "Select-TwilioEventsConnection chosen -PassThru; Get-TwilioSink; Select-TwilioEventsConnection $row"],
        ["Invoke-TwilioEventsRequest"] =
        [
            "Invoke-TwilioEventsRequest GET /v1/Sinks -All", "Invoke-TwilioEventsRequest DELETE /v1/Sinks/$dg",
            "Invoke-TwilioEventsRequest POST /v1/Sinks -Body @{ Description = 'd'; SinkType = 'other'; SinkConfiguration = "
                + "$configuration; ExternalId = $externalId; WriteKey = $writeKey; Destination = \"$uriWithPassword\" }",
            "Invoke-TwilioEventsRequest PUT /v1/Sinks -Body @{ SinkConfiguration = $configuration; ExternalId = $externalId; WriteKey = "
                + "$writeKey }",
        ],
        ["New-TwilioSink"] = ["$row | New-TwilioSink", "$badRow | New-TwilioSink", "New-TwilioSink d $uriWithPassword"],
        ["Receive-TwilioEvent"] =
        [
            "Receive-TwilioEvent 0 -IdleTimeoutSec 1 -MaximumCount 1 -AuthToken $token -Credential $hook -PublicUri $uri -Verbose",
            "Receive-TwilioEvent 0 -IdleTimeoutSec 1 -AuthToken $externalId, $token",
            "Receive-TwilioEvent 0 -IdleTimeoutSec 1 -SharedKey @{ a = $externalId }",
            "Receive-TwilioEvent 0 -IdleTimeoutSec 1 -SkipSignatureCheck -AuthToken $token",
            "Receive-TwilioEvent 0 -IdleTimeoutSec 1 -PublicUri $uriWithPassword",
            "Receive-TwilioEvent 0 -IdleTimeoutSec 1 -Credential $row", "Receive-TwilioEvent 0 -IdleTimeoutSec 1 -ListenAddress $row",
        ],
        ["Start-TwilioSandbox"] =
        [
            "Start-TwilioSandbox", "Start-TwilioSandbox -AccountSid $ac", "Start-TwilioSandbox -AccountSid $row",
            "Start-TwilioSandbox -Port $row", "Start-TwilioSandbox 70000", "Start-TwilioSandbox -Path $row",
            "Start-TwilioSandbox -Path nothing.json -Parameter @{ Key = $token }", "Start-TwilioSandbox -Path x.psd1 -Parameter $row",
            "$file = New-TemporaryFile; $json = Rename-Item $file \"$($file.Name).json\" -PassThru; Set-Content $json '{ \"Sinks\": [ { "
                + "\"Description\": \"{Key}\", \"SinkType\": \"segment\", \"SinkConfiguration\": { \"write_key\": \"{Key}\" } } ] }'; "
                + "Start-TwilioSandbox -Path $json -Parameter @{ Key = $token }; Remove-Item $json",
        ],
        ["Get-TwilioSandbox"] = ["Get-TwilioSandbox"],
        ["Stop-TwilioSandbox"] = ["Stop-TwilioSandbox 1", "Stop-TwilioSandbox $row", "Stop-TwilioSandbox"],
        ["Sync-TwilioEventsConfiguration"] =
        [
            "Sync-TwilioEventsConfiguration -InputObject @{ Sinks = @{ Description = 'd'; SinkType = 'other'; SinkConfiguration = "
                + "$configuration } } -Confirm:$false -Prune",
            "Sync-TwilioEventsConfiguration -InputObject @{ Sinks = @{ Description = '{Key}'; SinkType = 'webhook'; SinkConfiguration = "
                + "@{ destination = $uriWithPassword.OriginalString; method = '{Key}' } } } -Confirm:$false -Parameter @{ Key = $token }",
            "Sync-TwilioEventsConfiguration -InputObject $row", "$row | Sync-TwilioEventsConfiguration -InputObject @{}",
            "$badRow | Sync-TwilioEventsConfiguration -InputObject $configuration -Parameter $configuration",
        ],
        ["Test-TwilioSignature"] =
        [
            "Test-TwilioSignature $uri -Body x -Signature x -AuthToken $token -Detailed",
            "Test-TwilioSignature \"$uri\" -Body $row -Headers @{ Authorization = $externalId } -SharedKey @{ a = $token }",
            "Test-TwilioSignature $uriWithPassword -Body x -Headers $row -AuthToken $externalId, $token -Detailed",
            "Test-TwilioSignature $uriWithPassword -Body x -Headers @{} -AuthToken $credential",
            "Test-TwilioSignature $uriWithPassword -Body x -Headers @{} -SharedKey @{ a = $externalId } -Detailed",
            "Test-TwilioSignature $uriWithPassword -Body $externalId -Signature $writeKey -AuthToken $token",
        ],
        ["Set-TwilioSink"] = ["'bad', $dg | Set-TwilioSink -Description d -ThrottleLimit 4"],
    };

    /// <summary>The cmdlets that send nothing: for them, it does not matter what a server says.</summary>
    public static IReadOnlyCollection<string> SendNothing { get; } =
        [
            "ConvertFrom-TwilioEvent", "Get-TwilioEventsConnection", "Get-TwilioSandbox", "Receive-TwilioEvent", "Start-TwilioSandbox",
            "Stop-TwilioSandbox", "Test-TwilioSignature",
        ];

    /// <summary>The calls by the name of their cmdlet.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> All => Calls.Value;

    private static Dictionary<string, IReadOnlyList<string>> Create()
    {
        using var engine = new ModuleEngine();
        CmdletInfo[] cmdlets =
            [.. engine.Must("(Get-Module TwilioEvents).ExportedCmdlets.Values").Output.Select(command => (CmdletInfo)command.BaseObject)];
        CmdletInfo[] calling = [.. cmdlets.Where(cmdlet => cmdlet.Parameters.ContainsKey("ThrottleLimit"))];

        // What every one of them takes says nothing about one; the session gives it.
        HashSet<string> shared = [.. calling[0].Parameters.Keys];
        foreach (CmdletInfo cmdlet in calling) shared.IntersectWith(cmdlet.Parameters.Keys);
        return cmdlets.ToDictionary(cmdlet => cmdlet.Name, cmdlet =>
        {
            IEnumerable<string> derived =
                calling.Contains(cmdlet) ? cmdlet.ParameterSets.SelectMany(set => Derive(cmdlet, set, shared)) : [];
            IReadOnlyList<string> calls = [.. derived.Concat(Written.GetValueOrDefault(cmdlet.Name, [])).Distinct()];
            return calls.Count > 0 ? calls : throw new InvalidOperationException("LeakCases.Written has no call of " + cmdlet.Name + ".");
        });
    }

    private static IEnumerable<string> Derive(CmdletInfo cmdlet, CommandParameterSetInfo set, HashSet<string> shared)
    {
        CommandParameterInfo[] own =
            [.. set.Parameters.Where(parameter => !shared.Contains(parameter.Name) && !IsHidden(cmdlet, parameter)
                && parameter.Name is not ("WhatIf" or "Confirm")).OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];

        // Rows are written by hand.
        if (own.Any(parameter => parameter.Name == "InputObject")) yield break;
        yield return Call(own.Where(parameter => parameter.IsMandatory));
        yield return Call(own);

        string Call(IEnumerable<CommandParameterInfo> parameters) => string.Join(' ', parameters.Select(Argument).Prepend(cmdlet.Name));
    }

    private static bool IsHidden(CmdletInfo cmdlet, CommandParameterInfo parameter) =>
        cmdlet.Parameters[parameter.Name].Attributes.OfType<ParameterAttribute>().All(attribute => attribute.DontShow);

    private static string Argument(CommandParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        string pattern = parameter.Attributes.OfType<ValidatePatternAttribute>().FirstOrDefault()?.RegexPattern ?? string.Empty;
        string? value = type == typeof(bool) ? "$true" : type == typeof(int) ? "1"
            : pattern.StartsWith("^DG", StringComparison.Ordinal) ? "$dg" : pattern.StartsWith("^DF", StringComparison.Ordinal) ? "$df"
            : Values.GetValueOrDefault(parameter.Name);
        if (type == typeof(SwitchParameter)) return "-" + parameter.Name;
        return value is null ? throw new InvalidOperationException("LeakCases.Values has no value for -" + parameter.Name + ".")
            : "-" + parameter.Name + " " + value;
    }
}
