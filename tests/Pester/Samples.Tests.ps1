BeforeAll {
    . (Join-Path $PSScriptRoot 'Import.ps1')
    $script:samples = Join-Path $root 'samples'
    $script:a = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
    $script:b = 'DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
    $script:e = 'DGeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'
}

Describe 'The samples' {
    BeforeEach { Connect-TwilioEvents -Sandbox }

    It 'have an account as a file, which is brought about, and the second time nothing is changed' {
        $file = Join-Path $samples 'account.psd1'
        $first = Sync-TwilioEventsConfiguration $file | Where-Object Result -eq Done
        $first.Action | Should -Be 'Create', 'Create', 'Create', 'Create'
        Sync-TwilioEventsConfiguration $file | Where-Object Result -eq Done | Should -BeNullOrEmpty
        @(Get-TwilioSink).Count | Should -Be 8
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
        $LASTEXITCODE | Should -Be 2
        $done.Sid | Should -Be $a
        $failed = Import-Csv "$file.failed.csv"
        $failed.Description | Should -Be 'Calls', 'Nobody'
        $failed[1].Error | Should -Match 'answered 404'
    }

    It 'rename a file whose lines are all right, and leave no file of failures of before' {
        $file = Join-Path $TestDrive 'good.csv'
        Set-Content $file 'Sid,Description', "$a,Orders"
        Set-Content "$file.failed.csv" 'of yesterday'
        $script = Join-Path $samples 'Rename-TwilioSink.ps1'
        (& $script $file 6> $null).Description | Should -Be 'Orders'
        "$file.failed.csv" | Should -Not -Exist
    }

    It 'rename past a line that fails where the caller stops at errors' {
        $file = Join-Path $TestDrive 'one-bad.csv'
        Set-Content $file 'Sid,Description', 'DG-bad,Calls', "$a,Orders"
        $ErrorActionPreference = 'Stop'
        $done = & (Join-Path $samples 'Rename-TwilioSink.ps1') $file 2> $null 6> $null
        $done.Sid | Should -Be $a
    }

    It 'keep the lines that were not reached where the run ends early' {
        $file = Join-Path $TestDrive 'early.csv'
        Set-Content $file 'Sid,Description', "$a,Orders", "$b,Calls", "$e,Old"
        $script = Join-Path $samples 'Rename-TwilioSink.ps1'

        # The command ends at the second line.
        Mock Set-TwilioSink {
            if ($Sid -ne $a) { throw 'The credentials are not valid any more.' }
            [pscustomobject]@{ Sid = $Sid; Description = $Description }
        }
        { & $script $file 6> $null 2> $null } | Should -Throw 'The credentials are not valid any more.'
        $left = Import-Csv "$file.failed.csv"
        $left.Sid | Should -Be $b, $e
        $left[1].Error | Should -Be 'Not reached: The credentials are not valid any more.'
    }

    It 'name what separates the columns, and read it: <_>' -ForEach ';', "`t" {
        $file = Join-Path $TestDrive 'separated.csv'
        Set-Content $file "Sid${_}Description", "$a${_}Orders"
        $script = Join-Path $samples 'Rename-TwilioSink.ps1'
        $shown = if ($_ -eq ';') { "semicolons. Read it with -Delimiter ';'." } else { 'tabs. Read it with -Delimiter "`t".' }
        { & $script $file } | Should -Throw "$file is separated by $($shown.Replace('`', '``'))"
        (& $script $file -Delimiter $_ 6> $null).Description | Should -Be 'Orders'
    }

    It 'watch for sinks that failed' {
        $told = [Collections.Generic.List[string]]::new()
        (& (Join-Path $samples 'Watch-TwilioSink.ps1') -Once -OnFailure { $told.Add($_.Sid) }).Sid | Should -Be $e
        $LASTEXITCODE | Should -Be 2
        $told | Should -Be $e
    }

    It 'watch on after a fault that may pass, and end after one that does not' {
        $script = Join-Path $samples 'Watch-TwilioSink.ps1'
        $rounds = [Collections.Generic.List[int]]::new()
        Mock Start-Sleep { $rounds.Add($Seconds); if ($rounds.Count -eq 3) { Disconnect-TwilioEvents } }
        $credential = [pscredential]::new("AC$('1' * 32)", [Net.NetworkCredential]::new('', 'x').SecurePassword)
        $nobody = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $nobody.Start()
        $address = "http://$($nobody.LocalEndpoint)"
        $nobody.Stop()
        $null = Connect-TwilioEvents -Credential $credential -BaseUri $address -MaximumRetryCount 0 3> $null
        { & $script -IntervalSec 7 3> $null } | Should -Throw -ErrorId 'TwilioNotConnected*'
        $rounds | Should -Be 7, 7, 7
    }

    It 'run in a job of GitHub Actions' {
        $summary = Join-Path $TestDrive 'summary.md'
        $rows = & (Join-Path (Join-Path $samples 'GitHubActions') 'Publish-TwilioAccount.ps1') -SummaryPath $summary
        @($rows | Where-Object Result -eq Done).Count | Should -Be 4
        Get-Content $summary | Should -Contain '| Done | Create | Sink | Orders |  |  | webhook |'
    }

    It 'run as a runbook of Azure Automation' {
        { & (Join-Path (Join-Path $samples 'AzureAutomation') 'Test-TwilioSinkHealth.ps1') -Sandbox $true } | Should -Throw "1 of 6 sinks failed: $e."
    }

    It 'have help: <_>' -ForEach @(
        'Export-TwilioAudit.ps1', 'Rename-TwilioSink.ps1', 'Watch-TwilioSink.ps1'
        'GitHubActions/Publish-TwilioAccount.ps1', 'AzureAutomation/Test-TwilioSinkHealth.ps1'
    ) {
        $help = Get-Help (Join-Path $samples $_)
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.examples.example | Should -Not -BeNullOrEmpty
    }
}

