# The one manifest, and the only place where the version stands. The build copies it beside the binaries
# and takes the folder off the paths below, so that an import of this file from the root (after a build)
# and of the copy, which is what gets packaged, load the same binaries.
@{
    RootModule             = 'out/TwilioEvents/TwilioEvents.PowerShell.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '5b0f7a52-9a0c-4d53-8a34-0e5d2f3c7b61'
    Author                 = 'TwilioEvents contributors'
    CompanyName            = 'TwilioEvents contributors'
    Copyright              = '(c) TwilioEvents contributors. MIT licence.'
    Description            = 'Manage Twilio Event Streams from PowerShell: sinks, subscriptions and event types, one by one or by the thousand from a pipeline, with objects, -WhatIf, tab completion, clear errors and a sandbox that needs no Twilio account.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess       = @('out/TwilioEvents/TwilioEvents.Format.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Add-TwilioSubscribedEvent'
        'Compare-TwilioEventsConfiguration'
        'Confirm-TwilioSink'
        'Connect-TwilioEvents'
        'ConvertFrom-TwilioEvent'
        'Disconnect-TwilioEvents'
        'Export-TwilioEventsConfiguration'
        'Get-TwilioDelivery'
        'Get-TwilioEventSchema'
        'Get-TwilioEventSchemaVersion'
        'Get-TwilioEventType'
        'Get-TwilioEventsConnection'
        'Get-TwilioSandbox'
        'Get-TwilioSink'
        'Get-TwilioSubscribedEvent'
        'Get-TwilioSubscription'
        'Invoke-TwilioEventsRequest'
        'Move-TwilioSubscription'
        'New-TwilioSink'
        'New-TwilioSubscription'
        'Receive-TwilioEvent'
        'Remove-TwilioSink'
        'Remove-TwilioSubscribedEvent'
        'Remove-TwilioSubscription'
        'Select-TwilioEventsConnection'
        'Send-TwilioEvent'
        'Set-TwilioSandbox'
        'Set-TwilioSink'
        'Set-TwilioSubscribedEvent'
        'Set-TwilioSubscription'
        'Start-TwilioSandbox'
        'Stop-TwilioSandbox'
        'Sync-TwilioEventsConfiguration'
        'Test-TwilioEventsConfiguration'
        'Test-TwilioSignature'
        'Test-TwilioSink'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('Twilio', 'EventStreams', 'Events', 'Sink', 'Subscription', 'Webhook', 'Kinesis', 'Segment', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            # The project's address: it stands here, and a test finds any other place that disagrees.
            ProjectUri   = 'https://github.com/twilio-events/TwilioEvents.PowerShell'
            LicenseUri   = 'https://github.com/twilio-events/TwilioEvents.PowerShell/blob/main/LICENSE'
            IconUri      = 'https://github.com/twilio-events/TwilioEvents.PowerShell/raw/main/assets/icon.png'
            # The build puts the section of CHANGELOG.md here.
            ReleaseNotes = 'CHANGELOG.md'
        }
    }
}
