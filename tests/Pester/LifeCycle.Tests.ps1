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
    function Get-Version($Subscribed) { $Subscribed | ForEach-Object { "$($_.Type)@$($_.SchemaVersion)" } }
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
            'Description,Destination,Method,BatchEvents,Arn,RoleArn,ExternalId,SinkType,WriteKey,Connection'
            'Orders," https://shop.example.com/a ",get,false,,,,,,'
            'Calls,https://shop.example.com/b,,," ",,,Webhook,,'
            'Lake,,,,arn:aws:kinesis:us-east-1:111122223333:stream/events,arn:aws:iam::111122223333:role/twilio,id-1,kinesis,,'
            'Last,https://shop.example.com/c,POST,True,,,,,,'
        )
        Import-Csv $file | New-TwilioSink | ForEach-Object { "$($_.Description) $($_.SinkType) $($_.SinkConfiguration)" } | Should -Be @(
            'Orders webhook @{destination=https://shop.example.com/a; method=GET; batch_events=False}'
            'Calls webhook @{destination=https://shop.example.com/b; method=POST; batch_events=True}'
            'Lake kinesis @{arn=arn:aws:kinesis:us-east-1:111122223333:stream/events; role_arn=arn:aws:iam::111122223333:role/twilio; external_id=********}'
            'Last webhook @{destination=https://shop.example.com/c; method=POST; batch_events=True}'
        )
    }

    It 'refuses a row that <Kind>, and makes the next sink' -ForEach @(
        @{ Kind = 'has no Description'; Says = 'no Description', '-Description'; Row = [pscustomobject]@{ Destination = 'https://x/' } }
        @{ Kind = 'has a blank Description'; Says = 'no Description', '-Description'; Row = [pscustomobject]@{ Description = ' '; Destination = 'https://x/' } }
        @{ Kind = 'says not where to'; Says = 'neither a Destination', 'Give one of them'; Row = [pscustomobject]@{ Description = 'd' } }
        @{ Kind = 'says twice where to'; Says = 'both a Destination', 'Give one of them'; Row = [pscustomobject]@{ Description = 'd'; Destination = 'https://x/'; Arn = 'arn:aws:kinesis:us-east-1:111122223333:stream/d' } }
        @{ Kind = 'has a destination that is not on the web'; Says = '''ftp://x/'' is', 'https://example.com/events'; Row = [pscustomobject]@{ Description = 'd'; Destination = 'ftp://x/' } }
        @{ Kind = 'has a password in its destination'; Says = 'contains a user name or a password', '-DestinationCredential'; Row = [pscustomobject]@{ Description = 'd'; Destination = 'https://u:hush@x/' } }
        @{ Kind = 'has an unknown method'; Says = '''PUT'' is neither POST nor GET'; Row = [pscustomobject]@{ Description = 'd'; Destination = 'https://x/'; Method = 'PUT' } }
        @{ Kind = 'has no true or false for batches'; Says = '''ja'' is neither true nor false'; Row = [pscustomobject]@{ Description = 'd'; Destination = 'https://x/'; BatchEvents = 'ja' } }
        @{ Kind = 'has a type that its destination has not'; Says = '''kinesis'' does not match', '-SinkConfiguration'; Row = [pscustomobject]@{ Description = 'd'; Destination = 'https://x/'; SinkType = 'kinesis' } }
        @{ Kind = 'has a write key in plain text'; Says = 'has a WriteKey', '-WriteKey'; Row = [pscustomobject]@{ Description = 'd'; Destination = 'https://x/'; WriteKey = 'hush' } }
        @{ Kind = 'has no role'; Says = 'no RoleArn'; Row = [pscustomobject]@{ Description = 'd'; Arn = 'arn:aws:kinesis:us-east-1:111122223333:stream/d'; ExternalId = 'e' } }
        @{ Kind = 'has no external id'; Says = 'no ExternalId'; Row = [pscustomobject]@{ Description = 'd'; Arn = 'arn:aws:kinesis:us-east-1:111122223333:stream/d'; RoleArn = 'arn:aws:iam::111122223333:role/d' } }
        @{ Kind = 'has a masked external id'; Says = 'a masked value', 'GetSinkConfiguration()'; Row = [pscustomobject]@{ Description = 'd'; Arn = 'arn:aws:kinesis:us-east-1:111122223333:stream/d'; RoleArn = 'arn:aws:iam::111122223333:role/d'; ExternalId = '********' } }
        @{ Kind = 'is a line'; Says = '''a line'' is', 'Import-Csv'; Row = 'a line' }
        @{ Kind = 'is a number'; Says = '''42'' is', 'Import-Csv'; Row = 42 }
    ) {
        $good = [pscustomobject]@{ Description = 'good'; Destination = 'https://good.example.com/' }
        $made = $Row, $good | New-TwilioSink -ErrorVariable failed -ErrorAction SilentlyContinue
        $made.Description | Should -BeExactly 'good'
        @(Get-TwilioSink).Count | Should -Be 7
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -Match '^TwilioInputInvalid,'
        $failed[0].TargetObject | Should -Not -BeNullOrEmpty
        foreach ($text in $Says) { $failed[0].Exception.Message | Should -BeLike "*$text*" }
        $failed[0].Exception.Message | Should -Not -Match 'hush'
    }

    It 'makes subscriptions out of rows with their own sinks' {
        $file = Join-Path $TestDrive 'new.csv'
        Set-Content $file 'SinkSid,Description,Type,SchemaVersion', "$a,one,$delivered@2 com.twilio.messaging.message.failed,", "$b,two,$delivered,3"
        $made = Import-Csv $file | New-TwilioSubscription
        $made | ForEach-Object { "$($_.SinkSid) $($_.Description)" } | Should -Be "$a one", "$b two"
        Get-Version ($made | Get-TwilioSubscribedEvent) | Should -Be "$delivered@2", 'com.twilio.messaging.message.failed@8', "$delivered@3"
    }

    It 'makes one subscription out of types of every kind, each once' {
        $failed = 'com.twilio.messaging.message.failed'
        $types = $delivered, "$delivered@2", @{ Type = $failed }, (Get-TwilioEventType $failed), [pscustomobject]@{ Type = 'com.twilio.messaging.message.sent'; SchemaVersion = '4'; Other = 'x' }
        $made = $types | New-TwilioSubscription -SinkSid $a -Description 'all'
        Get-Version ($made | Get-TwilioSubscribedEvent) | Should -Be "$delivered@2", "$failed@8", 'com.twilio.messaging.message.sent@4'
    }

    It 'takes rows of text into every command that changes something' {
        $file = Join-Path $TestDrive 'rows.csv'
        $ended = 'com.twilio.studio.flow.step.ended'
        Set-Content $file 'Sid,Description,AccountSid,Connection', "$a,one,,", """ $b "",two,AC00000000000000000000000000000000,"
        (Import-Csv $file | Set-TwilioSink).Description | Should -Be 'one', 'two'
        Set-Content $file 'Sid,Description,SinkSid', "$d,three,$a"
        (Import-Csv $file | Set-TwilioSubscription).Description | Should -Be 'three'
        Set-Content $file 'SubscriptionSid,Type,SchemaVersion', "$d,$ended,1", "DFbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,"" com.twilio.studio.flow.execution.ended "","
        Get-Version (Import-Csv $file | Add-TwilioSubscribedEvent) | Should -Be "$ended@1", 'com.twilio.studio.flow.execution.ended@2'
        Set-Content $file 'SubscriptionSid,Type,SchemaVersion', "$d,$delivered,"" 3 """
        Get-Version (Import-Csv $file | Set-TwilioSubscribedEvent) | Should -Be "$delivered@3"
        Set-Content $file 'SubscriptionSid,Type,SchemaVersion', "$d,$delivered,3", "$d,$ended,"
        Get-Version (Import-Csv $file | Remove-TwilioSubscribedEvent -Confirm:$false -PassThru) | Should -Be "$delivered@3", "$ended@1"
        Set-Content $file 'Sid,TestId', 'DGdddddddddddddddddddddddddddddddd,x'
        (Import-Csv $file | Test-TwilioSink).Result | Should -Be 'submitted'
        (Import-Csv $file | Confirm-TwilioSink).Result | Should -Be 'valid'
        Set-Content $file 'Sid,Description', "$d,not this one"
        (Import-Csv $file | Remove-TwilioSubscription -Confirm:$false -PassThru).Description | Should -Be 'three'
        Set-Content $file 'Sid,Description', "$a,not this one"
        (Import-Csv $file | Remove-TwilioSink -Confirm:$false -PassThru).Description | Should -Be 'one'
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

    It 'names a version that is blank' {
        $row = [pscustomobject]@{ SubscriptionSid = $d; Type = 'com.twilio.messaging.message.failed'; SchemaVersion = '' }
        $row | Set-TwilioSubscribedEvent -ErrorVariable failed -ErrorAction SilentlyContinue
        "$($failed[0])" | Should -Match 'The version is blank'
    }

    It 'reads types line by line' {
        $file = Join-Path $TestDrive 'types.txt'
        Set-Content $file "$delivered@2", '  com.twilio.messaging.message.failed  '
        $made = Get-Content $file | New-TwilioSubscription -SinkSid $b -Description 'of a file'
        Get-Version ($made | Get-TwilioSubscribedEvent) | Should -Be "$delivered@2", 'com.twilio.messaging.message.failed@8'
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

Describe 'The account' {
    BeforeEach { Connect-TwilioEvents -Sandbox }

    It 'keeps the sinks that are in use, and loses the others' {
        Get-TwilioSink | Remove-TwilioSink -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue
        (Get-TwilioSink).Sid | Should -Be $a, 'DGcccccccccccccccccccccccccccccccc'
        $failed.Count | Should -Be 2
        $failed | ForEach-Object { $_.Exception.Message | Should -BeLike '*is in use; delete the subscriptions that use it first*' }
    }

    It 'is another for each connection to a sandbox' {
        $one, $two = (Connect-TwilioEvents -Sandbox -PassThru), (Connect-TwilioEvents -Sandbox -PassThru)
        $null = Set-TwilioSink $a 'changed' -Connection $one
        $one, $two | ForEach-Object { (Get-TwilioSink $a -Connection $_).Description } | Should -Be 'changed', 'Order events to the shop'
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
