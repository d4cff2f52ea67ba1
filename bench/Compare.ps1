# The same updates with the module and with Invoke-RestMethod in ForEach-Object -Parallel, in one PowerShell 7:
# the median of the ratios of alternating rounds, and the median of each in milliseconds.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseCompatibleCommands', '', Justification = 'Windows PowerShell has no ForEach-Object -Parallel to compare with.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingAllowUnencryptedAuthentication', '', Justification = 'The server is on loopback.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingConvertToSecureStringWithPlainText', '', Justification = 'The secret is made up.')]
param([string] $Manifest, [uri] $BaseUri, [string] $Account, [string] $Secret, [int] $Calls, [int] $Rounds)
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue' # what is printed is read
Import-Module $Manifest
$password = ConvertTo-SecureString $Secret -AsPlainText -Force
$credential = [pscredential]::new($Account, $password)
Connect-TwilioEvents -Credential $credential -BaseUri $BaseUri
$sids = 1..$Calls | ForEach-Object { 'DG{0:x32}' -f $_ }
$module = { $sids | Set-TwilioSink -Description 'Billing events' -ThrottleLimit 32 > $null }
$parallel = {
    $sids | ForEach-Object -Parallel {
        $uri = "$($using:BaseUri)v1/Sinks/$_"
        Invoke-RestMethod $uri -Method Post -Body @{ Description = 'Billing events' } -Authentication Basic -Credential $using:credential -AllowUnencryptedAuthentication
    } -ThrottleLimit 32 > $null
}
& $module
& $parallel
$rows = foreach ($round in 1..$Rounds) {
    $ours = (Measure-Command $module).TotalMilliseconds
    $theirs = (Measure-Command $parallel).TotalMilliseconds
    [pscustomobject]@{ Ratio = $ours / $theirs; Ours = $ours; Theirs = $theirs }
}
$middle = [math]::Floor($Rounds / 2)
$medians = foreach ($name in 'Ratio', 'Ours', 'Theirs') { @($rows.$name | Sort-Object)[$middle].ToString([cultureinfo]::InvariantCulture) }
"$($PSVersionTable.PSVersion) $medians"
