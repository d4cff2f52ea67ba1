# The samples on accounts that are not as they wish: what they say then, and that they leave the rest alone.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Import.ps1')
    $script:samples = Join-Path $root 'samples'
    $script:a = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
    $script:b = 'DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
    $script:d = 'DGdddddddddddddddddddddddddddddddd'
    $script:e = 'DGeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'
}

Describe 'Export-TwilioAudit.ps1' {
    It 'has every sink and subscription, no markup of others and no secret' {
        Connect-TwilioEvents -Sandbox
        $null = Set-TwilioSink $b '<script>alert("x")</script>'
        $csv, $html = (Join-Path $TestDrive 'audit.csv'), (Join-Path $TestDrive 'audit.html')
        $rows = & (Join-Path $samples 'Export-TwilioAudit.ps1') $csv $html
        $rows.Count | Should -Be 6
        (Import-Csv $csv).Count | Should -Be 6
        $report = Get-Content $html -Raw
        $report | Should -BeLike '*<td>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</td>*'
        $report | Should -Not -BeLike '*<script>*'
        $report | Should -BeLike '*6 sinks, 2 subscriptions, 4 rows with a remark*'
        $report | Should -BeLike '*com.twilio.messaging.message.delivered@8*'
        $report + (Get-Content $csv -Raw) | Should -Not -BeLike '*sandbox-*'
    }
}

Describe 'Rename-TwilioSink.ps1' {
    BeforeEach {
        Connect-TwilioEvents -Sandbox
        $script:rename = Join-Path $samples 'Rename-TwilioSink.ps1'
        $script:file = Join-Path $TestDrive 'renames.csv'
    }

    It 'writes no file with -WhatIf, then the lines that failed, and runs on them again' {
        Set-Content $file 'Sid,Description', " $a,Orders", 'DG-bad,Calls', "DG$('0' * 32),Nobody", "$d,"
        $null = & $rename $file -WhatIf -ErrorAction SilentlyContinue 6> $null
        "$file.failed.csv" | Should -Not -Exist
        $done = & $rename $file -ErrorAction SilentlyContinue -InformationVariable said 6> $null
        $done.Sid | Should -Be $a
        "$said" | Should -BeLike '*1 of 4 lines are right, 3 failed.*'
        $failed = Import-Csv "$file.failed.csv"
        $failed.Count | Should -Be 3
        $failed[0].Sid | Should -Be 'DG-bad'
        ($failed | Where-Object Description -eq 'Nobody').Error | Should -BeLike 'Cannot set the description*'

        Set-Content $file 'Sid,Description', "$d,Calls"
        (& $rename $file 6> $null).Sid | Should -Be $d
        "$file.failed.csv" | Should -Not -Exist
    }

    It 'refuses a file without the columns' {
        Set-Content $file 'Id,Name', "$a,Orders"
        { & $rename $file } | Should -Throw '*the columns Sid and Description, but Id, Name*'
    }
}

Describe 'Watch-TwilioSink.ps1' {
    It 'tells once of each sink that failed, again where -OnFailure failed' {
        Connect-TwilioEvents -Sandbox
        $watch = Join-Path $samples 'Watch-TwilioSink.ps1'
        $null = & $watch -Once -WarningVariable warned 3> $null
        "$warned" | Should -Be "Sink $e ('Old data lake') failed."

        # The first time it cannot tell; that is a warning, and the next round tells. The third has nothing new.
        $seen = @{ Told = @(); Rounds = 0; Warnings = @() }
        Mock Start-Sleep { if (++$seen.Rounds -eq 3) { throw "enough after $Seconds seconds" } }
        {
            & $watch -IntervalSec 7 -OnFailure { if ($seen.Rounds -eq 0) { throw 'no network' }; $seen.Told += $_.Sid } 3>&1 |
                Where-Object { $_ -is [Management.Automation.WarningRecord] } | ForEach-Object { $seen.Warnings += "$_" }
        } | Should -Throw 'enough after 7 seconds'
        $seen.Warnings.Count | Should -Be 1
        $seen.Warnings[0] | Should -BeLike '*again: no network'
        $seen.Told | Should -Be $e
    }
}

