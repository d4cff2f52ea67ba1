Import-Module ./TwilioEvents.psd1

# No Twilio account here, so a sandbox in memory.
# With one: Connect-TwilioEvents -Credential (Get-Credential)
Connect-TwilioEvents -Sandbox

# A file of Sids, one line of it bad: it fails alone, done.csv has the others
Get-Content one-bad.txt
Get-Content one-bad.txt | Set-TwilioSink -Description 'Billing events' | Export-Csv done.csv
(Import-Csv done.csv).Sid

# A CSV with the columns Sid and Description, first as a dry run
Import-Csv renames.csv | Set-TwilioSink -WhatIf
Import-Csv renames.csv | Set-TwilioSink

# The picture in the README ends here.
# One sink, and what comes out goes in again
Set-TwilioSink -Sid DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa -Description 'Billing events'
Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 'first' | Set-TwilioSink -Description 'second'

# The configuration of a sink: its secrets are masked wherever it is shown
$lake = Get-TwilioSink DGcccccccccccccccccccccccccccccccc
$lake.SinkConfiguration.arn
$lake.SinkConfiguration.external_id
$lake.GetSinkConfiguration().external_id

# A life cycle: a webhook, a subscription to two types of events, more types, a test
$sink = New-TwilioSink -Description 'Shop' -Destination https://shop.example.com/events
$types = 'com.twilio.messaging.message.delivered', 'com.twilio.messaging.message.failed'
$subscription = New-TwilioSubscription -Description 'Messages' -SinkSid $sink.Sid -Type $types
$subscription
Get-TwilioEventType com.twilio.messaging.inbound-* | Add-TwilioSubscribedEvent $subscription.Sid
$subscription | Get-TwilioSubscribedEvent | Sort-Object Type
$sink | Test-TwilioSink

# Twilio removes no sink that is in use; after its subscription it goes
$sink | Remove-TwilioSink -Confirm:$false
$subscription | Remove-TwilioSubscription -Confirm:$false
$sink | Remove-TwilioSink -WhatIf
$sink | Remove-TwilioSink -Confirm:$false
@(Get-TwilioSink -Description 'Shop').Count

# Mistakes are named
Set-TwilioSink DG00000000000000000000000000000000 'Nobody has this'
Set-TwilioSink DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb 'Ask jane@example.com'
