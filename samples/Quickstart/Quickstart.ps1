# Shows each line of Commands.ps1, runs it as if it were typed, and looks whether what came is what the note behind the line
# says: '#> 2 objects, 1 error'. A line without a note is to write nothing. Exit code 1 where one did something else.
param([string] $Root, [string] $Folder, [string] $Rendering = 'PlainText')

. ([IO.Path]::Combine($Root, 'tools', 'RealShell', 'Console.ps1'))
Initialize-Console $Rendering ($Rendering -eq 'Ansi')
$session = Open-Session $Root (Join-Path $Folder files)
$wrong = foreach ($line in Get-Content (Join-Path $PSScriptRoot Commands.ps1)) {
    $command, $note = $line -split '\s*#> '
    if (-not $line) { $Host.UI.WriteLine(); continue }
    if (-not $command) { continue }
    if ($command[0] -eq '#') { $Host.UI.WriteLine($PSStyle.Foreground.Green + $command + $PSStyle.Reset); continue }
    $Host.UI.WriteLine($PSStyle.Foreground.Cyan + 'PS> ' + $command + $PSStyle.Reset)
    $came = Send-Command $session $command
    $counts = [ordered]@{ object = $came.Objects; error = $came.Errors.Count; warning = $came.Warnings.Count }
    $is = ($counts.GetEnumerator() | Where-Object Value | ForEach-Object { "$($_.Value) $($_.Key)$(if ($_.Value -gt 1) { 's' })" }) -join ', '
    if ($is -ne "$note") { "$command`n  gave '$is' and not '$note'" }
}
$session.Runspace.Dispose()
$Host.UI.WriteLine()
if ($wrong) {
    $Host.UI.WriteLine("Something went otherwise than it should:`n" + ($wrong -join "`n"))
    exit 1
}
$Host.UI.WriteLine('Everything went as it should, the errors and the warning included.')
exit 0
