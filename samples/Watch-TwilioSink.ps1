<#
.SYNOPSIS
    Asks again and again which sinks failed, and tells somebody.
.DESCRIPTION
    -OnFailure runs once for each sink whose status becomes failed, with the
    sink as $_. When the sink works again and fails once more, it runs once
    more.

    A fault that may pass is a warning, and the next round tries again: a
    network or a Twilio that is down, too many calls, or an -OnFailure that
    failed. Any other fault ends the watch with an error: no connection, a
    wrong credential, no permission. With -Once every fault does.

    Exit codes: 0 where no sink failed, 2 where -Once found one that did, 1
    where an error ended the watch.
.PARAMETER OnFailure
    What to do with a sink that failed, which is $_. Without it, a warning.
.PARAMETER IntervalSec
    Seconds between two rounds.
.PARAMETER Once
    One round: for a scheduler that brings its own interval.
.PARAMETER Connection
    A connection, the name of one, or a profile of Twilio's CLI. Without it,
    the connection in use.
.EXAMPLE
    ./samples/Watch-TwilioSink.ps1 -Once

    Writes the sinks that failed, with a warning for each.
.EXAMPLE
    ./samples/Watch-TwilioSink.ps1 -OnFailure {
        $body = @{ text = "Sink $($_.Sid) ($($_.Description)) failed." } | ConvertTo-Json
        Invoke-RestMethod https://chat.example.com/hook -Method Post -Body $body -ContentType 'application/json'
    }

    Tells a chat. Ctrl+C ends it.
.EXAMPLE
    ./samples/Watch-TwilioSink.ps1 -OnFailure {
        [Diagnostics.EventLog]::WriteEntry('TwilioEvents', "Sink $($_.Sid) failed.", 'Warning')
    }

    Writes into the event log of Windows, where the source TwilioEvents was
    registered before.
.OUTPUTS
    The sinks that became failed.
#>
#Requires -Modules TwilioEvents
[CmdletBinding()]
param(
    [scriptblock] $OnFailure = { Write-Warning "Sink $($_.Sid) ('$($_.Description)') failed." },

    [ValidateRange(1, 86400)]
    [int] $IntervalSec = 60,

    [switch] $Once,

    [object] $Connection
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# -OnFailure runs in a scope of its own, and sees no variable of this script in place of the caller's.
$private:common = @{}
if ($Connection) { $common.Connection = $Connection }

# The error ids of what may pass by itself; about_TwilioEvents_Errors lists all.
$private:passing = 'TwilioRateLimited', 'TwilioUnavailable', 'TwilioResponseUnreadable', 'TwilioTimedOut', 'TwilioConnectionFailed', 'TwilioHostUnknown'
$private:told = @()
while ($true) {
    $private:failed = @()
    try { $private:failed = @(Get-TwilioSink -Status failed @common) }
    catch {
        if ($Once -or $passing -notcontains $_.FullyQualifiedErrorId.Split(',')[0]) { throw }
        Write-Warning "Twilio could not be asked; the next round tries again: $_"
        Start-Sleep -Seconds $IntervalSec
        continue
    }
    $private:told = @($told | Where-Object { @($failed | ForEach-Object { $_.Sid }) -contains $_ })
    foreach ($private:sink in $failed | Where-Object { $told -notcontains $_.Sid }) {
        $sink
        try {
            # The rules of this script are not those of -OnFailure.
            $null = $sink | ForEach-Object { & { param($OnFailure) Set-StrictMode -Off; & $OnFailure } $OnFailure }
            $private:told += $sink.Sid
        }
        catch {
            if ($Once) { throw }
            Write-Warning "-OnFailure failed for sink $($sink.Sid); the next round tries again: $_"
        }
    }
    if ($Once) { break }
    Start-Sleep -Seconds $IntervalSec
}
if ($failed) { exit 2 }
