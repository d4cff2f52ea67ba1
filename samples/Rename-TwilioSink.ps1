<#
.SYNOPSIS
    Sets the descriptions of many sinks from a CSV, and writes what failed
    into another.
.DESCRIPTION
    The CSV has the columns Sid and Description. Each line is a call of its
    own: a bad one fails alone. The lines that failed go into a file with
    the same columns and the error, to be put right and run again. When
    nothing failed, no such file is left.
.PARAMETER Path
    The CSV.
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

    [string] $FailedPath,

    [ValidateRange(1, 128)]
    [int] $ThrottleLimit = 4,

    [object] $Connection
)

$common = @{ ThrottleLimit = $ThrottleLimit }
if ($Connection) { $common.Connection = $Connection }
if (-not $FailedPath) { $FailedPath = $Path + '.failed.csv' }

$lines = @(Import-Csv -Path $Path -ErrorAction Stop)
if ($lines -and @('Sid', 'Description' | Where-Object { $lines[0].psobject.Properties.Name -notcontains $_ })) {
    throw "$Path has not the columns Sid and Description, but $($lines[0].psobject.Properties.Name -join ', ')."
}

$lines | Set-TwilioSink @common -ErrorVariable errors

$failed = @($errors | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | ForEach-Object {
    [pscustomobject]@{ Sid = $_.TargetObject.Sid; Description = $_.TargetObject.Description; Error = "$_" }
})
if ($failed) {
    if ($PSCmdlet.ShouldProcess("Write the lines that failed into $FailedPath.", "Write the lines that failed into ${FailedPath}?", 'Lines that failed')) { $failed | Export-Csv -Path $FailedPath -NoTypeInformation -Encoding UTF8 }
}
elseif ((Test-Path -LiteralPath $FailedPath) -and $PSCmdlet.ShouldProcess("Remove $FailedPath of an earlier run.", "Remove $FailedPath of an earlier run?", 'Lines that failed')) {
    Remove-Item -LiteralPath $FailedPath
}
Write-Information "$($lines.Count - $failed.Count) of $($lines.Count) lines are right, $($failed.Count) failed." -InformationAction Continue
