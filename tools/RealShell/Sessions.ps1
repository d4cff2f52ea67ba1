# Runs the commands of a JSON file, [["first command of the first session", ...], ...], each session with the staged module. After
# the output of a command come its errors, as JSON between two separators.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingWriteHost', '',
    Justification = 'What the generator reads stands between what the console shows.')]
param([string] $Root, [string] $Folder, [string] $File)

$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot Console.ps1)
Initialize-Console PlainText $true
$separator = [char] 0x1e
$number = 0
foreach ($commands in Get-Content $File -Raw | ConvertFrom-Json) {
    $session = Open-Session $Root (Join-Path $Folder (++$number))
    $prepared = Send-Command $session @"
Import-Module '$([IO.Path]::Combine($Root, 'out', 'TwilioEvents', 'TwilioEvents.psd1'))'
`$PSDefaultParameterValues['Get-Credential:Credential'] =
    [pscredential]::new('AC11111111111111111111111111111111', [Net.NetworkCredential]::new('', 'secret').SecurePassword)
"@
    if ($prepared.Errors) { throw $prepared.Errors[0] }
    foreach ($command in $commands) {
        $came = Send-Command $session $command
        $errors = @($came.Errors | ForEach-Object { @{ Module = "$($_.InvocationInfo.MyCommand.ModuleName)"; Message = "$_" } })
        [Console]::Write($separator + (ConvertTo-Json $errors -Compress) + $separator)
    }
    $session.Runspace.Dispose()
}
