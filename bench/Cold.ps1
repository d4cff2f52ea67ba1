# Run in a new process: imports the module, connects, changes one sink and prints it. Without an address: imports the empty module
# and prints an object of its own. The last line says how many methods were compiled by the import, by the connection and by the
# update, and how much CPU time the process took until then, in milliseconds.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingConvertToSecureStringWithPlainText', '', Justification = 'The secret is made up.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseCompatibleCommands', '', Justification = 'Only the pwsh of the NuGet package runs it.')]
param([string] $Manifest, [string] $BaseUri, [string] $Account, [string] $Secret, [string] $End)
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$credential = [pscredential]::new($Account, (ConvertTo-SecureString $Secret -AsPlainText -Force))
function Measure-CompiledMethod { [Runtime.JitInfo]::GetCompiledMethodCount() }

$null = Measure-CompiledMethod
$before = Measure-CompiledMethod
if ($End -eq 'BeforeImport') { return }
Import-Module $Manifest
$imported = $connected = Measure-CompiledMethod
if ($BaseUri) {
    Connect-TwilioEvents -Credential $credential -BaseUri $BaseUri
    $connected = Measure-CompiledMethod
    $written = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' | Set-TwilioSink -Description 'Billing events'
}
else {
    $written = New-Nothing
}

$updated = Measure-CompiledMethod
if ($End -eq 'BeforeOutput') { return }
$written | Out-Default
$time = [Environment]::CpuUsage.TotalTime.TotalMilliseconds
[string]::Format([cultureinfo]::InvariantCulture, '{0} {1} {2} {3}', $imported - $before, $connected - $imported, $updated - $connected, $time)
