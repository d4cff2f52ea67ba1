BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    Import-Module (Join-Path (Join-Path (Join-Path $root 'out') 'TwilioEvents') 'TwilioEvents.psd1') -Force
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
    $script:sinks = @(
        New-TwilioSink one https://example.com/events -DestinationCredential $hook -Verbose -Debug 4>&1 5>&1
        New-TwilioSink two -Arn $arn -RoleArn arn:aws:iam::111122223333:role/r -ExternalId $externalId -Verbose -Debug 4>&1 5>&1
        New-TwilioSink three -WriteKey $writeKey -Verbose -Debug 4>&1 5>&1
        New-TwilioSink four -SinkType webhook -SinkConfiguration $configuration -Verbose -Debug -ErrorAction SilentlyContinue 4>&1 5>&1
        [pscustomobject]@{ Description = 'five'; Arn = 'no arn'; RoleArn = 'no arn'; ExternalId = $externalId } | New-TwilioSink -ErrorAction SilentlyContinue
        New-TwilioSink six -SinkType unheard-of -SinkConfiguration $configuration -ErrorAction SilentlyContinue
    )
    $script:problems = @($Error)
}

Describe 'What comes out holds no secret' {
    It 'was planted' {
        $sinks.Count | Should -BeGreaterThan 3
        $problems.Count | Should -BeGreaterThan 0
        "$(@($sinks | Where-Object { $_ -is [TwilioEvents.Sink] })[0].GetSinkConfiguration())" | Should -Match 'hook-unmistakable'
    }

    It 'in <_>' -ForEach 'ConvertTo-Json', 'Format-List', 'Format-Table', 'ConvertTo-Csv', 'Get-Member' {
        $shown = foreach ($thing in $sinks + $problems) {
            switch ($_) {
                'ConvertTo-Json' { $thing | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue }
                'Format-List' { $thing | Format-List -Force * | Out-String -Width 5000 }
                'Format-Table' { $thing | Format-Table -Force * | Out-String -Width 5000 }
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
            New-TwilioSink seven -WriteKey $writeKey -Verbose -Debug | Format-List * | Out-Default
        } finally {
            $null = Stop-Transcript
        }
        $text = Get-Content $file -Raw
        $text | Should -Match 'seven'
        Assert-NoSecret $text
    }

    It 'in $Error as text' {
        Assert-NoSecret ($problems | Out-String -Width 5000)
        Assert-NoSecret (($problems | ForEach-Object { $_.Exception.ToString(); $_.ErrorDetails; $_.TargetObject | Out-String; Get-Error -InputObject $_ | Out-String -Width 5000 }) -join "`n")
    }
}
