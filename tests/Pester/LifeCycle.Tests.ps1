BeforeAll {
    . (Join-Path $PSScriptRoot 'Import.ps1')
    $script:a = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
    $script:b = 'DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
    $script:d = 'DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
    function Get-Secret([string] $Text) {
        $secret = [securestring]::new()
        $Text.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
        $secret
    }

    $script:delivered = 'com.twilio.messaging.message.delivered'
}

Describe 'The life of a sink and a subscription' {
    BeforeAll { Connect-TwilioEvents -Sandbox }

    It 'creates a sink' {
        $script:sink = New-TwilioSink -Description 'Orders' -Destination https://shop.example.com/events
        $sink.Sid | Should -Match '^DG[0-9a-f]{32}$'
        $sink.Status | Should -BeExactly 'active'
        $sink.SinkConfiguration.batch_events | Should -BeTrue
    }

    It 'tests and confirms it' {
        ($sink | Test-TwilioSink).Result | Should -BeExactly 'submitted'
        $sink | Test-TwilioSink -Quiet | Should -BeTrue
        ($sink | Confirm-TwilioSink -TestId any).Result | Should -BeExactly 'valid'
    }

    It 'subscribes it to types that are piped' {
        $script:subscription = Get-TwilioEventType com.twilio.messaging.message.* | New-TwilioSubscription -SinkSid $sink.Sid -Description 'Messages'
        $subscription.SinkSid | Should -Be $sink.Sid
        ($subscription | Get-TwilioSubscribedEvent).Type | Should -Contain $delivered
    }

    It 'finds it from the sink, and the sink from it' {
        ($sink | Get-TwilioSubscription).Sid | Should -Be $subscription.Sid
        ($subscription | Get-TwilioSink).Sid | Should -Be $sink.Sid
        (Get-TwilioSink -InUse $true).Sid | Should -Contain $sink.Sid
        (Get-TwilioSink -Description 'ord*').Sid | Should -Contain $sink.Sid
    }

    It 'changes descriptions and versions' {
        ($sink | Set-TwilioSink -Description 'Orders of the shop').Description | Should -BeExactly 'Orders of the shop'
        ($subscription | Set-TwilioSubscription -Description 'Its messages').Description | Should -BeExactly 'Its messages'
        ($subscription | Get-TwilioSubscribedEvent -Type $delivered | Set-TwilioSubscribedEvent -SchemaVersion 2).SchemaVersion | Should -Be 2
    }

    It 'takes types out and adds them' {
        $subscription | Get-TwilioSubscribedEvent -Type *.failed | Remove-TwilioSubscribedEvent -Confirm:$false | Should -BeNullOrEmpty
        ($subscription | Get-TwilioSubscribedEvent).Type | Should -Not -Contain 'com.twilio.messaging.message.failed'
        ($subscription | Add-TwilioSubscribedEvent -Type 'com.twilio.messaging.message.failed@3').SchemaVersion | Should -Be 3
    }

    It 'names with -WhatIf what would go, and removes nothing' {
        $sink | Get-TwilioSubscription | Get-TwilioSubscribedEvent | Remove-TwilioSubscribedEvent -WhatIf
        $sink | Get-TwilioSubscription | Remove-TwilioSubscription -WhatIf
        $sink | Remove-TwilioSink -WhatIf
        ($sink | Get-TwilioSubscription).Sid | Should -Be $subscription.Sid
    }

    It 'keeps a sink that is in use, with the words of Twilio' {
        $sink | Remove-TwilioSink -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue
        "$($failed[0])" | Should -Match 'is in use'
        $failed[0].Exception.Code | Should -Be 91007
    }

    It 'removes both' {
        $sink | Get-TwilioSubscription | Remove-TwilioSubscription -Confirm:$false | Should -BeNullOrEmpty
        ($sink | Remove-TwilioSink -Confirm:$false -PassThru).Sid | Should -Be $sink.Sid
        $null = Get-TwilioSink $sink.Sid -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -Match '^TwilioNotFound,'
    }
}