Describe 'The samples without a connection' {
    BeforeAll {
        $script:files = @{}
        foreach ($name in 'renames.csv.failed.csv', 'audit.csv', 'audit.html', 'summary.md') {
            $files[$name] = Join-Path $TestDrive $name
            Set-Content $files[$name] 'of yesterday'
        }
        $script:renames = Join-Path $TestDrive 'renames.csv'
        Set-Content $renames 'Sid,Description', "$a,Orders", "$b,Calls"
    }

    # In a runspace of its own: in a try block, and a test is in one, a script ends at errors that it goes past elsewhere.
    It 'stop at once, and touch no file: <Script>' -ForEach @(
        @{ Script = 'Rename-TwilioSink.ps1'; Parameters = { @{ Path = $renames } } }
        @{ Script = 'Export-TwilioAudit.ps1'; Parameters = { @{ CsvPath = $files['audit.csv']; HtmlPath = $files['audit.html'] } } }
        @{ Script = 'Watch-TwilioSink.ps1'; Parameters = { @{} } }
        @{ Script = 'GitHubActions/Publish-TwilioAccount.ps1'; Parameters = { @{ SummaryPath = $files['summary.md'] } } }
    ) {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($Manifest) Import-Module $Manifest; Disconnect-TwilioEvents').AddArgument($manifest).Invoke()
            $shell.Commands.Clear()
            $null = $shell.AddScript('param($Script, $Parameters) & $Script @Parameters').AddArgument((Join-Path $samples $Script)).AddArgument((& $Parameters))
            $ended = try { $shell.Invoke(); 'not at all' } catch { $_.Exception.InnerException.ErrorRecord.FullyQualifiedErrorId }
            $ended | Should -BeLike 'TwilioNotConnected*'
            $shell.Streams.Error.Count | Should -Be 0
        }
        finally { $shell.Dispose() }
        foreach ($file in $files.Values) { Get-Content $file | Should -Be 'of yesterday' }
    }

    It 'end a process with exit code 1' {
        $program = [Diagnostics.Process]::GetCurrentProcess().MainModule.FileName

        # pwsh may be a program, or run by dotnet.
        $assembly = @([Environment]::GetCommandLineArgs() | Select-Object -First 1 | Where-Object { $_ -like '*.dll' })
        $command = "Import-Module '$manifest'; Disconnect-TwilioEvents; & '$(Join-Path $samples 'Rename-TwilioSink.ps1')' '$renames'; exit 0"
        $null = & $program @assembly -NoProfile -NonInteractive -Command $command 2> $null
        $LASTEXITCODE | Should -Be 1
    }
}
