<#
.SYNOPSIS
    Brings an account to what account.psd1 says, in a job of GitHub Actions.
.DESCRIPTION
    Runs Initialize-TwilioAccount.ps1, writes what changed into the summary
    of the job, and fails the job (exit code 1) when something failed. event-streams.yml
    beside this script is the workflow: the secrets of the repository become
    the environment variables TWILIO_ACCOUNT_SID, TWILIO_API_KEY and
    TWILIO_API_SECRET, which the module reads by itself.
.PARAMETER Path
    The file, as samples/account.psd1.
.PARAMETER SummaryPath
    Where the summary goes. GitHub names the file in GITHUB_STEP_SUMMARY;
    without one, none is written.
.EXAMPLE
    Connect-TwilioEvents -Sandbox; ./samples/GitHubActions/Publish-TwilioAccount.ps1

    Tries it without an account.
.OUTPUTS
    What Initialize-TwilioAccount.ps1 writes.
#>
#Requires -Modules TwilioEvents
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $Path = (Join-Path (Split-Path $PSScriptRoot) 'account.psd1'),

    [string] $SummaryPath = $env:GITHUB_STEP_SUMMARY
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# A text of others in a cell of a Markdown table.
function ConvertTo-Cell([string] $Text) { [Net.WebUtility]::HtmlEncode($Text) -replace '[\\`*_\[\]|]', '\$0' -replace '\s+', ' ' }

# What it writes and its errors come together, so that both can stand in the summary.
$all = @(& (Join-Path (Split-Path $PSScriptRoot) 'Initialize-TwilioAccount.ps1') -Path $Path 2>&1)
$errors = @($all | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
$rows = @($all | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] })
$rows
$errors | ForEach-Object { Write-Error -ErrorRecord $_ -ErrorAction Continue }
if ($SummaryPath) {
    $summary = @(
        '## Twilio Event Streams', ''
        if ($rows) { '| Kind | Sid | Change | Description |', '|---|---|---|---|' }
        foreach ($row in $rows) { "| $($row.Kind) | $($row.Sid) | $(ConvertTo-Cell $row.Change) | $(ConvertTo-Cell $row.Description) |" }
        foreach ($one in $errors) { '', "**Failed:** $(ConvertTo-Cell "$one")" }
    )

    # GitHub wants the summary of a dry run too.
    $summary | Add-Content -Path $SummaryPath -Encoding UTF8 -WhatIf:$false -Confirm:$false
}
if ($errors) { throw "$($errors.Count) of the sinks and subscriptions failed." }
