# The samples that receive events, with stand-ins for what only a cloud or another module has.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Import.ps1')
    $script:samples = Join-Path $root 'samples'
    $script:destination = 'https://example.com/events'
    $script:token = [Net.NetworkCredential]::new('', '12345').SecurePassword
    $script:accented = '{"type":"com.twilio.a","id":"1","data":{"text":"~"}}'.Replace('~', [string] [char] 0xE9)
    $script:body = "[$accented,{`"type`":`"com.twilio.b`",`"id`":`"2`"}]"

    # #Requires asks for the modules; their commands stand below.
    foreach ($name in 'AWS.Tools.Kinesis', 'Pode') {
        $standIn = New-Item -ItemType Directory (Join-Path $TestDrive "Modules/$name")
        Set-Content (Join-Path $standIn "$name.psm1") ''
    }
    $script:modulePath = $env:PSModulePath
    $env:PSModulePath = (Join-Path $TestDrive 'Modules') + [IO.Path]::PathSeparator + $modulePath

    # What stand-ins were told: in a sample, $script: is the sample.
    $script:seen = @{}

    # A request as Twilio sends it: the hash of the body in the query, and the whole URL signed.
    function Get-SignedRequest([string] $Body, [string] $Destination = $destination, [string] $Token = '12345') {
        $utf8 = [Text.Encoding]::UTF8
        $hash = [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($utf8.GetBytes($Body))).Replace('-', '').ToLowerInvariant()
        $uri = "${Destination}?bodySHA256=$hash"
        $hmac = [Security.Cryptography.HMACSHA1]::new($utf8.GetBytes($Token))
        @{ Uri = $uri; Query = "?bodySHA256=$hash"; Signature = [Convert]::ToBase64String($hmac.ComputeHash($utf8.GetBytes($uri))) }
    }
}

AfterAll { $env:PSModulePath = $modulePath }

Describe 'AzureFunctions' {
    BeforeAll {
        $script:folder = Join-Path (Join-Path $samples 'AzureFunctions') 'ReceiveTwilioEvent'
        $script:bindings = (Get-Content (Join-Path $folder 'function.json') -Raw | ConvertFrom-Json).bindings

        # In a process such as a worker is: nobody connects there, and the settings of the app are its environment.
        $script:worker = [runspacefactory]::CreateOutOfProcessRunspace($null, [Management.Automation.Runspaces.PowerShellProcessInstance]::new())
        $worker.Open()
        function Invoke-Function($Request) {
            $shell = [powershell]::Create()
            $shell.Runspace = $worker
            try {
                $null = $shell.AddScript({
                        param($Manifest, $Run, $Request, $Settings)
                        foreach ($name in $Settings.Keys) { Set-Item "env:$name" $Settings[$name] }
                        Import-Module $Manifest
                        $pushed = [Collections.Generic.List[object]]::new()
                        function Push-OutputBinding([Parameter(Mandatory)] [string] $Name, [Parameter(Mandatory)] [object] $Value) {
                            $pushed.Add([pscustomobject]@{ Name = $Name; IsList = $Value -is [array]; Value = $Value })
                        }
                        & $Run -Request $Request -TriggerMetadata @{}
                        $pushed
                    }).AddArgument($manifest).AddArgument((Join-Path $folder 'run.ps1')).AddArgument($Request).AddArgument($settings)
                $script:pushed = @($shell.Invoke())
                $script:warnings = @($shell.Streams.Warning | ForEach-Object { "$_" })
                $script:errors = @($shell.Streams.Error | ForEach-Object { "$_" })
            }
            finally { $shell.Dispose() }
            $script:status = @($pushed | Where-Object Name -eq 'Response').Value.StatusCode
            $script:queued = @($pushed | Where-Object Name -eq 'Events' | ForEach-Object { $_.Value })
        }

        # What the worker gives a script: the raw body is text.
        function Get-Request([string] $Body, $Signed = (Get-SignedRequest $Body), [string] $Url = $Signed.Uri) {
            $headers = [Collections.Generic.Dictionary[string, string]]::new([StringComparer]::OrdinalIgnoreCase)
            $headers['x-twilio-signature'] = $Signed.Signature
            [pscustomobject]@{ Method = 'POST'; Url = $Url; Headers = $headers; Query = @{}; Params = @{}; Body = $null; RawBody = $Body }
        }
    }

    BeforeEach { $script:settings = @{ TWILIO_ACCOUNT_SID = "AC$('1' * 32)"; TWILIO_AUTH_TOKEN = '12345'; TWILIO_DESTINATION = '' } }
    AfterAll { $worker.Dispose() }

    It 'has the bindings that the script uses, and no key that would be answered with 401' {
        $bindings | Where-Object direction -eq 'out' | ForEach-Object name | Sort-Object | Should -Be 'Events', 'Response'
        $in = $bindings | Where-Object direction -eq 'in'
        $in.name | Should -Be 'Request'
        $in.authLevel | Should -Be 'anonymous'
        Join-Path (Split-Path $folder) 'host.json' | Should -Exist
    }

    It 'queues each event as it came, and answers 204' {
        Invoke-Function (Get-Request $body)
        $status | Should -Be 204
        $queued | Should -BeExactly $accented, '{"type":"com.twilio.b","id":"2"}'
        $errors + $warnings | Should -BeNullOrEmpty
    }

    It 'queues one event as a list, so that the queue gets it as a text' {
        Invoke-Function (Get-Request '{"type":"com.twilio.a","id":"1"}')
        ($pushed | Where-Object Name -eq 'Events').IsList | Should -BeTrue
        $queued | Should -Be '{"type":"com.twilio.a","id":"1"}'
    }

    It 'takes the destination from its setting where another address leads to it' {
        $settings.TWILIO_DESTINATION = $destination
        Invoke-Function (Get-Request $body -Url "https://inner.example$((Get-SignedRequest $body).Query)")
        $status | Should -Be 204
        $queued.Count | Should -Be 2
    }

    It 'answers 503 and queues nothing: <Case>' -ForEach @(
        @{ Case = 'another body'; Request = { Get-Request "$body " (Get-SignedRequest $body) }; Says = '*The body is not the one that was signed*' }
        @{ Case = 'another token'; Request = { Get-Request $body (Get-SignedRequest $body -Token 54321) }; Says = '*another Auth Token*' }
        @{ Case = 'something that is not an event'; Request = { Get-Request '[{"type":"com.twilio.a"},5]' }; Says = '*This is not an event*' }
        @{ Case = 'no body'; Request = { $request = Get-Request ''; $request.RawBody = $null; $request }; Says = '*Body*' }
    ) {
        Invoke-Function (& $Request)
        $status | Should -Be 503
        $queued | Should -BeNullOrEmpty
        "$errors$warnings" | Should -BeLike $Says
    }

    It 'answers 503 where its settings have no token' {
        $settings.TWILIO_AUTH_TOKEN = ''
        Invoke-Function (Get-Request $body)
        $status | Should -Be 503
        $queued | Should -BeNullOrEmpty
        "$errors" | Should -BeLike '*TWILIO_AUTH_TOKEN*'
    }
}

Describe 'Read-TwilioKinesisStream.ps1' {
    BeforeAll {
        $script:read = Join-Path $samples 'Read-TwilioKinesisStream.ps1'

        # What the commands of AWS.Tools.Kinesis return: two records at a time, and first an answer without any.
        function Get-KINShardList([string] $StreamName, [string] $Region) {
            $seen.Asked = "$StreamName $Region"
            foreach ($id in $shards.Keys | Sort-Object) { [pscustomobject]@{ ShardId = $id } }
        }
        function Get-KINShardIterator([string] $StreamName, [string] $ShardId, [string] $ShardIteratorType, [string] $StartingSequenceNumber, [string] $Region) {
            if ($ShardIteratorType -eq 'AFTER_SEQUENCE_NUMBER') { "$ShardId,$(1 + $StartingSequenceNumber)" } else { "$ShardId,-2" }
        }
        function Get-KINRecord([string] $ShardIterator, [string] $Region) {
            $id, $start = $ShardIterator.Split(',')
            $start, $end = [Math]::Max(0, [int] $start), ([int] $start + 2)
            $records = [Collections.Generic.List[object]]::new()
            for ($i = $start; $i -lt $end -and $i -lt $shards[$id].Count; $i++) {
                $data = [IO.MemoryStream]::new([Text.Encoding]::UTF8.GetBytes($shards[$id][$i]))
                $records.Add([pscustomobject]@{ SequenceNumber = "$i"; PartitionKey = 'p'; Data = $data })
            }
            [pscustomobject]@{ Records = $records; NextShardIterator = "$id,$end"; MillisBehindLatest = if ($end -lt $shards[$id].Count) { 1000 } else { 0 } }
        }
    }

    BeforeEach {
        $script:shards = @{
            'shardId-0' = [Collections.Generic.List[string]] @(1..5 | ForEach-Object { "{`"type`":`"com.twilio.a`",`"id`":`"$_`",`"data`":`"{\`"n\`":$_}`"}" })
            'shardId-1' = [Collections.Generic.List[string]] @('{"type":"com.twilio.b","id":"6"}')
        }
        $script:checkpoint = Join-Path $TestDrive "$(New-Guid).xml"
    }

    It 'reads every shard to its end, and the next time what is new' {
        $events = & $read events $checkpoint -Region us-east-1 -Once
        $events.Id | Should -Be (1..6)
        $events[2].Data.n | Should -Be 3
        $seen.Asked | Should -Be 'events us-east-1'
        & $read events $checkpoint -Once | Should -BeNullOrEmpty
        $shards['shardId-1'].Add('{"type":"com.twilio.b","id":"7"}')
        (& $read events $checkpoint -Once).Id | Should -Be 7
    }

    It 'reads again what the next command had not taken' {
        (& $read events $checkpoint -Once | Select-Object -First 3).Id | Should -Be (1..3)
        (& $read events $checkpoint -Once).Id | Should -Be (3..6)
    }

    It 'writes an error for a record that is not an event, and reads on' {
        $shards['shardId-0'][1] = 'not an event'
        $all = & $read events $checkpoint -Once 2>&1
        $events, $errors = $all.Where({ $_ -isnot [Management.Automation.ErrorRecord] }, 'Split')
        $events.Id | Should -Be 1, 3, 4, 5, 6
        $errors.FullyQualifiedErrorId | Should -BeLike 'TwilioEventInvalid,*'
    }

    It 'asks again and again without -Once' {
        $seen.Pauses = @()
        Mock Start-Sleep {
            $seen.Pauses += $Seconds
            if ($seen.Pauses.Count -eq 2) { throw 'enough' }
            $shards['shardId-0'].Add('{"type":"com.twilio.a","id":"7"}')
        }
        $events = [Collections.Generic.List[string]]::new()
        { & $read events $checkpoint -IntervalSec 3 | ForEach-Object { $events.Add($_.Id) } } | Should -Throw 'enough'
        $events | Should -Be (1..7)
        $seen.Pauses | Should -Be 3, 3
    }
}

