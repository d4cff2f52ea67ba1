# What only a whole PowerShell shows: jobs, threads, transcripts, files, other processes, and the module coming and going.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Import.ps1')
    $script:connection = Connect-TwilioEvents -Sandbox -PassThru
    $script:a = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
    $script:b = 'DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
}

Describe 'Jobs' {
    It 'works in a job, and what comes back is of use' {
        $job = Start-Job {
            Import-Module $using:manifest
            Connect-TwilioEvents -Sandbox
            Set-TwilioSink $using:a 'from a job'
            Get-TwilioEventType com.twilio.messaging.message.delivered
        }
        try { $sink, $type = $job | Receive-Job -Wait -ErrorAction Stop }
        finally { Remove-Job $job -Force }
        $sink.psobject.TypeNames[0] | Should -BeExactly 'Deserialized.TwilioEvents.Sink'
        $sink.Sid | Should -BeExactly $a
        $sink.SinkConfiguration.destination | Should -BeExactly 'https://shop.example.com/twilio/events'
        $sink.DateUpdated.UtcDateTime | Should -BeOfType [DateTime]
        $sink | Out-String -Width 80 | Should -Match "$a webhook  active      from a job"
        $type.Status | Should -BeExactly 'available'

        # And it goes back into a command.
        ($sink | Set-TwilioSink -Description 'and back').Description | Should -BeExactly 'and back'
    }

    It 'looks the same where a job hands it on, and its dates are dates' {
        $commands = @(
            'Get-TwilioSink'
            'Get-TwilioSubscription'
            'Get-TwilioSubscription | Get-TwilioSubscribedEvent'
            'Get-TwilioEventType com.twilio.voice*'
            'Get-TwilioEventSchema Messaging.MessageStatus'
            'Get-TwilioEventSchemaVersion Messaging.MessageStatus'
            "Test-TwilioSink $a"
            'Get-TwilioEventsConnection'
        )
        $job = Start-Job {
            Import-Module $using:manifest
            Connect-TwilioEvents -Sandbox
            $using:commands | ForEach-Object {
                $command = $_
                $live = @(& ([scriptblock]::Create($command)))
                $dates = @($live[0].psobject.Properties | Where-Object { $_.Value -is [DateTimeOffset] } | ForEach-Object Name)
                @{ Command = $command; Text = $live | Out-String -Width 80; Dates = $dates; Count = $live.Count }
                $live
            }
        }
        try { $output = @($job | Receive-Job -Wait -ErrorAction Stop) }
        finally { Remove-Job $job -Force }
        $at = 0
        foreach ($command in $commands) {
            $told = $output[$at]
            $told.Command | Should -BeExactly $command
            $objects = $output[($at + 1)..($at + $told.Count)]
            $objects | Out-String -Width 80 | Should -BeExactly $told.Text
            foreach ($date in $told.Dates) { $objects[0].$date.UtcDateTime | Should -BeOfType [DateTime] -Because "$date of $command is one" }
            $at += 1 + $told.Count
        }
        $at | Should -Be $output.Count
    }

    It 'says in a job that a connection does not come along' {
        $job = Start-Job {
            Import-Module $using:manifest
            try { Set-TwilioSink $using:a 'x' -Connection $using:connection } catch { "$_" }
        }
        try { $said = $job | Receive-Job -Wait }
        finally { Remove-Job $job -Force }
        $said | Should -Match 'comes from another process'
    }

    It 'keeps secrets out of what a job hands on' {
        $job = Start-Job {
            Import-Module $using:manifest
            Connect-TwilioEvents -Sandbox
            Get-TwilioSink
        }
        try { $sinks = $job | Receive-Job -Wait -ErrorAction Stop }
        finally { Remove-Job $job -Force }
        $sinks.Count | Should -Be 6
        $file = Join-Path $TestDrive 'sinks.xml'
        $sinks | Export-Clixml $file -Depth 5
        Get-Content $file -Raw | Should -Not -Match 'sandbox-(external-id|write-key|password)'
    }

    It 'takes the connection of another thread in a thread job' {
        # Windows PowerShell has it only where somebody installed it, so PSScriptAnalyzer would find a call by its name.
        $startThreadJob = Get-Command Start-ThreadJob -ErrorAction Ignore
        if (-not $startThreadJob) { return Set-ItResult -Skipped -Because 'this PowerShell has no Start-ThreadJob' }
        $job = & $startThreadJob {
            Import-Module $using:manifest
            Set-TwilioSink $using:b 'from a thread' -Connection $using:connection
        }
        try { $sink = $job | Receive-Job -Wait -ErrorAction Stop }
        finally { Remove-Job $job -Force }
        $sink.psobject.TypeNames[0] | Should -BeExactly 'TwilioEvents.Sink'
        (Get-TwilioSink $b).Description | Should -BeExactly 'from a thread'
    }

    It 'takes the connection of another thread in ForEach-Object -Parallel' {
        if ($PSVersionTable.PSVersion.Major -lt 7) { return Set-ItResult -Skipped -Because 'Windows PowerShell has no -Parallel' }
        $parameters = @{
            ThrottleLimit = 4
            Parallel      = {
                Import-Module $using:manifest
                Set-TwilioSink $using:a "parallel $_" -Connection $using:connection
            }
        }
        $sinks = 1..8 | ForEach-Object @parameters
        ($sinks.Description | Sort-Object) | Should -Be (1..8 | ForEach-Object { "parallel $_" })
        (Get-TwilioSink $a).Description | Should -Match '^parallel \d$'
    }
}

