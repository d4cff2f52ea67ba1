BeforeAll {
    . (Join-Path $PSScriptRoot 'Import.ps1')

    # Tab waits a second and no longer, and a machine that is busy is given its time.
    function Connect-PatientSandbox {
        $connection = (Connect-TwilioEvents -Sandbox -PassThru).psobject.BaseObject
        $connection.GetType().Assembly.GetType('TwilioEvents.Completion.RecentAnswers').GetMethod('Of').Invoke($null, @($connection)).RequestTimeout = [timespan]::FromMinutes(1)
    }

    Connect-PatientSandbox
    function Get-Completion([string] $Line) {
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches | Where-Object ResultType -EQ 'ParameterValue'
    }
}

Describe 'Tab' {
    It 'completes <Line> to <First>' -TestCases @(
        @{ Line = 'Get-TwilioSink -Sid '; First = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }
        @{ Line = 'Set-TwilioSink DGc'; First = 'DGcccccccccccccccccccccccccccccccc' }
        @{ Line = 'Set-TwilioSink dgc'; First = 'DGcccccccccccccccccccccccccccccccc' }
        @{ Line = 'Test-TwilioSink lake'; First = 'DGcccccccccccccccccccccccccccccccc' }
        @{ Line = 'Confirm-TwilioSink ''raw ev'; First = 'DGcccccccccccccccccccccccccccccccc' }
        @{ Line = 'Test-TwilioSink "raw EV'; First = 'DGcccccccccccccccccccccccccccccccc' }
        @{ Line = 'Remove-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, raw'; First = 'DGcccccccccccccccccccccccccccccccc' }
        @{ Line = 'Get-TwilioSubscription -SinkSid r*lake'; First = 'DGcccccccccccccccccccccccccccccccc' }
        @{ Line = 'New-TwilioSubscription d shop'; First = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }
        @{ Line = 'Get-TwilioSubscription calls'; First = 'DFbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' }
        @{ Line = 'Add-TwilioSubscribedEvent -SubscriptionSid lake'; First = 'DFbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' }
        @{ Line = 'Get-TwilioEventType messaging.mess*'; First = 'com.twilio.messaging.message.delivered' }
        @{ Line = 'Get-TwilioEventType MESSAGING.message.DELIV'; First = 'com.twilio.messaging.message.delivered' }
        @{ Line = 'Get-TwilioEventType com.twilio.messaging.message.d'; First = 'com.twilio.messaging.message.delivered' }
        @{ Line = 'New-TwilioSubscription d DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa com.twilio.messaging.message.delivered@'; First = 'com.twilio.messaging.message.delivered@8' }
        @{ Line = 'Add-TwilioSubscribedEvent -Type com.twilio.messaging.message.sent, com.twilio.messaging.message.delivered@7'; First = 'com.twilio.messaging.message.delivered@7' }
        @{ Line = 'Get-TwilioSubscribedEvent -SubscriptionSid DFbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb -Type answered'; First = 'com.twilio.voice.status-callback.call.answered' }
        @{ Line = 'Get-TwilioEventType -SchemaId messaging.mess'; First = 'Messaging.MessageStatus' }
        @{ Line = 'Get-TwilioEventSchema messaging.'; First = 'Messaging.InboundMessageV1' }
        @{ Line = 'Get-TwilioEventSchemaVersion Messaging.MessageStatus '; First = '8' }
        @{ Line = 'Add-TwilioSubscribedEvent -Type com.twilio.messaging.message.delivered -SchemaVersion '; First = '8' }
        @{ Line = 'Add-TwilioSubscribedEvent -Type com.twilio.messaging.message.delivered,com.twilio.voice.status-callback.call.answered -SchemaVersion '; First = '2' }
        @{ Line = 'Get-TwilioSink -Status v'; First = 'validating' }
        @{ Line = 'Get-TwilioSink -SinkType seg'; First = 'segment' }
        @{ Line = 'Get-TwilioEventType -Status dep'; First = 'deprecated' }
        @{ Line = 'Get-TwilioSubscription -Type messaging.message.DELIV'; First = 'com.twilio.messaging.message.delivered' }
        @{ Line = 'Get-TwilioSink -InUse '; First = '$true' }
        @{ Line = 'New-TwilioSink -BatchEvents '; First = '$true' }
        @{ Line = 'New-TwilioSink -SinkType k'; First = 'kinesis' }
        @{ Line = 'New-TwilioSink -Method g'; First = 'GET' }
    ) {
        param($Line, $First)
        @(Get-Completion $Line)[0].CompletionText | Should -BeExactly $First
    }

    It 'shows what a Sid is of' {
        $sink = Get-Completion 'Get-TwilioSink -Sid DGe'
        $sink.ListItemText | Should -BeExactly "$($sink.CompletionText)  Old data lake"
        $sink.ToolTip | Should -Match '^DGe{32}: kinesis, failed, changed \d{4}-\d\d-\d\d \d\d:\d\dZ$'
    }

    It 'offers <Offered> and no file for <Line>' -TestCases @(
        @{ Line = 'Get-TwilioSink -Description old'; Offered = '''Old data lake''' }
        @{ Line = 'Set-TwilioSink DGeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee -Description '; Offered = '''Old data lake''' }
        @{ Line = 'Get-TwilioSubscription -Description calls'; Offered = '''Calls to the data lake''' }
        @{ Line = 'Set-TwilioSubscription DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa -Description '; Offered = '''Message delivery''' }
        @{ Line = 'New-TwilioSink -Description '; Offered = '''''' }
        @{ Line = 'New-TwilioSubscription -Description some'; Offered = 'some' }
        @{ Line = 'Set-TwilioSink -Description ''not one'; Offered = '''not one''' }
        @{ Line = 'New-TwilioSink -Destination '; Offered = '''''' }
        @{ Line = 'Confirm-TwilioSink -TestId '; Offered = '''''' }
    ) {
        param($Line, $Offered)
        Push-Location $PSScriptRoot
        try { (Get-Completion $Line).CompletionText | Should -BeExactly $Offered }
        finally { Pop-Location }
    }

    It 'marks a type that is not available, and puts it last' {
        $types = Get-Completion 'Get-TwilioEventType call.answered'
        $types.ListItemText | Should -Be 'com.twilio.voice.status-callback.call.answered', 'com.twilio.voice.webhook.status-callback.call.answered  (deprecated)'
        $types[1].CompletionText | Should -BeExactly 'com.twilio.voice.webhook.status-callback.call.answered'
        $types[1].ToolTip | Should -Match 'deprecated'
    }

    It 'offers <_> the types of the subscription alone' -ForEach 'Get-TwilioSubscribedEvent', 'Set-TwilioSubscribedEvent', 'Remove-TwilioSubscribedEvent' {
        (Get-Completion "$_ DFbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb ").CompletionText | Should -Be @(
            'com.twilio.voice.status-callback.call.initiated', 'com.twilio.voice.status-callback.call.answered', 'com.twilio.voice.status-callback.call.completed'
        )
        (Get-Completion "$_ -Type ").Count | Should -BeGreaterThan 100
    }

    It 'knows in Turkish that an i is an i' {
        $thread = [Threading.Thread]::CurrentThread
        $before = $thread.CurrentCulture
        try {
            $thread.CurrentCulture = 'tr-TR'
            @(Get-Completion 'Get-TwilioEventType MESSAGING.MESSAGE.DELIV')[0].CompletionText | Should -BeExactly 'com.twilio.messaging.message.delivered'
            (Get-Completion 'Get-TwilioSink -Status INI').CompletionText | Should -BeExactly 'initialized'
            (Get-Completion 'Get-TwilioSink VOICE*INSIGHTS').CompletionText | Should -BeExactly 'DGdddddddddddddddddddddddddddddddd'
        }
        finally { $thread.CurrentCulture = $before }
    }

    It 'offers what can be run as it stands' {
        $line = 'Get-TwilioSink -Sid old'
        $completion = TabExpansion2 -inputScript $line -cursorColumn $line.Length
        $completed = $line.Substring(0, $completion.ReplacementIndex) + $completion.CompletionMatches[0].CompletionText
        (& ([scriptblock]::Create($completed))).Description | Should -BeExactly 'Old data lake'
    }

    It 'offers what is always known, and says nothing, where there is no connection' {
        Disconnect-TwilioEvents
        try {
            $Error.Clear()
            Get-Completion 'Get-TwilioSink -Sid ' | Should -BeNullOrEmpty
            Get-Completion 'Get-TwilioEventType -Type ' | Should -BeNullOrEmpty
            Get-Completion 'Get-TwilioSink -Status ' | Should -Not -BeNullOrEmpty
            $Error.Count | Should -Be 0
            Get-TwilioEventsConnection | Should -BeNullOrEmpty
        }
        finally { Connect-PatientSandbox }
    }
}
