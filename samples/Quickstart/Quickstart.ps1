# Shows each line of Commands.ps1, runs it as if it were typed, and compares what it gave with the note at its end, such as
# '#> 2 objects, 1 error'. A line without a note has to give nothing. Exit code 1 where a line gave something else.
param([string] $Root, [string] $Folder, [string] $Rendering = 'PlainText')

$ErrorActionPreference = 'Stop'
. ([IO.Path]::Combine($Root, 'tools', 'RealShell', 'Console.ps1'))
Initialize-Console $Rendering ($Rendering -eq 'Ansi')
$session = Open-Session $Root (Join-Path $Folder files)

# Something else may listen on 8080.
$listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
$listener.Start()
$port = $listener.LocalEndpoint.Port
$listener.Stop()
$wrong = foreach ($line in (Get-Content (Join-Path $PSScriptRoot Commands.ps1)) -replace '\b8080\b', $port) {
    $command, $note = $line -split '\s*#> '
    if (-not $line) { $Host.UI.WriteLine(); continue }
    if (-not $command) { continue }
    if ($command[0] -eq '#') { $Host.UI.WriteLine($PSStyle.Foreground.Green + $command + $PSStyle.Reset); continue }
    $Host.UI.WriteLine($PSStyle.Foreground.Cyan + 'PS> ' + $command + $PSStyle.Reset)
    $came = Send-Command $session $command
    $counts = [ordered]@{ object = $came.Objects; error = $came.Errors.Count; warning = $came.Warnings.Count }
    $named = foreach ($kind in $counts.Keys) { if ($counts[$kind]) { "$($counts[$kind]) $kind" + $(if ($counts[$kind] -gt 1) { 's' }) } }
    $is = $named -join ', '
    if ($is -ne "$note") { "$command`n  gave $(if ($is) { $is } else { 'nothing' }), not $(if ($note) { $note } else { 'nothing' })" }
}
$session.Runspace.Dispose()
$Host.UI.WriteLine()
if ($wrong) {
    $Host.UI.WriteLine("These steps did not do what they should:`n" + ($wrong -join "`n"))
    exit 1
}
$Host.UI.WriteLine('Every step did what it should, the errors and the warning included.')
exit 0