Describe 'Files' {
    It 'takes the lines of a file, with a byte order mark and with line ends of either kind' {
        foreach ($end in "`n", "`r`n") {
            $file = Join-Path $TestDrive 'sids.txt'
            [IO.File]::WriteAllText($file, "$a$end$b$end", (New-Object Text.UTF8Encoding $true))
            (Get-Content $file | Get-TwilioSink).Sid | Should -Be $a, $b
        }
    }

    It 'takes rows that Export-Csv wrote, and gives rows to it' {
        $file = Join-Path $TestDrive 'sinks.csv'
        Get-TwilioSink | Export-Csv $file -NoTypeInformation
        $rows = Import-Csv $file
        $rows.Count | Should -Be 6
        $rows[2].Sid | Should -BeExactly 'DGcccccccccccccccccccccccccccccccc'
        Get-Content $file -Raw | Should -Not -Match 'sandbox-external-id'
        $rows | ForEach-Object { $_.Description += '!' }
        $rows | Export-Csv $file -NoTypeInformation
        $renamed = Import-Csv $file | Set-TwilioSink
        $renamed.Count | Should -Be 6
        $renamed.Description | ForEach-Object { $_ | Should -Match '!$' }
    }

    It 'takes an empty file for no work' {
        $file = Join-Path $TestDrive 'empty.txt'
        Set-Content $file $null
        Get-Content $file | Set-TwilioSink -Description 'x' | Should -BeNullOrEmpty
    }
}

Describe 'A transcript' {
    It 'holds what was shown, without secrets and without escape codes' {
        $file = Join-Path $TestDrive 'transcript.txt'
        $shell = [PowerShell]::Create()
        try {
            $null = $shell.AddScript({
                    param($Manifest, $File)
                    $null = Start-Transcript $File
                    Import-Module $Manifest
                    Connect-TwilioEvents -Sandbox -Verbose
                    Get-TwilioSink -Verbose | Out-Default
                    Get-TwilioSink DGcccccccccccccccccccccccccccccccc | Format-List | Out-Default
                    Set-TwilioSink DG00000000000000000000000000000000 'x'
                    $null = Stop-Transcript
                }.ToString()).AddArgument($manifest).AddArgument($file)
            $null = $shell.Invoke()
        }
        finally { $shell.Dispose() }
        $text = Get-Content $file -Raw
        $text | Should -Match 'DGe{32} kinesis  failed      Old data lake'
        $text | Should -Match 'external_id=\*{8}'
        $text | Should -Match 'was not found in the sandbox'
        $text | Should -Not -Match 'sandbox-(external-id|write-key|password)'
        $text | Should -Not -Match ([string][char]27 + '\[3\dm(active|failed)')
    }
}

Describe 'The module' {
    It 'goes and comes again in one session' {
        $shell = [PowerShell]::Create()
        try {
            $null = $shell.AddScript({
                    param($Manifest)
                    $env:PSModulePath = Join-Path $PSHOME 'Modules'
                    $ErrorActionPreference = 'Stop'
                    Import-Module $Manifest
                    Connect-TwilioEvents -Sandbox
                    $null = Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 'before'
                    $sink = Get-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                    Remove-Module TwilioEvents
                    [bool](Get-Command Get-TwilioSink -ErrorAction Ignore | Where-Object { $_.ModuleName -and (Get-Module $_.ModuleName) })
                    foreach ($time in 1..3) {
                        Import-Module $Manifest -Force
                        (Get-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa).Description
                    }
                    ($sink | Set-TwilioSink -Description 'after').Description
                    $sink | Out-String -Width 80
                    @(Get-Module TwilioEvents).Count
                }.ToString()).AddArgument($manifest)
            $output = $shell.Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Streams.Warning | Should -BeNullOrEmpty
        }
        finally { $shell.Dispose() }

        # The connection is the runspace's, and outlives the module as the binary does.
        $output[0..4] | Should -Be $false, 'before', 'before', 'before', 'after'
        $output[5] | Should -Match 'DGa{32} webhook  active      before'
        $output[6] | Should -Be 1
    }

    It 'leaves views once however often it is imported' {
        1..3 | ForEach-Object { Import-Module $manifest -Force }
        $names = (Get-FormatData TwilioEvents.Sink).FormatViewDefinition.Name
        ($names | Sort-Object) | Should -Be 'TwilioEvents.Sink', 'TwilioEvents.Sink.List', 'TwilioEvents.Sink.Wide'
    }

    It 'says nothing when it is imported, and changes no preference' {
        $before = Get-Variable *Preference -ValueOnly | Out-String
        Import-Module $manifest -Force -Verbose:$false *>&1 | Should -BeNullOrEmpty
        Get-Variable *Preference -ValueOnly | Out-String | Should -BeExactly $before
    }
}
