# Get-Content, Import-Csv and Export-Csv ship with pwsh and not with the engine's package. These do as
# much of them as the quick start needs; in your own PowerShell you have the real ones.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidOverwritingBuiltInCmdlets', '', Justification = 'They stand in for the built-in ones.')]
param()

function Get-Content([string] $Path) { [IO.File]::ReadLines($Path) }

function Split-Line([string] $Line) {
    foreach ($match in [regex]::Matches($Line, '(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))')) { $match.Groups[1].Value.Replace('""', '"') + $match.Groups[2].Value }
}

function Import-Csv([string] $Path) {
    $header, $lines = [IO.File]::ReadAllLines($Path)
    $names = @(Split-Line $header)
    foreach ($line in $lines) {
        $cells = @(Split-Line $line)
        $row = [ordered]@{}
        for ($i = 0; $i -lt $names.Count; $i++) { $row[$names[$i]] = $cells[$i] }
        [pscustomobject] $row
    }
}

function Export-Csv([string] $Path) {
    begin { $lines = [Collections.Generic.List[string]]::new() }
    process {
        if ($lines.Count -eq 0) { $lines.Add((@($_.psobject.Properties.Name) -replace '^|$', '"') -join ',') }
        $lines.Add((@($_.psobject.Properties | ForEach-Object { '"' + ("$($_.Value)" -replace '"', '""') + '"' }) -join ','))
    }
    end { [IO.File]::WriteAllLines($Path, $lines) }
}
