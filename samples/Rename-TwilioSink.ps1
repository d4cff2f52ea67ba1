<#
.SYNOPSIS
    Sets the descriptions of many sinks from a CSV, and writes what failed
    into another.
.DESCRIPTION
    The CSV has the columns Sid and Description. Each line is a call of its
    own: a bad one fails alone. The lines that failed go into a file with
    the same columns and the error, to be put right and run again. When
    nothing failed, no such file is left. Where the run ends before its last
    line, because the credentials no longer work, say, the lines that were
    not reached are in that file too.

    Exit codes: 0 where every line is right, 2 where some failed, 1 where the
    run ended early or could not begin. Without a connection no file is
    touched.
.PARAMETER Path
    The CSV.
.PARAMETER Delimiter
    What separates its columns; a comma by default.
.PARAMETER FailedPath
    Where the lines that failed go; by default beside the CSV, with
    '.failed.csv' at the end.
.PARAMETER ThrottleLimit
    How many calls may be under way at a time.
.PARAMETER Connection
    A connection, the name of one, or a profile of Twilio's CLI. Without it,
    the connection in use.
.EXAMPLE
    ./samples/Rename-TwilioSink.ps1 renames.csv -WhatIf

    The dry run: what would be sent. Lines that cannot be sent are errors
    already.
.EXAMPLE
    ./samples/Rename-TwilioSink.ps1 renames.csv -ThrottleLimit 8
.OUTPUTS
    The sinks that were renamed.
#>
#Requires -Modules TwilioEvents
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $Path,

    [char] $Delimiter = ',',

    [string] $FailedPath,

    [ValidateRange(1, 128)]
    [int] $ThrottleLimit = 4,

    [object] $Connection
)

Set-StrictMode -Version 3.0

# A line that fails is an error of its own, shown as the caller wants errors shown; whatever else fails ends the script.
$itemErrors = if ($ErrorActionPreference -in 'SilentlyContinue', 'Ignore') { 'SilentlyContinue' } else { 'Continue' }
$ErrorActionPreference = 'Stop'

$common = @{ ThrottleLimit = $ThrottleLimit }
if ($Connection) { $common.Connection = $Connection }
if (-not $FailedPath) { $FailedPath = $Path + '.failed.csv' }

$lines = @(Import-Csv -LiteralPath $Path -Delimiter $Delimiter)
if (-not $lines) {
    Write-Information "$Path has no lines; nothing is done." -InformationAction Continue
    return
}

$columns = @($lines[0].psobject.Properties | ForEach-Object { $_.Name })
if ($columns -notcontains 'Sid' -or $columns -notcontains 'Description') {
    $separators = @(
        @{ Name = 'commas'; Text = ','; Written = "','" }
        @{ Name = 'semicolons'; Text = ';'; Written = "';'" }
        @{ Name = 'tabs'; Text = "`t"; Written = '"`t"' }
        @{ Name = 'vertical bars'; Text = '|'; Written = "'|'" }
    )
    foreach ($separator in $separators) {
        if ($columns.Count -eq 1 -and $columns[0].Contains($separator.Text)) { throw "$Path is separated by $($separator.Name). Read it with -Delimiter $($separator.Written)." }
    }
    throw "$Path does not have the columns Sid and Description, but $($columns -join ', ')."
}

$stop = $null
$done = @()
$errors = @()
try { $lines | Set-TwilioSink @common -OutVariable done -ErrorVariable errors -ErrorAction $itemErrors }
catch {
    # Nothing was done: there is no connection, or its credentials are wrong.
    if (-not $done) { throw }
    $stop = $_
}

$failed = @(
    foreach ($problem in $errors | Where-Object { $_ -is [Management.Automation.ErrorRecord] -and $_.TargetObject -and $_.TargetObject.psobject.Properties['Sid'] }) {
        [pscustomobject]@{ Sid = $problem.TargetObject.Sid; Description = $problem.TargetObject.Description; Error = "$problem" }
    }
)
if ($stop) {
    $accounted = @($done) + $failed | ForEach-Object { "$($_.Sid) $($_.Description)" }
    $failed += @($lines | Where-Object { $accounted -notcontains "$("$($_.Sid)".Trim()) $($_.Description)" } |
        ForEach-Object { [pscustomobject]@{ Sid = $_.Sid; Description = $_.Description; Error = "Not reached: $stop" } })
}

if ($failed) {
    if ($PSCmdlet.ShouldProcess("Write the lines that failed into $FailedPath.", "Write the lines that failed into ${FailedPath}?", 'Lines that failed')) { $failed | Export-Csv -LiteralPath $FailedPath -NoTypeInformation -Encoding UTF8 -Delimiter $Delimiter }
}
elseif ((Test-Path -LiteralPath $FailedPath) -and $PSCmdlet.ShouldProcess("Remove $FailedPath of an earlier run.", "Remove $FailedPath of an earlier run?", 'Lines that failed')) {
    Remove-Item -LiteralPath $FailedPath
}
Write-Information "$($lines.Count - $failed.Count) of $($lines.Count) lines are right, $($failed.Count) failed." -InformationAction Continue
if ($stop) { throw $stop }
if ($failed) { exit 2 }
