<#
.SYNOPSIS
    A Pode server with a route for a webhook sink: checks that Twilio signed
    a request, and appends its events to a file.
.DESCRIPTION
    For events beside other routes, on a machine of your own. Pode listens
    on localhost: a tunnel or a proxy with TLS leads there.

    Twilio gets the answer 204 when the events are in the file. What is not
    verified gets 503, and what fails here 500: Twilio sends both again for
    4 hours. A status of 400 to 499 would make it drop the events for good,
    as Pode's 404 does where the path of the destination has no route, and
    its 400 where it cannot parse a body: for that reason this server has a
    parser of its own, which leaves the body as it came.

    Events can come twice: what reads the file has to know them by their Id.

    It needs the module Pode.
.PARAMETER PublicUri
    The destination of the sink exactly as it was entered at Twilio. Its
    path is the route.
.PARAMETER AuthToken
    The Auth Token of the account.
.PARAMETER Path
    The file, with an event on each line.
.PARAMETER Port
    The port on localhost.
.EXAMPLE
    $token = Read-Host 'Auth Token' -AsSecureString
    ./samples/Start-TwilioEventServer.ps1 https://abc.ngrok.app/events $token

    Listens on port 8080 until Ctrl+C.
#>
#Requires -Modules TwilioEvents, Pode
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', 'AuthToken', Justification = 'The route uses it')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', 'Port', Justification = 'The server uses it')]
[CmdletBinding()]
param(
    [Parameter(Mandatory, HelpMessage = 'The destination of the sink')]
    [uri] $PublicUri,

    [Parameter(Mandatory, HelpMessage = 'The Auth Token of the account')]
    [securestring] $AuthToken,

    [string] $Path = 'events.jsonl',

    [ValidateRange(1, 65535)]
    [int] $Port = 8080
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$file = $PSCmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
$destination = $PublicUri.OriginalString -replace '\?.*'
Start-PodeServer -Threads 2 -ScriptBlock {
    Add-PodeEndpoint -Address localhost -Port $Port -Protocol Http
    Add-PodeBodyParser -ContentType application/json -ScriptBlock { @{} }
    Add-PodeRoute -Method Post -Path $PublicUri.AbsolutePath -ScriptBlock {
        $ErrorActionPreference = 'Stop'
        $request = $WebEvent.Request

        # What Twilio signed: the destination as it was entered, and the query as it came.
        $uri = $using:destination + ($request.Url.OriginalString -replace '^[^?]*')
        $signature = Test-TwilioSignature $uri -Body $request.RawBody -Headers $request.Headers -AuthToken $using:AuthToken -Detailed
        if (-not $signature.IsValid) {
            Write-Warning "A request was refused. $($signature.Reason)"
            Set-PodeResponseStatus -Code 503 -NoErrorPage
            return
        }
        $lines = @(ConvertFrom-TwilioEvent $request.RawBody | ForEach-Object ToJson)
        if ($lines) { Lock-PodeObject -ScriptBlock { Add-Content -LiteralPath $using:file -Value $lines -Encoding UTF8 } }
        Set-PodeResponseStatus -Code 204
    }
}
