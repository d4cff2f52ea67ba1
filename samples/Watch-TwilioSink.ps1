<#
.SYNOPSIS
    Asks again and again which sinks failed, and tells somebody.
.DESCRIPTION
    -OnFailure runs once for each sink whose status becomes failed, with the
    sink as $_. When the sink works again and fails once more, it runs once
    more. When -OnFailure itself fails, that is a warning, and it is tried
    again at the next round. So is a round in which Twilio could not be
    asked. With -Once that is an error.
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

# -OnFailure runs in a scope of its own, and sees no variable of this script in place of the caller's.
$private:common = @{ ErrorAction = 'Stop' }
if ($Connection) { $common.Connection = $Connection }

$private:told = @()
while ($true) {
    try {
        $private:failed = @(Get-TwilioSink -Status failed @common)
        $private:told = @($told | Where-Object { $failed.Sid -contains $_ })
        $failed | Where-Object { $told -notcontains $_.Sid } | ForEach-Object {
            $_
            $null = & $OnFailure
            $private:told += $_.Sid
        }
    }
    catch {
        if ($Once) { throw }
        Write-Warning "This round failed and is tried again: $_"
    }
    if ($Once) { break }
    Start-Sleep -Seconds $IntervalSec
}
