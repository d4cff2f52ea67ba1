<#
.SYNOPSIS
    A runbook for Azure Automation: fails when a sink failed, so that an
    alert on failed jobs tells somebody.
.DESCRIPTION
    What to set up in the Automation account:

    1. A runtime environment of PowerShell 7 with the package TwilioEvents:
       from the gallery once it is published there, until then the folder
       out/TwilioEvents as TwilioEvents.zip.
    2. A credential asset named Twilio: the user name is the Account SID
       (AC...) or the SID of an API key (SK...), the password its Auth Token
       or secret.
    3. This file as a runbook, with a schedule.
    4. An alert rule on the metric Total Jobs, with Status Failed and this
       runbook's name.

    To try it in the test pane without an account, set Sandbox to true: one
    sink of the sandbox has failed.
.PARAMETER AssetName
    The name of the credential asset.
.PARAMETER Sandbox
    True: a sandbox in memory instead of Twilio.
.EXAMPLE
    ./samples/AzureAutomation/Test-TwilioSinkHealth.ps1 -Sandbox $true
.OUTPUTS
    A line for each sink.
#>
#Requires -Modules TwilioEvents
[CmdletBinding()]
param(
    [string] $AssetName = 'Twilio',

    [bool] $Sandbox = $false
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if ($Sandbox) { Connect-TwilioEvents -Sandbox }
else {
    $credential = Get-AutomationPSCredential -Name $AssetName
    if (-not $credential) { throw "The Automation account has no credential asset '$AssetName'." }
    Connect-TwilioEvents -Credential $credential
}

$sinks = @(Get-TwilioSink)
$sinks | ForEach-Object { "$($_.Sid) $($_.Status) $($_.Description)" }
$failed = @($sinks | Where-Object { $_.Status -eq 'failed' })
if ($failed) { throw "$($failed.Count) of $($sinks.Count) sinks failed: $($failed -join ', ')." }
