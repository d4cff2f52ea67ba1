<#
.SYNOPSIS
    Brings an account to what account.psd1 says, in a job of GitHub Actions.
.DESCRIPTION
    Runs Sync-TwilioEventsConfiguration, writes the changes and their
    results into a file of Markdown, and fails the job (exit code 1) when
    something failed. With -WhatIf it runs Compare-TwilioEventsConfiguration
    and writes the plan, for a comment on a pull request: what cannot be
    compared without the secrets is Unknown there.

    event-streams.yml beside this script is the workflow: the secrets of the
    repository become the environment variables TWILIO_ACCOUNT_SID,
    TWILIO_API_KEY and TWILIO_API_SECRET, which the module reads by itself.
.PARAMETER Path
    The file, as samples/account.psd1.
.PARAMETER SummaryPath
    Where the Markdown goes. GitHub names the file of the job's summary in
    GITHUB_STEP_SUMMARY; without one, none is written.
.PARAMETER Prune
    Removes what the file does not have, too.
.EXAMPLE
    Connect-TwilioEvents -Sandbox; ./samples/GitHubActions/Publish-TwilioAccount.ps1 -WhatIf

    Shows the plan without an account.
.OUTPUTS
    TwilioEvents.ConfigurationChange
#>
#Requires -Modules TwilioEvents
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $Path = (Join-Path (Split-Path $PSScriptRoot) 'account.psd1'),

    [string] $SummaryPath = $env:GITHUB_STEP_SUMMARY,

    [switch] $Prune
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# A text of others in a cell of a Markdown table.
function ConvertTo-Cell([string] $Text) { [Net.WebUtility]::HtmlEncode($Text) -replace '[\\`*_\[\]|]', '\$0' -replace '\s+', ' ' }

# What it writes and its errors come together, so that both can stand in the summary.
$all = @(
    if ($WhatIfPreference) { Compare-TwilioEventsConfiguration $Path -ErrorAction Continue 2>&1 }
    else { Sync-TwilioEventsConfiguration $Path -Prune:$Prune -Confirm:$false -ErrorAction Continue 2>&1 }
)
$errors = @($all | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
$rows = @($all | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] })
$rows
$errors | ForEach-Object { Write-Error -ErrorRecord $_ -ErrorAction Continue }
if ($SummaryPath) {
    $summary = @(
        '## Twilio Event Streams', ''
        if ($rows) { '| Result | Action | Kind | Name | Property | Current | Desired |', '|---|---|---|---|---|---|---|' }
        elseif (-not $errors) { 'The account is as the file says.' }
        foreach ($row in $rows) {
            $cells = $row.Result, $row.Action, $row.Kind, $row.Name, $row.Property, $row.Current, $row.Desired | ForEach-Object { ConvertTo-Cell $_ }
            '| ' + ($cells -join ' | ') + ' |'
        }
        foreach ($one in $errors) { '', "**Failed:** $(ConvertTo-Cell "$one")" }
    )

    # GitHub wants the summary of a dry run too.
    $summary | Add-Content -Path $SummaryPath -Encoding UTF8 -WhatIf:$false -Confirm:$false
}
if ($errors) { throw "$($errors.Count) of the changes failed." }