Describe 'Files' {
    BeforeEach { Connect-TwilioEvents -Sandbox }

    It 'makes sinks out of rows of several types with blank cells' {
        $file = Join-Path $TestDrive 'sinks.csv'
        Set-Content $file @(
            'Description,Destination,Method,BatchEvents,Arn,RoleArn,ExternalId'
            'Orders,https://shop.example.com/a,POST,true,,,'
            'Calls,https://shop.example.com/b,,false,,,'
            'Lake,,,,arn:aws:kinesis:us-east-1:111122223333:stream/events,arn:aws:iam::111122223333:role/twilio,id-1'
            'Wrong,ftp://shop.example.com,,,,,'
            'Last,https://shop.example.com/c,get,,,,'
        )
        $made = Import-Csv $file | New-TwilioSink -ErrorVariable failed -ErrorAction SilentlyContinue
        $made.Description | Should -Be 'Orders', 'Calls', 'Lake', 'Last'
        $made.SinkType | Should -Be 'webhook', 'webhook', 'kinesis', 'webhook'
        $made[0, 1, 3].SinkConfiguration.batch_events | Should -Be $true, $false, $true
        $made[3].SinkConfiguration.method | Should -BeExactly 'GET'
        $failed.Count | Should -Be 1
        $failed[0].TargetObject.Description | Should -Be 'Wrong'
    }

    It 'makes subscriptions out of rows with their own sinks' {
        $file = Join-Path $TestDrive 'new.csv'
        Set-Content $file 'SinkSid,Description,Type,SchemaVersion', "$a,one,$delivered com.twilio.messaging.message.failed,", "$b,two,$delivered,2"
        $made = Import-Csv $file | New-TwilioSubscription
        $made.SinkSid | Should -Be $a, $b
        ($made[0] | Get-TwilioSubscribedEvent).Count | Should -Be 2
        ($made[1] | Get-TwilioSubscribedEvent).SchemaVersion | Should -Be 2
    }

    It 'takes exported objects back as rows' {
        $file = Join-Path $TestDrive 'exported.csv'
        Get-TwilioSink | Export-Csv $file -NoTypeInformation
        (Import-Csv $file | Get-TwilioSink).Count | Should -Be 6
        (Import-Csv $file | Set-TwilioSink -Description 'all alike').Count | Should -Be 6
        Get-TwilioSubscription $d | Get-TwilioSubscribedEvent | Export-Csv $file -NoTypeInformation
        Import-Csv $file | Remove-TwilioSubscribedEvent -Confirm:$false
        Get-TwilioSubscribedEvent $d | Should -BeNullOrEmpty
        (Import-Csv $file | Add-TwilioSubscribedEvent).Count | Should -Be 4
    }

    It 'sets versions and removes out of rows' {
        $file = Join-Path $TestDrive 'versions.csv'
        Set-Content $file 'SubscriptionSid,Type,SchemaVersion', "$d,$delivered,3", "$d,com.twilio.messaging.message.failed,"
        $set = Import-Csv $file | Set-TwilioSubscribedEvent -ErrorVariable failed -ErrorAction SilentlyContinue
        $set.SchemaVersion | Should -Be 3
        "$($failed[0])" | Should -Match 'The version is blank'
        Set-Content $file 'Sid', $d
        Import-Csv $file | Remove-TwilioSubscription -Confirm:$false
        (Get-TwilioSubscription).Count | Should -Be 1
        Set-Content $file 'Sid', $a
        Import-Csv $file | Remove-TwilioSink -Confirm:$false
        (Get-TwilioSink).Count | Should -Be 5
    }

    It 'reads types line by line' {
        $file = Join-Path $TestDrive 'types.txt'
        Set-Content $file "$delivered@2", '  com.twilio.messaging.message.failed  '
        $made = Get-Content $file | New-TwilioSubscription -SinkSid $b -Description 'of a file'
        ($made | Get-TwilioSubscribedEvent | ForEach-Object { "$($_.Type)@$($_.SchemaVersion)" }) | Should -Be "$delivered@2", 'com.twilio.messaging.message.failed@8'
    }

    It 'reads Sids line by line, and one bad line fails alone' {
        $file = Join-Path $TestDrive 'sids.txt'
        Set-Content $file $a, 'nonsense', $b
        $found = Get-Content $file | Get-TwilioSink -ErrorVariable failed -ErrorAction SilentlyContinue
        $found.Sid | Should -Be $a, $b
        $failed[0].TargetObject | Should -Be 'nonsense'
    }
}

