<#
.SYNOPSIS
    Brings the sinks and subscriptions of an account to what a file says.
.DESCRIPTION
    Creates the sinks and subscriptions of the file that are not there, and
    subscribes those that are there to the event types and schema versions
    of the file. Run again, it changes nothing and says so. Nothing is
    removed: what the file does not name stays, and a type that only the
    account has is named in the column Change.

    A sink and a subscription are found by their description. Twilio changes
    neither the configuration of a sink nor the sink of a subscription:
    where the account has another than the file, that is an error for this
    one, and the others go on.

    Exit codes: 0 where the account is as the file says, 2 where some of it
    failed, 1 where nothing was done: no connection, or no such file.
.PARAMETER Path
    The file, as account.psd1 beside this script.
.PARAMETER Connection
    A connection, the name of one, or a profile of Twilio's CLI. Without it,
    the connection in use.
.EXAMPLE
    ./samples/Initialize-TwilioAccount.ps1 ./account.psd1 -WhatIf

    Shows what would be created, and sends no change.
.EXAMPLE
    ./samples/Initialize-TwilioAccount.ps1 ./account.psd1 | Where-Object Change -ne 'none'

    Writes only what changed.
.OUTPUTS
    An object for each sink and subscription: Kind, Sid, Change,
    Description.
#>
#Requires -Modules TwilioEvents
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Position = 0)]
    [string] $Path = (Join-Path $PSScriptRoot 'account.psd1'),

    [object] $Connection
)

Set-StrictMode -Version 3.0

# A sink or a subscription that fails is an error of its own, shown as the caller wants errors shown; whatever else fails ends the script.
$itemErrors = if ($ErrorActionPreference -in 'SilentlyContinue', 'Ignore') { 'SilentlyContinue' } else { 'Continue' }
$ErrorActionPreference = 'Stop'

$common = @{}
if ($Connection) { $common.Connection = $Connection }

# The one that has this description, or nothing.
function Find-One([object[]] $All, [string] $Description, [string] $Kind) {
    $found = @($All | Where-Object { $_.Description -ceq $Description })
    if ($found.Count -gt 1) { throw "$($found.Count) ${Kind}s have the description '$Description': $($found -join ', '). Give each its own." }
    $found
}

# A configuration with what its env: names stand for.
function Resolve-Secret([hashtable] $Configuration) {
    $resolved = @{}
    foreach ($key in $Configuration.Keys) {
        $value = $Configuration[$key]
        if ($value -is [string] -and $value.StartsWith('env:', [StringComparison]::Ordinal)) {
            $name = $value.Substring(4)
            $value = [Environment]::GetEnvironmentVariable($name)
            if (-not $value) { throw "The environment variable $name, which $key of the file names, is not set." }
        }
        $resolved[$key] = $value
    }
    $resolved
}

$file = Import-PowerShellDataFile -LiteralPath $Path
$wantedSinks = @($file['Sinks'] | Where-Object { $_ })
$wantedSubscriptions = @($file['Subscriptions'] | Where-Object { $_ })
$sinks = @(Get-TwilioSink @common)
$subscriptions = @(Get-TwilioSubscription @common)
$rows = 0
$changes = 0
$failures = 0

foreach ($wanted in $wantedSinks) {
    try {
        $configuration = Resolve-Secret $wanted.SinkConfiguration
        $sink = Find-One -All $sinks -Description $wanted.Description -Kind 'sink'
        if ($sink) {
            $change = 'none'
            $actual = $sink.GetSinkConfiguration()
            $other = @($configuration.Keys | Where-Object { "$($actual.$_)" -cne "$($configuration[$_])" })
            if ($sink.SinkType -ne $wanted.SinkType) { $other = @('SinkType') + $other }
            if ($other) { throw "Sink $sink ('$($sink.Description)') has another $($other -join ', ') than the file. Twilio does not change these: make a sink with another description, and move the subscriptions to it." }
        }
        else {
            # Nothing comes with -WhatIf, or where the answer to -Confirm was no.
            $sink = New-TwilioSink -Description $wanted.Description -SinkType $wanted.SinkType -SinkConfiguration $configuration @common
            if (-not $sink) { continue }
            $sinks += $sink
            $change = 'created'
            $changes++
        }
        $rows++
        [pscustomobject]@{ Kind = 'Sink'; Sid = $sink.Sid; Change = $change; Description = $sink.Description }
    }
    catch {
        $failures++
        Write-Error -ErrorRecord $_ -ErrorAction $itemErrors
    }
}

foreach ($wanted in $wantedSubscriptions) {
    try {
        $sink = Find-One -All $sinks -Description $wanted.Sink -Kind 'sink'
        $subscription = Find-One -All $subscriptions -Description $wanted.Description -Kind 'subscription'
        if (-not $sink) {
            if ($wantedSinks | Where-Object { $_.Description -ceq $wanted.Sink }) {
                # Its sink would be created, or failed to be: that was said above.
                if ($WhatIfPreference) { $null = $PSCmdlet.ShouldProcess("Subscribe sink '$($wanted.Sink)' to events as '$($wanted.Description)'.", "Subscribe to events as '$($wanted.Description)'?", "Sink '$($wanted.Sink)'") }
                continue
            }
            throw "Subscription '$($wanted.Description)' names the sink '$($wanted.Sink)', which neither the file nor the account has."
        }
        if (-not $subscription) {
            $subscription = New-TwilioSubscription -Description $wanted.Description -SinkSid $sink.Sid -Type $wanted.Types @common
            if (-not $subscription) { continue }
            $subscriptions += $subscription
            $changes++
            $change = 'created'
        }
        elseif ($subscription.SinkSid -ne $sink.Sid) {
            throw "Subscription $subscription ('$($subscription.Description)') sends to $($subscription.SinkSid) and not to $sink, as the file says. Move-TwilioSubscription.ps1 moves it."
        }
        else {
            $versions = @{}
            Get-TwilioSubscribedEvent $subscription.Sid @common | ForEach-Object { $versions[$_.Type] = $_.SchemaVersion }
            $done = @(foreach ($one in $wanted.Types) {
                $type, $version = $one -split '@'
                if (-not $versions.ContainsKey($type)) { if (Add-TwilioSubscribedEvent $subscription.Sid $one @common) { "added $one" } }
                elseif ($version -and $versions[$type] -ne $version) { if (Set-TwilioSubscribedEvent $subscription.Sid $type -SchemaVersion $version @common) { "set $one" } }
                $versions.Remove($type)
            })
            $changes += $done.Count
            $change = if ($done) { $done -join ', ' } else { 'none' }
            if ($versions.Count) { $change += '; not in the file: ' + ($versions.Keys -join ', ') }
        }
        $rows++
        [pscustomobject]@{ Kind = 'Subscription'; Sid = $subscription.Sid; Change = $change; Description = $subscription.Description }
    }
    catch {
        $failures++
        Write-Error -ErrorRecord $_ -ErrorAction $itemErrors
    }
}

if (-not $WhatIfPreference -and -not $changes -and -not $failures) {
    Write-Information "Nothing changed: the account has all $rows sinks and subscriptions of the file." -InformationAction Continue
}
if ($failures) { exit 2 }
