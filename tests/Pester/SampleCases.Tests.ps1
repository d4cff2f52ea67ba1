# The samples on accounts that are not as they wish: what they say then, and that they leave the rest alone.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Import.ps1')
    $script:samples = Join-Path $root 'samples'
    $script:a = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
    $script:b = 'DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
    $script:d = 'DGdddddddddddddddddddddddddddddddd'
    $script:e = 'DGeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'
    $script:messages = 'DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'

    # What the console shows, where that goes through no stream.
    function Get-Shown([scriptblock] $Command) {
        $file = Join-Path $TestDrive 'shown.txt'
        $null = Start-Transcript $file
        try { $null = & $Command }
        finally { $null = Stop-Transcript }
        Get-Content $file -Raw
    }

    function Get-TypeOf([string] $Subscription) { Get-TwilioSubscribedEvent $Subscription | ForEach-Object { "$($_.Type)@$($_.SchemaVersion)" } | Sort-Object }
}

Describe 'Initialize-TwilioAccount.ps1' {
    BeforeEach {
        Connect-TwilioEvents -Sandbox
        $script:initialize = Join-Path $samples 'Initialize-TwilioAccount.ps1'
        $script:file = Join-Path $TestDrive 'account.psd1'
    }

    It 'subscribes to the types and versions of the file' {
        $rows = & $initialize
        (Get-TwilioSubscribedEvent $rows[2].Sid).Type | Sort-Object |
            Should -Be 'com.twilio.messaging.message.delivered', 'com.twilio.messaging.message.failed', 'com.twilio.messaging.message.undelivered'
        (Get-TwilioSubscribedEvent $rows[3].Sid).SchemaVersion | Should -Be 2
    }

    It 'names everything with -WhatIf, and changes nothing' {
        $shown = Get-Shown { & $initialize -WhatIf }
        $shown | Should -BeLike "*'Orders'*"
        $shown | Should -BeLike "*Subscribe sink 'Calls' to events as 'Calls that ended'*"
        @(Get-TwilioSink).Count | Should -Be 6
        @(Get-TwilioSubscription).Count | Should -Be 2
    }

    It 'brings types and versions to what the file says' {
        Set-Content $file "@{ Subscriptions = @(@{ Description = 'Message delivery'; Sink = 'Order events to the shop'; Types = @('com.twilio.messaging.message.sent@7', 'com.twilio.messaging.message.read', 'com.twilio.messaging.message.failed') }) }"
        $change = (& $initialize $file).Change
        $change | Should -BeLike 'set com.twilio.messaging.message.sent@7, added com.twilio.messaging.message.read; not in the file: *com.twilio.messaging.message.delivered*'
        (Get-TwilioSubscribedEvent $messages com.twilio.messaging.message.sent).SchemaVersion | Should -Be 7
        (& $initialize $file).Change | Should -BeLike 'none; not in the file: *'
    }

    It 'says what cannot be, and goes on' {
        Set-Content $file @'
@{
    Sinks = @(
        @{ Description = 'Order events to the shop'; SinkType = 'webhook'; SinkConfiguration = @{ destination = 'https://other.example.com' } }
        @{ Description = 'No secret'; SinkType = 'segment'; SinkConfiguration = @{ write_key = 'env:TWILIO_EVENTS_NOT_SET' } }
        @{ Description = 'Good'; SinkType = 'webhook'; SinkConfiguration = @{ destination = 'https://good.example.com'; method = 'POST'; batch_events = $true } }
    )
    Subscriptions = @(
        @{ Description = 'Message delivery'; Sink = 'Good'; Types = @('com.twilio.messaging.message.sent') }
        @{ Description = 'Lost'; Sink = 'Nowhere'; Types = @('com.twilio.messaging.message.sent') }
    )
}
'@
        $all = & $initialize $file 2>&1
        $LASTEXITCODE | Should -Be 2
        $rows, $errors = $all.Where({ $_ -isnot [Management.Automation.ErrorRecord] }, 'Split')
        $rows.Description | Should -Be 'Good'
        $errors.Count | Should -Be 4
        "$($errors[0])" | Should -BeLike '*has another destination than the file*'
        "$($errors[1])" | Should -BeLike '*The environment variable TWILIO_EVENTS_NOT_SET*'
        "$($errors[2])" | Should -BeLike '*Move-TwilioSubscription.ps1 moves it*'
        "$($errors[3])" | Should -BeLike "*'Nowhere', which neither the file nor the account has*"
    }
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

Describe 'Move-TwilioSubscription.ps1' {
    BeforeEach {
        Connect-TwilioEvents -Sandbox
        $script:move = Join-Path $samples 'Move-TwilioSubscription.ps1'
    }

    It 'moves types with their versions, names the move with -WhatIf, and has nothing to do the second time' {
        $null = Set-TwilioSubscribedEvent $messages com.twilio.messaging.message.sent 7
        $before = Get-TypeOf $messages
        $before | Should -Contain 'com.twilio.messaging.message.sent@7'
        Get-Shown { & $move $a $b -WhatIf } | Should -BeLike "*What if: Move subscription $messages ('Message delivery') from sink*"
        $moved = & $move $a $b -Confirm:$false
        $moved.Description | Should -Be 'Message delivery'
        Get-TypeOf $moved.NewSid | Should -Be $before
        & $move $a $b -Confirm:$false | Should -BeNullOrEmpty
    }

    It 'says what stands where a move failed, and goes on from there' {
        $seen = @{ IsBroken = $true; Remove = Get-Command Remove-TwilioSubscription -CommandType Cmdlet }
        Mock Remove-TwilioSubscription {
            if ($seen.IsBroken) { throw 'The connection broke.' }
            & $seen.Remove $Sid -Confirm:$false
        }
        $failed = & $move $a $b -Confirm:$false 2>&1
        $LASTEXITCODE | Should -Be 2
        $created = Get-TwilioSubscription -SinkSid $b
        "$failed" | Should -BeLike "*did not move: The connection broke. Both stand: $messages on sink $a, and the new $created on sink $b*"
        "$($failed.TargetObject)" | Should -Be $messages

        $seen.IsBroken = $false
        (& $move $a $b -Confirm:$false).NewSid | Should -Be $created.Sid
        Get-TwilioSubscription -SinkSid $a | Should -BeNullOrEmpty
        @(Get-TwilioSubscription -SinkSid $b).Count | Should -Be 1
    }

    It 'moves nothing to a sink that is not active' {
        { & $move $a $e -Confirm:$false } | Should -Throw '*is failed and not active*'
        @(Get-TwilioSubscription -SinkSid $a).Count | Should -Be 1
    }
}

Describe 'Publish-TwilioAccount.ps1' {
    BeforeEach {
        Connect-TwilioEvents -Sandbox
        $script:publish = Join-Path (Join-Path $samples 'GitHubActions') 'Publish-TwilioAccount.ps1'
        $script:summary = Join-Path $TestDrive 'summary.md'
    }

    It 'fails when something failed, and says in the summary what' {
        $file = Join-Path $TestDrive 'account.psd1'
        Set-Content $file "@{ Subscriptions = @(@{ Description = 'x'; Sink = 'a|b<c'; Types = @() }) }"
        { & $publish -Path $file -SummaryPath $summary 2> $null } | Should -Throw '1 of the sinks and subscriptions failed.'
        Get-Content $summary -Raw | Should -BeLike '*a\|b&lt;c*'
    }

    It 'has a summary with -WhatIf, too' {
        $null = & $publish -WhatIf -SummaryPath $summary
        (Get-Content $summary)[0] | Should -BeLike '## Twilio Event Streams*'
        @(Get-TwilioSink).Count | Should -Be 6
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
