BeforeAll {
    . (Join-Path $PSScriptRoot 'Import.ps1')
    $script:samples = Join-Path $root 'samples'
    $script:a = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
    $script:b = 'DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
    $script:e = 'DGeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'
}

Describe 'The samples' {
    BeforeEach { Connect-TwilioEvents -Sandbox }

    It 'provision an account from a file, and change nothing the second time' {
        $script = Join-Path $samples 'Initialize-TwilioAccount.ps1'
        $first = & $script
        $first.Change | Should -Be 'created', 'created', 'created', 'created'
        $second = & $script -InformationVariable said 6> $null
        $second.Sid | Should -Be $first.Sid
        $second.Change | Should -Be 'none', 'none', 'none', 'none'
        "$said" | Should -Be 'Nothing changed: the account has all 4 sinks and subscriptions of the file.'
        @(Get-TwilioSink).Count | Should -Be 8
    }

    It 'take a secret from the environment' {
        $file = Join-Path $TestDrive 'account.psd1'
        Set-Content $file "@{ Sinks = @(@{ Description = 'Analytics'; SinkType = 'segment'; SinkConfiguration = @{ write_key = 'env:SAMPLE_WRITE_KEY' } }) }"
        try {
            $env:SAMPLE_WRITE_KEY = 'from-the-environment'
            $made = & (Join-Path $samples 'Initialize-TwilioAccount.ps1') $file
            (Get-TwilioSink $made.Sid).GetSinkConfiguration().write_key | Should -Be 'from-the-environment'
            (& (Join-Path $samples 'Initialize-TwilioAccount.ps1') $file 6> $null).Change | Should -Be 'none'
        }
        finally { $env:SAMPLE_WRITE_KEY = $null }
    }

    It 'work on the connection they are given' {
        Connect-TwilioEvents -Sandbox -Name other
        Connect-TwilioEvents -Sandbox -Name current
        $null = & (Join-Path $samples 'Initialize-TwilioAccount.ps1') -Connection other
        @(Get-TwilioSink).Count | Should -Be 6
        @(Get-TwilioSink -Connection other).Count | Should -Be 8
    }

    It 'audit into a CSV and an HTML report' {
        $null = Set-TwilioSink $b '<b>"bold"</b>, and a comma'
        $csv, $html = (Join-Path $TestDrive 'audit.csv'), (Join-Path $TestDrive 'audit.html')
        $rows = & (Join-Path $samples 'Export-TwilioAudit.ps1') $csv $html
        @($rows).Count | Should -Be 6
        $read = Import-Csv $csv
        ($read | Where-Object SinkSid -eq $b).Sink | Should -BeExactly '<b>"bold"</b>, and a comma'
        ($read | Where-Object SinkSid -eq $e).Remark | Should -Be 'the sink failed, no subscription'
        $report = Get-Content $html -Raw
        $report | Should -Match '&lt;b&gt;&quot;bold&quot;&lt;/b&gt;'
        { [xml] ($report -replace '<!DOCTYPE html>' -replace '<meta charset="utf-8">') } | Should -Not -Throw
    }

    It 'rename from a CSV, and write what failed into another' {
        $file = Join-Path $TestDrive 'renames.csv'
        Set-Content $file 'Sid,Description', "$a,Orders", 'DG-bad,Calls', "DG$('0' * 32),Nobody"
        $script = Join-Path $samples 'Rename-TwilioSink.ps1'
        $null = & $script $file -WhatIf -ErrorAction SilentlyContinue 6> $null
        (Get-TwilioSink $a).Description | Should -Be 'Order events to the shop'
        $done = & $script $file -ErrorAction SilentlyContinue 6> $null
        $done.Sid | Should -Be $a
        $failed = Import-Csv "$file.failed.csv"
        $failed.Description | Should -Be 'Calls', 'Nobody'
        $failed[1].Error | Should -Match 'answered 404'
    }

    It 'watch for sinks that failed' {
        $told = [Collections.Generic.List[string]]::new()
        (& (Join-Path $samples 'Watch-TwilioSink.ps1') -Once -OnFailure { $told.Add($_.Sid) }).Sid | Should -Be $e
        $told | Should -Be $e
    }

    It 'move subscriptions to another sink' {
        $script = Join-Path $samples 'Move-TwilioSubscription.ps1'
        $types = (Get-TwilioSubscription -SinkSid $a | Get-TwilioSubscribedEvent).Type | Sort-Object
        $moved = & $script $a $b -Confirm:$false
        $moved.OldSid | Should -Be 'DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
        (Get-TwilioSubscribedEvent $moved.NewSid).Type | Sort-Object | Should -Be $types
        Get-TwilioSubscription -SinkSid $a | Should -BeNullOrEmpty
    }

    It 'run in a job of GitHub Actions' {
        $summary = Join-Path $TestDrive 'summary.md'
        $rows = & (Join-Path (Join-Path $samples 'GitHubActions') 'Publish-TwilioAccount.ps1') -SummaryPath $summary
        @($rows).Count | Should -Be 4
        Get-Content $summary | Should -Contain "| Sink | $($rows[0].Sid) | created | Orders |"
    }

    It 'run as a runbook of Azure Automation' {
        { & (Join-Path (Join-Path $samples 'AzureAutomation') 'Test-TwilioSinkHealth.ps1') -Sandbox $true } | Should -Throw "1 of 6 sinks failed: $e."
    }

    It 'have help: <_>' -ForEach @(
        'Initialize-TwilioAccount.ps1', 'Export-TwilioAudit.ps1', 'Rename-TwilioSink.ps1', 'Watch-TwilioSink.ps1', 'Move-TwilioSubscription.ps1'
        'GitHubActions/Publish-TwilioAccount.ps1', 'AzureAutomation/Test-TwilioSinkHealth.ps1'
    ) {
        $help = Get-Help (Join-Path $samples $_)
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.examples.example | Should -Not -BeNullOrEmpty
    }
}
