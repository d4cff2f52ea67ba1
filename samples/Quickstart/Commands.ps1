Import-Module ./TwilioEvents.psd1

# No Twilio account here, so a sandbox in memory.
# With one: Connect-TwilioEvents -Credential (Get-Credential)
Connect-TwilioEvents -Sandbox

# A file of Sids, one line of it bad: it fails alone, done.csv has the others
Get-Content one-bad.txt #> 3 objects
Get-Content one-bad.txt | Set-TwilioSink -Description 'Billing events' | Export-Csv done.csv #> 1 error
(Import-Csv done.csv).Sid #> 2 objects

# A CSV with the columns Sid and Description, first as a dry run
Import-Csv renames.csv | Set-TwilioSink -WhatIf
Import-Csv renames.csv | Set-TwilioSink #> 2 objects

#> The picture in README.md ends here.
# One sink, and what comes out goes in again
Set-TwilioSink -Sid DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa -Description 'Billing events' #> 1 object
Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 'first' | Set-TwilioSink -Description 'second' #> 1 object

# The configuration of a sink: its secrets are masked wherever it is shown
$lake = Get-TwilioSink DGcccccccccccccccccccccccccccccccc
$lake.SinkConfiguration.arn #> 1 object
$lake.SinkConfiguration.external_id #> 1 object
$lake.GetSinkConfiguration().external_id #> 1 object

# A life cycle: a webhook, a subscription to two types of events, more types, a test
$sink = New-TwilioSink -Description 'Shop' -Destination https://shop.example.com/events
$types = 'com.twilio.messaging.message.delivered', 'com.twilio.messaging.message.failed'
$subscription = New-TwilioSubscription -Description 'Messages' -SinkSid $sink.Sid -Type $types
$subscription #> 1 object
Get-TwilioEventType com.twilio.messaging.inbound-* | Add-TwilioSubscribedEvent $subscription.Sid #> 1 object
$subscription | Get-TwilioSubscribedEvent | Sort-Object Type #> 3 objects
$sink | Test-TwilioSink #> 1 object

# Twilio removes no sink that is in use; after its subscription it goes
$sink | Remove-TwilioSink -Confirm:$false #> 1 error
$subscription | Remove-TwilioSubscription -Confirm:$false
$sink | Remove-TwilioSink -WhatIf
$sink | Remove-TwilioSink -Confirm:$false
@(Get-TwilioSink -Description 'Shop').Count #> 1 object

# A sandbox that is served delivers events, signed, to a webhook on this machine
$sandbox = Start-TwilioSandbox
Connect-TwilioEvents -BaseUri $sandbox.BaseUri -Credential $sandbox.Credential
$sink = New-TwilioSink 'Mine' http://localhost:8080/events
New-TwilioSubscription 'Messages' -SinkSid $sink.Sid -Type com.twilio.messaging.message.failed #> 1 object
Send-TwilioEvent com.twilio.messaging.message.failed -Count 3 #> 3 objects
Receive-TwilioEvent 8080 -MaximumCount 3 -IdleTimeoutSec 30 #> 3 objects
Stop-TwilioSandbox
Connect-TwilioEvents -Sandbox

# Mistakes are named
Set-TwilioSink DG00000000000000000000000000000000 'Nobody has this' #> 1 error
Set-TwilioSink DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb 'Ask jane@example.com' #> 1 object, 1 warning