Describe 'Start-TwilioEventServer.ps1' {
    BeforeAll {
        # Pode puts the values of $using: in place, and runs a route for each request.
        function Start-PodeServer {
            [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'The name of Pode')]
            [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', 'Threads', Justification = 'As Pode has it')]
            param([int] $Threads, [scriptblock] $ScriptBlock)
            & $ScriptBlock
            foreach ($WebEvent in $requests) {
                try { & $seen.Route }
                catch { Set-PodeResponseStatus 500 }
            }
        }
        function Add-PodeEndpoint([string] $Address, [int] $Port, [string] $Protocol) { $seen.Endpoint = "${Protocol}://${Address}:$Port" }
        function Add-PodeBodyParser([string] $ContentType, [scriptblock] $ScriptBlock) { $seen.Parsed = "$ContentType " + (& $ScriptBlock 'x').Count }
        function Add-PodeRoute([string] $Method, [string] $Path, [scriptblock] $ScriptBlock) {
            $seen.Routed = "$Method $Path"
            $seen.Route = [scriptblock]::Create("$ScriptBlock".Replace('$using:', '$'))
        }
        function Lock-PodeObject([scriptblock] $ScriptBlock) { & $ScriptBlock }
        function Set-PodeResponseStatus {
            [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'The name of Pode')]
            [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', 'NoErrorPage', Justification = 'As Pode has it')]
            param([int] $Code, [switch] $NoErrorPage)
            $seen.Statuses += $Code
        }

        function Get-WebEvent([string] $Body, $Signed = (Get-SignedRequest $Body)) {
            @{ Request = [pscustomobject]@{
                    Url = [uri] "http://localhost:8080/events$($Signed.Query)"
                    RawBody = [Text.Encoding]::UTF8.GetBytes($Body)
                    Headers = @{ 'X-Twilio-Signature' = $Signed.Signature }
                } }
        }
    }

    It 'keeps what Twilio signed, and answers so that the rest comes again' {
        $file = Join-Path $TestDrive 'pode.jsonl'
        $seen.Statuses = @()
        $script:requests = @(
            Get-WebEvent $body
            Get-WebEvent "$body " (Get-SignedRequest $body)
            Get-WebEvent 'not an event'
            Get-WebEvent '[]'
            Get-WebEvent '{"type":"com.twilio.c","id":"3"}'
        )
        & (Join-Path $samples 'Start-TwilioEventServer.ps1') $destination $token -Path $file -WarningVariable warned 3> $null
        $seen.Statuses | Should -Be 204, 503, 500, 204, 204
        "$($seen.Endpoint), $($seen.Routed), $($seen.Parsed)" | Should -Be 'Http://localhost:8080, Post /events, application/json 0'
        "$warned" | Should -BeLike '*The body is not the one that was signed*'
        Get-Content $file -Encoding UTF8 | Should -BeExactly $accented, '{"type":"com.twilio.b","id":"2"}', '{"type":"com.twilio.c","id":"3"}'
    }
}