Describe 'Publish-TwilioAccount.ps1' {
    BeforeEach {
        Connect-TwilioEvents -Sandbox
        $script:publish = Join-Path (Join-Path $samples 'GitHubActions') 'Publish-TwilioAccount.ps1'
        $script:summary = Join-Path $TestDrive 'summary.md'
        $script:file = Join-Path $TestDrive 'account.psd1'
        Remove-Item $summary -ErrorAction Ignore
    }

    It 'fails when something failed, and says in the summary what' {
        Set-Content $file "@{ Subscriptions = @(@{ Description = 'x'; Sink = 'a|b<c'; Types = 'com.twilio.messaging.message.sent' }) }"
        { & $publish -Path $file -SummaryPath $summary 2> $null } | Should -Throw '1 of the changes failed.'
        Get-Content $summary -Raw | Should -BeLike '*a\|b&lt;c*'
    }

    It 'has the plan in its summary with -WhatIf, and changes nothing' {
        $null = & $publish -WhatIf -SummaryPath $summary
        (Get-Content $summary)[0] | Should -BeLike '## Twilio Event Streams*'
        Get-Content $summary | Should -Contain '|  | Create | Sink | Orders |  |  | webhook |'
        Get-Content $summary | Should -Contain '|  | Remove | Sink | Weekly digest |  |  |  |'
        @(Get-TwilioSink).Count | Should -Be 6
    }

    It 'shows what has drifted with -WhatIf' {
        $null = & $publish 6> $null
        $null = Get-TwilioSubscription -Description 'Calls that ended' | Add-TwilioSubscribedEvent -Type com.twilio.voice.status-callback.call.initiated
        (& $publish -WhatIf | Where-Object Name -eq 'Calls that ended').Property | Should -Be 'com.twilio.voice.status-callback.call.initiated'
        @(& $publish -WhatIf | Where-Object Action -notin 'Remove').Count | Should -Be 0
    }

    It 'says that there is nothing to do, and removes only with -Prune' {
        $null = & $publish -SummaryPath $summary
        @(Get-TwilioSink).Count | Should -Be 8
        $null = & $publish -Prune
        @(Get-TwilioSink).Count | Should -Be 2
        Remove-Item $summary
        & $publish -SummaryPath $summary | Should -BeNullOrEmpty
        Get-Content $summary | Should -Contain 'The account is as the file says.'
    }
}

Describe 'Test-TwilioSinkHealth.ps1' {
    BeforeAll {
        $script:runbook = Join-Path (Join-Path $samples 'AzureAutomation') 'Test-TwilioSinkHealth.ps1'

        # Only Azure Automation has it.
        function Get-AutomationPSCredential([string] $Name) { throw "nobody asked for $Name" }
    }

    It 'has a line for each sink' {
        $seen = @{ Lines = @() }
        { & $runbook -Sandbox $true | ForEach-Object { $seen.Lines += $_ } } | Should -Throw "1 of 6 sinks failed: $e."
        $seen.Lines.Count | Should -Be 6
    }

    It 'says that the asset is missing' {
        Mock Get-AutomationPSCredential { }
        { & $runbook -AssetName Other } | Should -Throw "The Automation account has no credential asset 'Other'."
    }

    It 'takes its credential from the asset' {
        Mock Get-AutomationPSCredential { [pscredential]::new("AC$('1' * 32)", [Net.NetworkCredential]::new('', 'top-secret').SecurePassword) }
        Mock Get-TwilioSink { [pscustomobject]@{ Sid = (Get-TwilioEventsConnection).UserName; Status = 'active'; Description = '' } }
        & $runbook | Should -BeLike "AC$('1' * 32) active*"
    }
}
