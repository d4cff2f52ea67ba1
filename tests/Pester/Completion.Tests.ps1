BeforeAll {
    . (Join-Path $PSScriptRoot 'Import.ps1')

    # Tab waits a second and no longer, and a machine that is busy is given its time.
    function Connect-PatientSandbox {
        $connection = (Connect-TwilioEvents -Sandbox -PassThru).psobject.BaseObject
        $connection.GetType().Assembly.GetType('TwilioEvents.Completion.RecentAnswers').GetMethod('Of').Invoke($null, @($connection)).Patience = [timespan]::FromMinutes(1)
    }

    Connect-PatientSandbox
    function Get-Completion([string] $Line) {
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches | Where-Object ResultType -EQ 'ParameterValue'
    }
}

Describe 'Tab' {
    It 'completes <Line> to <First>' -TestCases @(
        @{ Line = 'Get-TwilioSink -Sid '; First = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }
        @{ Line = 'Set-TwilioSink lake'; First = 'DGcccccccccccccccccccccccccccccccc' }
        @{ Line = 'Get-TwilioSubscription -Sid call'; First = 'DFbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' }
        @{ Line = 'Get-TwilioEventType -Type messaging.mess*'; First = 'com.twilio.messaging.message.delivered' }
        @{ Line = 'Get-TwilioEventSchema -Id messaging.m'; First = 'Messaging.MessageStatus' }
        @{ Line = 'Get-TwilioEventSchemaVersion -Id Messaging.MessageStatus -SchemaVersion '; First = '8' }
        @{ Line = 'Get-TwilioSubscribedEvent -SubscriptionSid DFbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb -Type answered'; First = 'com.twilio.voice.status-callback.call.answered' }
        @{ Line = 'Get-TwilioSink -Status f'; First = 'failed' }
        @{ Line = 'Get-TwilioSink -InUse '; First = '$true' }
    ) {
        param($Line, $First)
        @(Get-Completion $Line)[0].CompletionText | Should -BeExactly $First
    }

    It 'shows what a Sid is of' {
        $sink = Get-Completion 'Get-TwilioSink -Sid DGe'
        $sink.ListItemText | Should -BeExactly "$($sink.CompletionText)  Old data lake"
        $sink.ToolTip | Should -Match '^DGe{32}: kinesis, failed, changed \d{4}-\d\d-\d\d \d\d:\d\dZ$'
    }

    It 'offers what can be run as it stands' {
        $line = 'Get-TwilioSink -Sid old'
        $completion = TabExpansion2 -inputScript $line -cursorColumn $line.Length
        $completed = $line.Substring(0, $completion.ReplacementIndex) + $completion.CompletionMatches[0].CompletionText
        (& ([scriptblock]::Create($completed))).Description | Should -BeExactly 'Old data lake'
    }

    It 'offers nothing, and says nothing, where there is no connection' {
        Disconnect-TwilioEvents
        try {
            $Error.Clear()
            Get-Completion 'Get-TwilioSink -Sid ' | Should -BeNullOrEmpty
            $Error.Count | Should -Be 0
            Get-TwilioEventsConnection | Should -BeNullOrEmpty
        }
        finally { Connect-PatientSandbox }
    }
}