Describe 'Lists' {
    BeforeAll { Connect-TwilioEvents -Sandbox }

    It 'stops after the first with Select-Object -First' {
        $verbose = Get-TwilioEventType -PageSize 2 -Verbose 4>&1 | Select-Object -First 3
        ($verbose | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Count | Should -BeLessOrEqual 2
        (Get-TwilioEventType -PageSize 10 | Select-Object -First 3).Count | Should -Be 3
    }

    It 'has no error left behind after Select-Object -First' {
        $before = $Error.Count
        $null = Get-TwilioSink -PageSize 1 | Select-Object -First 1
        $Error.Count | Should -Be $before
    }

    It 'reads -InUse as text' {
        (Get-TwilioSink -InUse 'true').Count | Should -Be 2
        (Get-TwilioSink -InUse 'false').Count | Should -Be 4
    }

    It 'reads chains to their end' {
        (Get-TwilioSink | Get-TwilioSubscription | Get-TwilioSubscribedEvent).Count | Should -Be 7
        (Get-TwilioSink -Status failed | Set-TwilioSink -Description 'retired').Description | Should -Be 'retired'
    }

    It 'takes deserialised objects as it takes live ones' {
        $file = Join-Path $TestDrive 'objects.xml'
        Get-TwilioSubscription $d | Export-Clixml $file
        (Import-Clixml $file | Get-TwilioSink).Sid | Should -Be $a
        (Import-Clixml $file | Get-TwilioSubscribedEvent).Count | Should -Be 4
        Import-Clixml $file | Remove-TwilioSink -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue
        "$($failed[0])" | Should -Match 'looks like that of a subscription'
        Import-Clixml $file | Remove-TwilioSubscription -Confirm:$false
        (Get-TwilioSubscription).Count | Should -Be 1
    }
}

Describe 'Secrets' {
    BeforeAll { Connect-TwilioEvents -Sandbox }

    It 'carries a user and a password percent-encoded, and shows neither' {
        $credential = [pscredential]::new('us:er', (Get-Secret 'p/@:%w'))
        $sink = New-TwilioSink 'With a password' https://shop.example.com/events -DestinationCredential $credential
        $sink.GetSinkConfiguration().destination | Should -BeExactly 'https://us%3Aer:p%2F%40%3A%25w@shop.example.com/events'
        $sink.SinkConfiguration.destination | Should -BeExactly 'https://us%3Aer:********@shop.example.com/events'
    }

    It 'takes a write key as a SecureString alone' {
        $key = Get-Secret 'key-1'
        (New-TwilioSink 'Segment' -WriteKey $key).GetSinkConfiguration().write_key | Should -BeExactly 'key-1'
        { New-TwilioSink 'Segment' -WriteKey 'key-1' } | Should -Throw '*SecureString*'
    }

    It 'refuses a masked value' {
        $masked = (Get-TwilioSink DGcccccccccccccccccccccccccccccccc).SinkConfiguration
        $null = New-TwilioSink 'copy' -SinkType kinesis -SinkConfiguration $masked -ErrorVariable failed -ErrorAction SilentlyContinue
        "$($failed[0])" | Should -Match 'masked value'
    }
}
