BeforeAll {
    . (Join-Path $PSScriptRoot 'Import.ps1')
    Connect-TwilioEvents -Sandbox
    $script:a = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
    $script:b = 'DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
    $script:c = 'DGcccccccccccccccccccccccccccccccc'
}

Describe 'Set-TwilioSink' {
    It 'sets a description and writes the sink' {
        $sink = Set-TwilioSink -Sid $a -Description 'Billing events'
        $sink.Sid | Should -BeExactly $a
        $sink.Description | Should -BeExactly 'Billing events'
        $sink.DateUpdated | Should -BeOfType [DateTimeOffset]
        "$sink" | Should -BeExactly $a
    }

    It 'takes lines of a file, and one bad line fails alone' {
        $file = Join-Path $TestDrive 'sids.txt'
        Set-Content $file $a, 'not a Sid', "  $b "
        $done = Get-Content $file | Set-TwilioSink -Description 'x' -ErrorVariable failed -ErrorAction SilentlyContinue
        $done.Sid | Should -Be $a, $b
        $failed.Count | Should -Be 1
        $failed[0].TargetObject | Should -Be 'not a Sid'
        "$($failed[0])" | Should -Match 'is not the Sid of a sink'
    }

    It 'takes rows of a CSV' {
        $file = Join-Path $TestDrive 'renames.csv'
        Set-Content $file 'Sid,Description', "$a,one", "$b,two"
        (Import-Csv $file | Set-TwilioSink).Description | Should -Be 'one', 'two'
    }

    It 'stops after the first with Select-Object -First' {
        $taken = [Collections.Generic.List[string]]::new()
        $file = Join-Path $TestDrive 'verbose.txt'
        $first = $a, $b, $c | ForEach-Object { $taken.Add($_); $_ } | Set-TwilioSink -Description 'changed' -Verbose 4> $file | Select-Object -First 1
        $first.Sid | Should -Be $a
        $taken.Count | Should -Be 1
        @(Get-Content $file | Where-Object { $_ -match '^POST ' }).Count | Should -Be 1
    }

    It 'takes its own output' {
        (Set-TwilioSink $a 'x' | Set-TwilioSink -Description 'y').Description | Should -Be 'y'
    }

    It 'has help with examples' {
        (Get-Help Set-TwilioSink).Synopsis | Should -Be 'Sets the description of sinks.'
        (Get-Help Set-TwilioSink -Examples).examples.example.Count | Should -BeGreaterOrEqual 3
    }

    It 'masks secrets in every view and gives them from the method' {
        $sink = Set-TwilioSink $c 'secrets'
        $file = Join-Path $TestDrive 'sink.xml'
        $sink | Export-Clixml $file
        $shown = ($sink | ConvertTo-Json -Depth 5) + ($sink | Format-List * | Out-String) + (Get-Content $file -Raw)
        $shown | Should -Not -Match 'sandbox-external-id'
        $sink.SinkConfiguration.external_id | Should -Be '********'
        $sink.GetSinkConfiguration().external_id | Should -Be 'sandbox-external-id'
        (Import-Clixml $file).SinkConfiguration.arn | Should -Be $sink.SinkConfiguration.arn
        ($sink.SinkConfiguration | Get-Member -MemberType NoteProperty).Name | Should -Contain 'role_arn'
    }

    It 'keeps every field and text in JSON and CLIXML' {
        $text = 'a' + [char]0 + [char]27 + '"<&>\' + [char]0x2028 + "_x0041_`r`n`t" + [char]0xD83D + [char]0xDE00
        $sink = Set-TwilioSink $c $text
        $file = Join-Path $TestDrive 'text.xml'
        $sink | Export-Clixml $file
        foreach ($copy in ($sink | ConvertTo-Json | ConvertFrom-Json), (Import-Clixml $file)) {
            $copy.psobject.Properties.Name | Should -Be $sink.psobject.Properties.Name
            $copy.Description | Should -BeExactly $text
            $copy.SinkConfiguration.role_arn | Should -BeExactly $sink.SinkConfiguration.role_arn
            $copy.Links.sink_test | Should -BeExactly $sink.Links.sink_test
        }
    }

    It 'takes a sink that came from a file' {
        $file = Join-Path $TestDrive 'again.xml'
        Set-TwilioSink $a 'x' | Export-Clixml $file
        (Import-Clixml $file | Set-TwilioSink -Description 'y').Description | Should -Be 'y'
    }

    It 'warns of personal data, also with -WhatIf' {
        $null = Set-TwilioSink $a 'Ask jane@example.com' -WhatIf -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match 'jane@example\.com'
    }

    It 'shows nothing that a terminal obeys' {
        $shown = Set-TwilioSink $a ('a' + [char]27 + '[2J' + [char]0x202E + 'b') | ForEach-Object { ($_ | Format-Table | Out-String) + ($_ | Format-List | Out-String) }
        $shown | Should -Match 'a \[2J b'
    }

    It 'has a table that fits 80 columns' {
        $lines = $a, $c | Set-TwilioSink -Description "Billing events $([char]27)[31m of the shop in the north" | Out-String -Width 80 -Stream
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        "$lines" | Should -Not -Match '\.\.\.|\u2026'
    }

    It 'sends nothing with -WhatIf' {
        Set-TwilioSink $a 'nothing' -WhatIf | Should -BeNullOrEmpty
    }

    It 'says what Twilio says about an unknown Sid' {
        $null = Set-TwilioSink DG00000000000000000000000000000000 'x' -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -Be 'TwilioNotFound,TwilioEvents.Commands.SetTwilioSinkCommand'
        $failed[0].Exception.Code | Should -Be 20404
    }
}
