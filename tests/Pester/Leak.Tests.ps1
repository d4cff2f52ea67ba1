BeforeAll {
    . (Join-Path $PSScriptRoot 'Import.ps1')
    Connect-TwilioEvents -Sandbox
    $script:secrets = 'hook-unmistakable-4711-abcdefgh', 'external-unmistakable-4712-ijklmn', 'writekey-unmistakable-4713-opqrst', 'nested-unmistakable-4714-uvwxyz'
    $script:arn = 'arn:aws:kinesis:us-east-1:111122223333:stream/s'

    function Get-Secure([string] $Text) {
        $secure = [Security.SecureString]::new()
        foreach ($c in $Text.ToCharArray()) { $secure.AppendChar($c) }
        $secure
    }

    # Whole, halved, percent-encoded and in base64.
    function Assert-NoSecret([string] $Text) {
        $flat = $Text -replace '\s'
        foreach ($secret in $secrets) {
            $half = [int][Math]::Floor($secret.Length / 2)
            $base64 = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($secret)).TrimEnd('=')
            foreach ($form in $secret, $secret.Substring(0, $half), $secret.Substring($half), $base64.Substring(0, 20), [Uri]::EscapeDataString($secret)) {
                $flat.Contains($form) | Should -BeFalse -Because "the text shows $form"
            }
        }
    }

    $script:configuration = @{ destination = "https://u:$($secrets[0])@example.com"; targets = @(@{ password = $secrets[3] }) }
    $script:hook = [pscredential]::new('hook', (Get-Secure $secrets[0]))
    $script:writeKey = Get-Secure $secrets[2]
    $script:externalId = $secrets[1]
    $Error.Clear()
    # By preference: in Windows PowerShell, -Debug asks after each line whether to go on.
    $script:sinks = & {
        $VerbosePreference = $DebugPreference = 'Continue'
        New-TwilioSink one https://example.com/events -DestinationCredential $hook
        New-TwilioSink two -Arn $arn -RoleArn arn:aws:iam::111122223333:role/r -ExternalId $externalId
        New-TwilioSink three -WriteKey $writeKey
        New-TwilioSink four -SinkType webhook -SinkConfiguration $configuration -ErrorAction SilentlyContinue
        [pscustomobject]@{ Description = 'five'; Arn = 'no arn'; RoleArn = 'no arn'; ExternalId = $externalId } | New-TwilioSink -ErrorAction SilentlyContinue
        New-TwilioSink six -SinkType unheard-of -SinkConfiguration $configuration -ErrorAction SilentlyContinue
    } 4>&1 5>&1
    $script:problems = @($Error)
}

Describe 'What comes out holds no secret' {
    It 'was planted' {
        @($sinks | Where-Object { $_ -is [TwilioEvents.Sink] }).Count | Should -Be 3
        @($sinks | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Count | Should -BeGreaterThan 5
        @($sinks | Where-Object { $_ -is [Management.Automation.DebugRecord] }).Count | Should -BeGreaterThan 5
        $problems.Count | Should -BeGreaterThan 0
        "$(@($sinks | Where-Object { $_ -is [TwilioEvents.Sink] })[0].GetSinkConfiguration())" | Should -Match 'hook-unmistakable'
    }

    It 'in <_>' -ForEach 'ConvertTo-Json', 'Format-List', 'Format-Table', 'Format-Custom', 'ConvertTo-Csv', 'Get-Member' {
        $shown = foreach ($thing in $sinks + $problems) {
            switch ($_) {
                'ConvertTo-Json' { $thing | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue }
                'Format-List' { $thing | Format-List -Force * | Out-String -Width 5000 }
                'Format-Table' { $thing | Format-Table -Force * | Out-String -Width 5000 }
                'Format-Custom' { $thing | Format-Custom -Force -Property * -Depth 3 | Out-String -Width 5000 }
                'ConvertTo-Csv' { $thing | ConvertTo-Csv }
                'Get-Member' { $thing | Get-Member | Out-String -Width 5000 }
            }
        }
        "$shown".Length | Should -BeGreaterThan 100
        Assert-NoSecret "$shown"
    }

    It 'in Export-Csv and Export-Clixml' {
        foreach ($thing in $sinks + $problems) {
            $thing | Export-Csv (Join-Path $TestDrive 'a.csv') -NoTypeInformation
            $thing | Export-Clixml (Join-Path $TestDrive 'a.xml')
            Assert-NoSecret (Get-Content (Join-Path $TestDrive 'a.csv') -Raw)
            Assert-NoSecret (Get-Content (Join-Path $TestDrive 'a.xml') -Raw)
        }
    }

    It 'in a transcript' {
        $file = Join-Path $TestDrive 'transcript.txt'
        $null = Start-Transcript $file
        try {
            $sinks | Out-Default
            $problems | Out-Default
            & {
                $VerbosePreference = $DebugPreference = 'Continue'
                New-TwilioSink seven -WriteKey $writeKey | Format-List * | Out-Default
            }
        } finally {
            $null = Stop-Transcript
        }
        $text = Get-Content $file -Raw
        $text | Should -Match 'seven'
        Assert-NoSecret $text
    }

    It 'in $Error as text' {
        Assert-NoSecret ($problems | Out-String -Width 5000)
        Assert-NoSecret (($problems | ForEach-Object { $_.Exception.ToString(); $_.ErrorDetails; $_.TargetObject, $_.Exception, $_.InvocationInfo.BoundParameters | Format-List * -Force | Out-String -Width 5000 }) -join "`n")
    }
}
