Import-Module ./TwilioEvents.psd1

# No Twilio account here, so a sandbox in memory. With one: Connect-TwilioEvents -Credential (Get-Credential)
Connect-TwilioEvents -Sandbox
Get-TwilioEventsConnection

# One sink
Set-TwilioSink -Sid DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa -Description 'Billing events'

# A file of Sids, one of its lines bad: that one fails alone, and done.csv has the others
Get-Content one-bad.txt
Get-Content one-bad.txt | Set-TwilioSink -Description 'Billing events' | Export-Csv done.csv
(Import-Csv done.csv).Sid

# The picture in the README ends here.
# A CSV with the columns Sid and Description, first as a dry run
Import-Csv renames.csv | Set-TwilioSink -WhatIf
Import-Csv renames.csv | Set-TwilioSink

# What comes out goes in again
Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 'first' | Set-TwilioSink -Description 'second'

# The configuration of a sink; its secrets are masked
Set-TwilioSink DGcccccccccccccccccccccccccccccccc 'Raw events' | ForEach-Object { "$($_.SinkConfiguration)" }

# Mistakes are named
Set-TwilioSink DG00000000000000000000000000000000 'Nobody has this'
Set-TwilioSink DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb 'Ask jane@example.com'
