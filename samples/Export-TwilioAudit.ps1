<#
.SYNOPSIS
    Writes which sinks an account has, and which events go to each, into a
    CSV and an HTML report.
.DESCRIPTION
    A row for each subscription, and one for each sink that has none. Sinks
    that failed and sinks without a subscription are marked. Secrets in a
    sink's configuration stay masked. Nothing in the account is changed.

    A list that cannot be read to its end is an error, and then no file is
    written: half an audit would look like a whole one.

    Exit codes: 0 where both files are written, 1 where nothing is.
.PARAMETER CsvPath
    The CSV file.
.PARAMETER HtmlPath
    The HTML file.
.PARAMETER Connection
    A connection, the name of one, or a profile of Twilio's CLI. Without it,
    the connection in use.
.EXAMPLE
    ./samples/Export-TwilioAudit.ps1 audit.csv audit.html
.EXAMPLE
    ./samples/Export-TwilioAudit.ps1 audit.csv audit.html | Where-Object Remark

    Writes both files, and shows what deserves a look.
.OUTPUTS
    The rows of the CSV.
#>
#Requires -Modules TwilioEvents
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Position = 0)]
    [string] $CsvPath = 'twilio-audit.csv',

    [Parameter(Position = 1)]
    [string] $HtmlPath = 'twilio-audit.html',

    [object] $Connection
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$common = @{}
if ($Connection) { $common.Connection = $Connection }

$sinks = @(Get-TwilioSink @common)
$subscriptions = @(Get-TwilioSubscription @common)
$types = @{}
$subscriptions | Get-TwilioSubscribedEvent -ThrottleLimit 4 @common | ForEach-Object { $types[$_.SubscriptionSid] += @("$($_.Type)@$($_.SchemaVersion)") }

$rows = @(foreach ($sink in $sinks) {
    $own = @($subscriptions | Where-Object { $_.SinkSid -eq $sink.Sid })
    $remark = @(
        if ($sink.Status -eq 'failed') { 'the sink failed' }
        if (-not $own) { 'no subscription' }
    ) -join ', '
    if (-not $own) { $own = @($null) }
    foreach ($subscription in $own) {
        [pscustomobject]@{
            SinkSid         = $sink.Sid
            Sink            = $sink.Description
            SinkType        = $sink.SinkType
            Status          = $sink.Status
            Configuration   = @($sink.SinkConfiguration.psobject.Properties | ForEach-Object { "$($_.Name)=$($_.Value)" }) -join '; '
            SubscriptionSid = if ($subscription) { $subscription.Sid }
            Subscription    = if ($subscription) { $subscription.Description }
            Types           = if ($subscription) { $types[$subscription.Sid] -join ' ' }
            Remark          = $remark
        }
    }
})

# Descriptions and addresses are other people's text: each is encoded, or it could bring markup into the report.
function ConvertTo-Cell([string] $Element, [string] $Text) { "<$Element>$([Net.WebUtility]::HtmlEncode($Text))</$Element>" }

$columns = 'SinkSid', 'Sink', 'SinkType', 'Status', 'Configuration', 'SubscriptionSid', 'Subscription', 'Types', 'Remark'
$marked = @($rows | Where-Object { $_.Remark }).Count
$html = @(
    '<!DOCTYPE html>'
    '<html lang="en"><head><meta charset="utf-8"><title>Twilio Event Streams: audit</title>'
    '<style>body { font-family: sans-serif } table { border-collapse: collapse } th, td { border: 1px solid #ccc; padding: .3em .6em; text-align: left; vertical-align: top } .remark { background: #fff0e0 }</style>'
    '</head><body><h1>Twilio Event Streams: audit</h1>'
    "<p>$([DateTimeOffset]::Now.ToString('yyyy-MM-dd HH:mm zzz', [cultureinfo]::InvariantCulture)): $($sinks.Count) sinks, $($subscriptions.Count) subscriptions, $marked rows with a remark.</p>"
    "<table><tr>$(-join ($columns | ForEach-Object { ConvertTo-Cell 'th' $_ }))</tr>"
    foreach ($row in $rows) {
        $class = if ($row.Remark) { ' class="remark"' }
        "<tr$class>$(-join ($columns | ForEach-Object { ConvertTo-Cell 'td' $row.$_ }))</tr>"
    }
    '</table></body></html>'
)

if ($PSCmdlet.ShouldProcess("Write the audit into $CsvPath.", "Write the audit into ${CsvPath}?", 'Audit')) { $rows | Export-Csv -Path $CsvPath -NoTypeInformation -Encoding UTF8 }
if ($PSCmdlet.ShouldProcess("Write the report into $HtmlPath.", "Write the report into ${HtmlPath}?", 'Audit')) { $html | Set-Content -Path $HtmlPath -Encoding UTF8 }
$rows