Describe 'Receive-FirstTwilioEvent.ps1' {
    BeforeAll {
        $script:first = {
            param($Manifest, $Script, $TimeoutSec, $Started)
            Import-Module $Manifest
            $sandbox = Start-TwilioSandbox
            $Started.Token = $sandbox.Credential.GetNetworkCredential().Password
            Connect-TwilioEvents -BaseUri $sandbox.BaseUri -Credential $sandbox.Credential
            & $Script https://example.com/events -Port 0 -TimeoutSec $TimeoutSec
        }

        # In a runspace of its own, up to where it listens.
        function Open-First([int] $TimeoutSec) {
            $shell = [powershell]::Create()
            $started = @{ Shell = $shell }
            $null = $shell.AddScript($first).AddArgument($manifest).AddArgument((Join-Path $samples 'Receive-FirstTwilioEvent.ps1')).AddArgument($TimeoutSec).AddArgument($started)
            $started.Run = $shell.BeginInvoke()
            while (-not $started.Run.IsCompleted -and "$($shell.Streams.Information)" -notmatch '127\.0\.0\.1:(?<Port>\d+)') { [Threading.Thread]::Sleep(20) }
            $started.Port = $Matches.Port
            $started
        }

        function Get-SinkCount($Shell) {
            $Shell.Commands.Clear()
            @($Shell.AddScript('Get-TwilioSink').Invoke()).Count
        }
    }

    It 'writes the test event, and leaves no sink' {
        $started = Open-First 60
        try {
            $testEvent = '[{"type":"com.twilio.eventstreams.test-event","source":"Sink","id":"AC1","data":{"test_id":"1"}}]'
            $signed = Get-SignedRequest $testEvent -Token $started.Token
            $call = @{ Method = 'Post'; Body = $testEvent; ContentType = 'application/json'; Headers = @{ 'X-Twilio-Signature' = $signed.Signature }; UseBasicParsing = $true }

            # As Twilio does: what is not taken within 4 seconds gets 503, and comes again.
            $status = 503
            for ($try = 1; $status -eq 503 -and $try -le 10; $try++) {
                $status = try { (Invoke-WebRequest "http://127.0.0.1:$($started.Port)/events$($signed.Query)" @call).StatusCode }
                catch { [int] $_.Exception.Response.StatusCode }
            }
            $status | Should -Be 204
            $received = $started.Shell.EndInvoke($started.Run)
            $received.Type | Should -Be 'com.twilio.eventstreams.test-event'
            "$($started.Shell.Streams.Information)" | Should -BeLike "*It came. A sink that stays: New-TwilioSink 'Events' https://example.com/events.*"
            Get-SinkCount $started.Shell | Should -Be 6
        }
        finally { $started.Shell.Dispose() }
    }

    It 'leaves no sink after Ctrl+C' {
        $started = Open-First 60
        try {
            $started.Shell.Stop()
            Get-SinkCount $started.Shell | Should -Be 6
        }
        finally { $started.Shell.Dispose() }
    }

    It 'ends with an error where nothing comes, and leaves no sink' {
        $started = Open-First 1
        try {
            { $started.Shell.EndInvoke($started.Run) } | Should -Throw '*No event came within 1 s*'
            Get-SinkCount $started.Shell | Should -Be 6
        }
        finally { $started.Shell.Dispose() }
    }
}

