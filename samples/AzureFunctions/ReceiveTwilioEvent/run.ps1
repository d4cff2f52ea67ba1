<#
.SYNOPSIS
    An Azure Function for a webhook sink: checks that Twilio signed a
    request, and puts each of its events into a queue.
.DESCRIPTION
    Twilio gets the answer 204 when the events are queued. Whatever goes
    wrong is a 503, and Twilio sends the request again for 4 hours: a status
    of 400 to 499 would make it drop the events for good. For that reason
    the access level is anonymous, too: the signature says who sent it, and
    a wrong function key would be a 401.

    What to set up:

    1. A function app of PowerShell 7.4 or newer. Deploy the folder
       AzureFunctions, with the module beside host.json, in the folder
       Modules/TwilioEvents: from the gallery once it is published there,
       until then out/TwilioEvents.
    2. Its settings TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, best as
       references to a key vault. The module reads them by itself.
    3. A sink with the address of the function as its destination, such as
       https://example.azurewebsites.net/api/ReceiveTwilioEvent. Where
       another address leads there (a front door, a gateway), give it in the
       setting TWILIO_DESTINATION, exactly as it was entered.

    What reads the queue has to know events by their Id: Twilio sends one
    again where it had no answer within 5 seconds, such as when the app was
    asleep. A message of a storage queue has at most 48 KiB of text; where
    events are larger, take the binding of a Service Bus.

    This script was tried with the objects that Azure Functions gives a
    script, and not in Azure.
.PARAMETER Request
    The request, as Azure Functions gives it.
.PARAMETER TriggerMetadata
    What Azure Functions says of the trigger. It is not used.
.EXAMPLE
    $sink = New-TwilioSink 'Queue' https://example.azurewebsites.net/api/ReceiveTwilioEvent
    $sink | Test-TwilioSink

    Sends a test event through the function into the queue.
#>
#Requires -Modules TwilioEvents
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', 'TriggerMetadata')]
param($Request, $TriggerMetadata)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$status = 503
try {
    # What Twilio signed: the destination as it was entered, and the query as it came.
    $uri = $Request.Url
    if ($env:TWILIO_DESTINATION) { $uri = ($env:TWILIO_DESTINATION -replace '\?.*') + ($uri -replace '^[^?]*') }
    $signature = Test-TwilioSignature $uri -Body $Request.RawBody -Headers $Request.Headers -Detailed
    if ($signature.IsValid) {
        $events = @($Request.RawBody | ConvertFrom-TwilioEvent | ForEach-Object ToJson)
        if ($events) { Push-OutputBinding -Name Events -Value $events }
        $status = 204
    }
    else { Write-Warning "A request to $uri was refused. $($signature.Reason)" }
}
catch {
    # The log of the function has it, and the answer is 503.
    Write-Error -ErrorRecord $_ -ErrorAction Continue
}
Push-OutputBinding -Name Response -Value @{ StatusCode = $status }
