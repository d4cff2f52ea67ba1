<#
.SYNOPSIS
    From zero to the first event: creates a sink, has Twilio send a test
    event to it, receives that on this machine, and removes the sink.
.DESCRIPTION
    Twilio needs an https address that leads to this machine. Start a tunnel
    to the port first, in another window, and give its address:

        cloudflared tunnel --url http://localhost:8080
        ngrok http 8080
        devtunnel host -p 8080 --allow-anonymous

    The event that is written shows that the whole way works: the tunnel,
    the address, the Auth Token and the signature. What to do then:
    New-TwilioSink, New-TwilioSubscription and Receive-TwilioEvent, as the
    end of the script says.
.PARAMETER PublicUri
    The https address of the tunnel, with any path.
.PARAMETER Port
    The port on this machine to which the tunnel leads.
.PARAMETER TimeoutSec
    Seconds to wait for the event.
.PARAMETER Connection
    A connection with an Auth Token, or the name of one. Without it, the
    current connection.
.EXAMPLE
    Connect-TwilioEvents -Credential (Get-Credential)
    ./samples/Receive-FirstTwilioEvent.ps1 https://abc.ngrok.app/events

    The user name is the Account SID (AC...), and the password is the Auth
    Token. An API key cannot check signatures.
.OUTPUTS
    TwilioEvents.TwilioEvent: the test event.
#>
#Requires -Modules TwilioEvents
[CmdletBinding()]
param(
    [Parameter(Mandatory, HelpMessage = 'The https address of the tunnel')]
    [uri] $PublicUri,

    [ValidateRange(0, 65535)]
    [int] $Port = 8080,

    [ValidateRange(1, 86400)]
    [int] $TimeoutSec = 120,

    [object] $Connection
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$common = @{}
if ($Connection) { $common.Connection = $Connection }
$sink = New-TwilioSink 'First event' $PublicUri @common
try {
    # Where Twilio comes before somebody listens, it comes again.
    $null = $sink | Test-TwilioSink @common
    $received = Receive-TwilioEvent $Port -PublicUri $PublicUri -MaximumCount 1 -IdleTimeoutSec $TimeoutSec @common
    $received
    $next = "It came. A sink that stays: New-TwilioSink 'Events' $PublicUri. Get-TwilioEventType shows what New-TwilioSubscription can subscribe it to."
    Write-Information $next -InformationAction Continue
}
finally { $sink | Remove-TwilioSink -Confirm:$false @common }
