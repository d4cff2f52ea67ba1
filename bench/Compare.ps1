# The same updates with the module and with Invoke-RestMethod, in one pwsh, one by one and many at a time. For each: the median
# of the ratios of alternating rounds, and the median of each in milliseconds.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseCompatibleCommands', '', Justification = 'Windows PowerShell has no ForEach-Object -Parallel to compare with.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingAllowUnencryptedAuthentication', '', Justification = 'The server is on loopback.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingConvertToSecureStringWithPlainText', '', Justification = 'The secret is made up.')]
param([string] $Manifest, [uri] $BaseUri, [string] $Account, [string] $Secret, [int] $Single, [int] $Many, [int] $ThrottleLimit, [int] $Rounds)
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue' # what is printed is read
$ProgressPreference = 'SilentlyContinue'
Import-Module $Manifest
$password = ConvertTo-SecureString $Secret -AsPlainText -Force
$credential = [pscredential]::new($Account, $password)
Connect-TwilioEvents -Credential $credential -BaseUri $BaseUri
$request = @{ Method = 'Post'; Body = @{ Description = 'Billing events' }; Authentication = 'Basic'; Credential = $credential; AllowUnencryptedAuthentication = $true }
$sinks = "$($BaseUri)v1/Sinks/"
$atOnce = @{ ThrottleLimit = $ThrottleLimit }

function Measure-Ratio([string[]] $Sids, [int] $Rounds, [scriptblock] $Module, [scriptblock] $RestMethod) {
    & $Module $Sids
    & $RestMethod $Sids
    $rows = foreach ($round in 1..$Rounds) {
        $ours = (Measure-Command { & $Module $Sids }).TotalMilliseconds
        $theirs = (Measure-Command { & $RestMethod $Sids }).TotalMilliseconds
        [pscustomobject]@{ Ratio = $ours / $theirs; Ours = $ours; Theirs = $theirs }
    }
    $middle = [math]::Floor($Rounds / 2)
    @(foreach ($name in 'Ratio', 'Ours', 'Theirs') { @($rows.$name | Sort-Object)[$middle].ToString([cultureinfo]::InvariantCulture) }) -join ' '
}

function Get-Sid([int] $Count) { 1..$Count | ForEach-Object { 'DG{0:x32}' -f $_ } }

"$($PSVersionTable.PSVersion)"
Measure-Ratio -Sids (Get-Sid $Single) -Rounds $Rounds -Module {
    param($Sids)
    $Sids | Set-TwilioSink -Description 'Billing events' > $null
} -RestMethod {
    param($Sids)
    foreach ($sid in $Sids) { $null = Invoke-RestMethod "$sinks$sid" @request }
}
Measure-Ratio -Sids (Get-Sid $Many) -Rounds $Rounds -Module {
    param($Sids)
    $Sids | Set-TwilioSink -Description 'Billing events' @atOnce > $null
} -RestMethod {
    param($Sids)
    $Sids | ForEach-Object @atOnce -Parallel {
        $request = $using:request
        Invoke-RestMethod "$using:sinks$_" @request
    } > $null
}