Describe 'What about_TwilioEvents_Receiving shows' {
    It 'skips what a run before wrote, and no test event' {
        $file = Join-Path $TestDrive 'kept.jsonl'
        $kept = '{"type":"com.twilio.eventstreams.test-event","id":"AC1","data":{"test_id":"1"}}', '{"type":"com.twilio.a","id":"1"}'
        $new = $kept[0].Replace('"1"', '"2"'), '{"type":"com.twilio.a","id":"2"}'
        Set-Content $file $kept
        $topic = (Get-Content ([IO.Path]::Combine($root, 'docs', 'about_TwilioEvents_Receiving.md')) -Raw) -replace "`r"
        $shown = [regex]::Match($topic, '(?s)```powershell\n(\$known = .*?)```').Groups[1].Value
        $shown = $shown.Replace('events.jsonl', "'$file'").Replace('8080 -PublicUri https://abc.ngrok.app/events', '0 -PublicUri $Destination -AuthToken $Token -MaximumCount 4')
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("param(`$Manifest, `$Destination, `$Token) Import-Module `$Manifest; $shown").AddArgument($manifest).AddArgument($destination).AddArgument($token)
            $run = $shell.BeginInvoke()
            while (-not $run.IsCompleted -and "$($shell.Streams.Information)" -notmatch '127\.0\.0\.1:(?<Port>\d+)') { [Threading.Thread]::Sleep(20) }
            $sent = "[$($kept + $new -join ',')]"
            $signed = Get-SignedRequest $sent
            $call = @{ Method = 'Post'; Body = $sent; ContentType = 'application/json'; Headers = @{ 'X-Twilio-Signature' = $signed.Signature }; UseBasicParsing = $true }
            (Invoke-WebRequest "http://127.0.0.1:$($Matches.Port)/events$($signed.Query)" @call).StatusCode | Should -Be 204
            $null = $shell.EndInvoke($run)
        }
        finally { $shell.Dispose() }
        Get-Content $file | Should -Be ($kept + $new)
    }
}
