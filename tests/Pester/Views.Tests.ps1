BeforeAll {
    . (Join-Path $PSScriptRoot 'Import.ps1')
    Connect-TwilioEvents -Sandbox
    $script:escape = [string][char]27

    # What a console shows.
    function Get-Line([scriptblock] $Command, [int] $Width) { & $Command | Out-String -Width $Width -Stream | ForEach-Object { $_.TrimEnd() } }
}

Describe 'Views' {
    It 'shows <Name> as a table, a list and wide in <Width> columns, live and from a file' -TestCases @(
        foreach ($width in 80, 120) {
            @{ Width = $width; Name = 'Sink'; Command = { Get-TwilioSink } }
            @{ Width = $width; Name = 'SinkTest'; Command = { Test-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa } }
            @{ Width = $width; Name = 'Subscription'; Command = { Get-TwilioSubscription } }
            @{ Width = $width; Name = 'SubscribedEvent'; Command = { Get-TwilioSubscribedEvent DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa } }
            @{ Width = $width; Name = 'EventType'; Command = { Get-TwilioEventType } }
            @{ Width = $width; Name = 'EventSchema'; Command = { Get-TwilioEventSchema Messaging.MessageStatus } }
            @{ Width = $width; Name = 'EventSchemaVersion'; Command = { Get-TwilioEventSchemaVersion Messaging.MessageStatus } }
            @{ Width = $width; Name = 'TypeVersion'; Command = { New-Object TwilioEvents.TypeVersion 'com.twilio.x', 2 } }
            @{ Width = $width; Name = 'TwilioEventsConnection'; Command = { Get-TwilioEventsConnection } }
        }
    ) {
        param($Name, $Command, $Width)
        $live = @(& $Command)
        $live[0].psobject.TypeNames[0] | Should -BeExactly "TwilioEvents.$Name"
        $file = Join-Path $TestDrive 'object.xml'
        $live | Export-Clixml $file
        $copies = @(Import-Clixml $file)
        foreach ($format in 'Format-Table', 'Format-List', 'Format-Wide') {
            $lines = $live | & $format | Out-String -Width $Width -Stream
            "$lines".Trim() | Should -Not -BeNullOrEmpty
            ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $Width
            "$lines" | Should -Not -Match $escape

            # A list shows dates as PowerShell does, and a copy holds them as they were written.
            if ($format -ne 'Format-List') { $copies | & $format | Out-String -Width $Width -Stream | Should -BeExactly $lines }
        }
    }

    It 'wraps a long description and keeps the Sid whole' {
        $lines = Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ('word ' * 20) | Out-String -Width 80 -Stream | Where-Object { $_.Trim() }
        $lines[2] | Should -Match '^DGa{32} webhook  active      word'
        $lines.Count | Should -BeGreaterThan 5
        ($lines | Select-Object -Skip 2 | ForEach-Object { $_.Substring(56) }) -join '' -replace '\s' | Should -BeExactly ('word' * 20)
    }

    It 'shows no escape code in a file, and none where colours are not wanted' {
        if ($PSVersionTable.PSVersion -lt '7.2') { return Set-ItResult -Skipped -Because 'PowerShell has $PSStyle from 7.2 on' }
        $before = $PSStyle.OutputRendering
        try {
            foreach ($rendering in 'Host', 'PlainText') {
                $PSStyle.OutputRendering = $rendering
                $file = Join-Path $TestDrive 'table.txt'
                Get-TwilioSink | Out-File $file
                Get-Content $file -Raw | Should -Not -Match $escape
                Get-TwilioSink | Out-String | Should -Not -Match $escape
            }
        }
        finally { $PSStyle.OutputRendering = $before }
    }

    It 'colours a status, and stays aligned' {
        if ($PSVersionTable.PSVersion -lt '7.2') { return Set-ItResult -Skipped -Because 'PowerShell has $PSStyle from 7.2 on' }
        $before = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'PlainText'
            $plain = Get-Line { Get-TwilioSink } 80
            $PSStyle.OutputRendering = 'Ansi'
            $coloured = Get-Line { Get-TwilioSink } 80
            $types = Get-Line { Get-TwilioEventType } 80
        }
        finally { $PSStyle.OutputRendering = $before }
        foreach ($status in 'Red failed', 'Yellow initialized', 'Green active') {
            $colour, $text = -split $status
            "$coloured" | Should -BeLike ('*' + [wildcardpattern]::Escape("$($PSStyle.Foreground.$colour)$text$($PSStyle.Reset)") + '*')
        }
        $coloured -replace "$escape\[[0-9;]*m" -replace '\s+$' | Should -BeExactly ($plain -replace '\s+$')
        "$types" | Should -BeLike ('*' + [wildcardpattern]::Escape("$($PSStyle.Foreground.Yellow)deprecated$($PSStyle.Reset)") + '*')
        "$types" | Should -BeLike ('*' + [wildcardpattern]::Escape("$($PSStyle.Foreground.Red)discontinued$($PSStyle.Reset)") + '*')
        @($types -match '^available ').Count | Should -BeGreaterThan 100
    }

    It 'has aligned columns in a table of sinks of <Width> columns' -TestCases @{ Width = 80 }, @{ Width = 120 } {
        param($Width)
        $lines = Get-Line { Get-TwilioSink } $Width
        $column = @($lines -match '^Sid ')[0].IndexOf('Description')
        $rows = @($lines -match '^DG')
        $rows.Count | Should -Be 6
        foreach ($row in $rows) {
            $row | Should -Match '^DG[a-f]{32} (webhook |segment |kinesis |email   ) (active|initialized|failed) '
            $row.Substring($column - 1, 2) | Should -Match '^ \S$'
        }
        if ($Width -eq 120) { @($rows -match 'Voice insights, not yet validated$').Count | Should -Be 1 }
    }

    It 'shows subscriptions in one table with their sinks, and types under their subscription' {
        $subscriptions = Get-Line { Get-TwilioSubscription } 120
        $subscriptions | Should -Contain 'DFbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb DGcccccccccccccccccccccccccccccccc Calls to the data lake'
        @($subscriptions -match '^DF').Count | Should -Be 2
        @($subscriptions -match '^Sid +SinkSid +Description$').Count | Should -Be 1
        $types = Get-Line { Get-TwilioSubscription | Get-TwilioSubscribedEvent } 80
        $types | Should -Contain '   SubscriptionSid: DFbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
        $types | Should -Contain '            2 com.twilio.voice.status-callback.call.completed'
    }

    It 'shows with -IncludeSink what the sinks are for' {
        $subscriptions = Get-Line { Get-TwilioSubscription -IncludeSink } 120
        @($subscriptions -match '^Sid +SinkDescription +Description$').Count | Should -Be 1
        @($subscriptions -match '^DFb{32} Raw events to the data lake +Calls to the data lake$').Count | Should -Be 1
    }

    It 'shows what a type is for where there is room' {
        @(Get-Line { Get-TwilioEventType com.twilio.messaging.message.delivered } 120) -match '^Status +Type +Description$' | Should -HaveCount 1
        $narrow = Get-Line { Get-TwilioEventType com.twilio.messaging.message.delivered } 80
        @($narrow -match '^Status +Type$').Count | Should -Be 1
        $narrow | Should -Contain 'available    com.twilio.messaging.message.delivered'
    }

    It 'shows a type that is deprecated, and goes on in the next line with a long one' {
        $long = 'com.twilio.messaging.compliance.campaign-registration.suspended-campaign-delete-submitted'
        -join (Get-Line { Get-TwilioEventType $long } 80 | ForEach-Object { ($_ -replace '^available').Trim() }) | Should -Match "$long$"
        Get-Line { Get-TwilioEventType *webhook*ringing } 80 | Should -Contain 'deprecated   com.twilio.voice.webhook.status-callback.call.ringing'
    }

    It 'has no escape code at all in Windows PowerShell' {
        if ($PSVersionTable.PSEdition -ne 'Desktop') { return Set-ItResult -Skipped -Because 'this is not Windows PowerShell' }
        Get-TwilioSink | Format-Table | Out-String | Should -Not -Match $escape
    }

    It 'shows nothing that a terminal obeys in any view' {
        $sink = Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ('a' + $escape + '[2J' + [char]0x202E + 'b')
        foreach ($format in 'Format-Table', 'Format-List', 'Format-Wide') {
            $sink | & $format | Out-String | Should -Not -Match "[$escape$([char]0x202E)]"
        }
    }

    It 'shows an object without anything in it, also in strict mode' {
        $nothing = @{ PSTypeName = 'TwilioEvents.Sink' }
        foreach ($property in 'Sid', 'Description', 'SinkType', 'Status', 'SinkConfiguration', 'Destination', 'DateCreated', 'DateUpdated', 'Url', 'Links') { $nothing[$property] = $null }
        Set-StrictMode -Version Latest
        $Error.Clear()
        foreach ($format in 'Format-Table', 'Format-List', 'Format-Wide') { [pscustomobject] $nothing | & $format | Out-String | Should -Not -Match '#ERR' }
        $Error.Count | Should -Be 0
    }

    It 'sorts by the Sid where no property is named' {
        $sinks = Get-TwilioSink
        ($sinks | Sort-Object -Descending)[0].Sid | Should -BeExactly 'DGffffffffffffffffffffffffffffffff'
    }

    It 'sorts and compares by every property as what it is' {
        $versions = Get-TwilioEventSchemaVersion Messaging.MessageStatus
        ($versions | Sort-Object SchemaVersion -Descending | Select-Object -First 1).SchemaVersion | Should -Be 8
        ($versions | Sort-Object DateCreated | Select-Object -Last 1).SchemaVersion | Should -Be 8
        @($versions | Where-Object SchemaVersion -GE 7).Count | Should -Be 2
        @($versions | Where-Object DateCreated -LT ([DateTimeOffset]::UtcNow)).Count | Should -Be 8
        @($versions | Where-Object DateCreated -GT ([DateTime]::UtcNow.AddYears(100))).Count | Should -Be 0
        (Get-TwilioSink | Group-Object Status | Sort-Object Name).Name | Should -Be 'active', 'failed', 'initialized'
    }
}
