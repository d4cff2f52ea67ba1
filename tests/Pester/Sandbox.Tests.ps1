BeforeAll {
    . (Join-Path $PSScriptRoot 'Import.ps1')
    $script:readme = Get-Content (Join-Path $PSScriptRoot '../../README.md') -Raw
    $script:example = [regex]::Match($readme, '(?s)```powershell\r?\n(\$sandbox = Start-TwilioSandbox\r?\n.*?)```').Groups[1].Value

    function Get-FreePort {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $listener.LocalEndpoint.Port
        $listener.Stop()
    }
}

Describe 'The example of the README' {
    It 'receives what the sandbox delivers, <Door>' -ForEach @(
        @{ Door = 'served'; From = ''; To = '' }
        @{ Door = 'in memory'; From = '(?s)^\$sandbox = .*?\n.*?\n'; To = "Connect-TwilioEvents -Sandbox`n" }
    ) {
        $script = $example -replace '8080', (Get-FreePort)
        if ($From) { $script = $script -replace $From, $To }
        $script | Should -Match 'Receive-TwilioEvent'
        $written = & ([scriptblock]::Create($script)) 6>$null
        $sent = @($written | Where-Object { $_ -is [TwilioEvents.SandboxEvent] })
        $received = @($written | Where-Object { $_ -is [TwilioEvents.TwilioEvent] })
        $sent.Count | Should -Be 3
        ($received.Id | Sort-Object) | Should -Be ($sent.Id | Sort-Object)
        $received.Data.messageStatus | Should -Be 'failed', 'failed', 'failed'
        Get-TwilioSandbox | Should -BeNullOrEmpty
    }
}

Describe 'A served sandbox' {
    BeforeAll {
        $script:sandbox = Start-TwilioSandbox
        Connect-TwilioEvents -BaseUri $sandbox.BaseUri -Credential $sandbox.Credential
        $script:port = Get-FreePort
        $script:sink = New-TwilioSink 'Mine' "http://localhost:$port/events"
    }

    AfterAll { Stop-TwilioSandbox }

    It 'delivers the test event, and takes its TestId' {
        ($sink | Test-TwilioSink).Result | Should -Be 'submitted'
        $received = Receive-TwilioEvent $port -MaximumCount 1 -IdleTimeoutSec 30 6>$null
        $received.Data.test_id | Should -Match '^[0-9a-f-]{36}$'
        ($sink | Confirm-TwilioSink -TestId $received.Data.test_id).Result | Should -Be 'valid'
    }

    It 'loses nothing where receivers stop in the middle' {
        $null = $sink | New-TwilioSubscription 'Messages' -Type com.twilio.messaging.message.sent
        $sent = Send-TwilioEvent com.twilio.messaging.message.sent -Count 50
        $first = Receive-TwilioEvent $port -MaximumCount 7 -IdleTimeoutSec 30 6>$null
        $second = Receive-TwilioEvent $port -IdleTimeoutSec 5 6>$null
        (@($first) + @($second)).Id | Sort-Object -Unique | Should -Be ($sent.Id | Sort-Object)
        ($sink | Get-TwilioDelivery -Type com.twilio.messaging.message.sent).Outcome | Sort-Object -Unique | Should -Be 'Delivered'
    }

    It 'warns of a type that nobody subscribes to, and makes the event' {
        $written = Send-TwilioEvent com.twilio.messaging.message.read -WarningVariable warned -WarningAction SilentlyContinue
        $written.Type | Should -Be 'com.twilio.messaging.message.read'
        "$warned" | Should -Match 'No active sink subscribes to com.twilio.messaging.message.read'
    }

    It 'sends an event again that was received before' {
        $received = [pscustomobject]@{ type = 'com.twilio.messaging.message.sent'; data = @{ messageSid = 'SM1' } } | ConvertFrom-TwilioEvent
        $sent = $received | Send-TwilioEvent -SinkSid $sink.Sid
        $again = Receive-TwilioEvent $port -MaximumCount 1 -IdleTimeoutSec 30 6>$null
        $again.Id | Should -Be $sent.Id
        $again.Data.messageSid | Should -Be 'SM1'
    }
}

Describe 'A connection that is not to a sandbox' {
    It 'gets an error before anything is sent' {
        $secret = [securestring]::new()
        '0123456789abcdef'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
        Connect-TwilioEvents ([pscredential]::new("AC$('1' * 32)", $secret))
        foreach ($command in { Send-TwilioEvent com.twilio.messaging.message.sent }, { Get-TwilioDelivery }) {
            $caught = try { & $command } catch { $_ }
            $caught.FullyQualifiedErrorId | Should -Match '^TwilioNotASandbox,'
            "$caught" | Should -Match 'works on a sandbox'
        }
    }
}
