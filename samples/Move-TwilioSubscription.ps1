<#
.SYNOPSIS
    Moves the subscriptions of a sink to another sink without losing events.
.DESCRIPTION
    Twilio does not change the sink of a subscription. So each gets a new
    one with the same description, event types and schema versions on the
    other sink; that one is read back and compared; and only then is the old
    one removed. In between both are there: for these seconds an event may
    arrive at both sinks, and none is lost.

    Where something fails in between, the error says what stands, and the
    other subscriptions go on. Run again, it goes on from there: a
    subscription on the other sink with the same description, types and
    versions serves as the new one.

    Exit codes: 0 where all moved, 2 where some did not, 1 where nothing was
    done: no connection, no such sink, or one that is not active.
.PARAMETER From
    The Sid of the sink that has the subscriptions now.
.PARAMETER To
    The Sid of the sink that shall have them. It has to be active.
.PARAMETER Connection
    A connection, the name of one, or a profile of Twilio's CLI. Without it,
    the connection in use.
.EXAMPLE
    ./samples/Move-TwilioSubscription.ps1 DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb -WhatIf

    Names the subscriptions that would move.
.EXAMPLE
    ./samples/Move-TwilioSubscription.ps1 DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb -Confirm:$false

    Moves them without a question.
.OUTPUTS
    An object for each subscription that moved: OldSid, NewSid, Description.
#>
#Requires -Modules TwilioEvents
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $From,

    [Parameter(Mandatory, Position = 1)]
    [string] $To,

    [object] $Connection
)

Set-StrictMode -Version 3.0

# A subscription that does not move is an error of its own, shown as the caller wants errors shown; whatever else fails ends the script.
$itemErrors = if ($ErrorActionPreference -in 'SilentlyContinue', 'Ignore') { 'SilentlyContinue' } else { 'Continue' }
$ErrorActionPreference = 'Stop'

$common = @{}
if ($Connection) { $common.Connection = $Connection }

# What a subscription subscribes to, as one text that can be compared.
function Get-Type([string] $Sid) { @(Get-TwilioSubscribedEvent $Sid @common | ForEach-Object { "$($_.Type)@$($_.SchemaVersion)" } | Sort-Object) }

if ($From -eq $To) { throw "Both sinks are $From." }
$null = Get-TwilioSink $From @common
$target = Get-TwilioSink $To @common
if ($target.Status -ne 'active') { throw "Sink $To is $($target.Status) and not active: events would not arrive there. Nothing was changed." }

$failures = 0
$there = @(Get-TwilioSubscription -SinkSid $To @common)
foreach ($old in @(Get-TwilioSubscription -SinkSid $From @common)) {
    if (-not $PSCmdlet.ShouldProcess("Move subscription $old ('$($old.Description)') from sink $From to sink $To.", "Move subscription $old ('$($old.Description)') from sink $From to sink ${To}?", 'Move a subscription')) { continue }
    $new = $null
    try {
        $types = @(Get-Type $old.Sid)
        if (-not $types) { throw 'it subscribes to nothing, and Twilio creates no such subscription.' }

        # What an earlier run created before it failed.
        $new = $there | Where-Object { $_.Description -ceq $old.Description -and "$(Get-Type $_.Sid)" -ceq "$types" } | Select-Object -First 1
        if (-not $new) { $new = New-TwilioSubscription -Description $old.Description -SinkSid $To -Type $types -Confirm:$false @common }
        $there = @($there | Where-Object { $_.Sid -ne $new.Sid })

        $read = Get-TwilioSubscription $new.Sid @common
        $readTypes = @(Get-Type $new.Sid)
        if ($read.SinkSid -ne $To -or "$readTypes" -cne "$types") { throw "$new sends '$readTypes' to sink $($read.SinkSid), where '$types' to sink $To was asked for." }
        Remove-TwilioSubscription $old.Sid -Confirm:$false @common
        [pscustomobject]@{ OldSid = $old.Sid; NewSid = $new.Sid; Description = $old.Description }
    }
    catch {
        $failures++
        $stands = if ($new) { "Both stand: $old on sink $From, and the new $new on sink $To; events arrive at both." } else { "$old stands on sink $From as before." }
        Write-Error "Subscription $old ('$($old.Description)') did not move: $_ $stands Run this again to go on." -TargetObject $old -ErrorId SubscriptionNotMoved -ErrorAction $itemErrors
    }
}
if ($failures) { exit 2 }
