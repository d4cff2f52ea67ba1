# These ship with pwsh and not with the engine's package. They do as much of them as the quick start, the examples
# of the help and the tests of the samples need; in your own PowerShell you have the real ones.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidOverwritingBuiltInCmdlets', '', Justification = 'They stand in for the built-in ones.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseApprovedVerbs', '', Justification = 'So do their names.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'The examples do not ask it of them.')]
param()

function Get-FullPath([string] $Path) { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path) }

# Nobody is there to be asked.
function Read-Host([string] $Prompt, [switch] $AsSecureString) {
    $secret = [securestring]::new()
    foreach ($letter in 'secret'.ToCharArray()) { $secret.AppendChar($letter) }
    if ($AsSecureString) { $secret } else { $Prompt }
}

function Get-Credential { [pscredential]::new('AC11111111111111111111111111111111', (Read-Host -AsSecureString)) }

function New-Guid { [guid]::NewGuid() }

function Get-Content([string] $Path) { [IO.File]::ReadLines((Get-FullPath $Path)) }

function Set-Content([string] $Path, [string] $Encoding = 'UTF8', [Parameter(ValueFromPipeline)] [object[]] $Value) {
    begin { $lines = [Collections.Generic.List[string]]::new() }
    process { foreach ($line in $Value) { $lines.Add("$line") } }
    end { [IO.File]::WriteAllLines((Get-FullPath $Path), $lines, [Text.Encoding]::$Encoding) }
}

function Add-Content {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Path, [string] $Encoding = 'UTF8', [Parameter(ValueFromPipeline)] [string] $Value)
    process { if ($PSCmdlet.ShouldProcess($Path)) { [IO.File]::AppendAllText((Get-FullPath $Path), "$Value`n", [Text.Encoding]::$Encoding) } }
}

function Join-Path([string] $Path, [string] $ChildPath) { [IO.Path]::Combine($Path, $ChildPath) }

function Split-Path([string] $Path) { [IO.Path]::GetDirectoryName($Path) }

function Test-Path([string] $LiteralPath) { [IO.File]::Exists((Get-FullPath $LiteralPath)) }

function Remove-Item([string] $LiteralPath) { [IO.File]::Delete((Get-FullPath $LiteralPath)) }

function Import-PowerShellDataFile([string] $LiteralPath) {
    [Management.Automation.Language.Parser]::ParseFile((Get-FullPath $LiteralPath), [ref] $null, [ref] $null).Find({ $args[0] -is [Management.Automation.Language.HashtableAst] }, $false).SafeGetValue()
}

function Write-Warning([Parameter(Mandatory)] [string] $Message) { $PSCmdlet.WriteWarning($Message) }

function Write-Information([Parameter(Mandatory)] [string] $MessageData) { $PSCmdlet.WriteInformation($MessageData, @()) }

function Write-Error([Parameter(Mandatory)] [string] $Message, [object] $TargetObject, [string] $ErrorId) {
    $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Exception]::new($Message), $ErrorId, 'NotSpecified', $TargetObject))
}

function Split-Line([string] $Line) {
    foreach ($match in [regex]::Matches($Line, '(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))')) { $match.Groups[1].Value.Replace('""', '"') + $match.Groups[2].Value }
}

function Import-Csv([string] $Path) {
    $header, $lines = [IO.File]::ReadAllLines((Get-FullPath $Path))
    $names = @(Split-Line $header)
    foreach ($line in $lines) {
        $cells = @(Split-Line $line)
        $row = [ordered]@{}
        for ($i = 0; $i -lt $names.Count; $i++) { $row[$names[$i]] = $cells[$i] }
        [pscustomobject] $row
    }
}

function Export-Csv([string] $Path, [switch] $NoTypeInformation, [string] $Encoding = 'UTF8') {
    begin { $lines = [Collections.Generic.List[string]]::new() }
    process {
        if ($lines.Count -eq 0) { $lines.Add((@($_.psobject.Properties.Name) -replace '^|$', '"') -join ',') }
        $lines.Add((@($_.psobject.Properties | ForEach-Object { '"' + ("$($_.Value)" -replace '"', '""') + '"' }) -join ','))
    }
    end { [IO.File]::WriteAllLines((Get-FullPath $Path), $lines, [Text.Encoding]::$Encoding) }
}

function Select-Object([object[]] $Property, [string] $ExpandProperty, [int] $First = [int]::MaxValue, [int] $Last, [Parameter(ValueFromPipeline)] $InputObject) {
    begin {
        $count = 0
        $all = [Collections.Generic.List[object]]::new()
    }
    process {
        if ($Last) { return $all.Add($InputObject) }
        if ($count++ -ge $First) { return }
        if ($ExpandProperty) { return $InputObject.$ExpandProperty }
        if (-not $Property) { return $InputObject }
        $selected = [ordered]@{}
        foreach ($one in $Property) {
            if ($one -is [hashtable]) { $selected[$one.Name] = $InputObject | ForEach-Object $one.Expression }
            else { $selected[$one] = $InputObject.$one }
        }
        [pscustomobject] $selected
    }
    end { if ($Last) { $all[[Math]::Max(0, $all.Count - $Last)..($all.Count - 1)] } }
}

# A table is what four properties or fewer make by themselves.
function Format-Table([object[]] $Property, [Parameter(ValueFromPipeline)] $InputObject) {
    process { $InputObject | Select-Object $Property }
}

function Sort-Object([string] $Property, [switch] $Descending, [Parameter(ValueFromPipeline)] $InputObject) {
    begin { $all = [Collections.Generic.List[object]]::new() }
    process { $all.Add($InputObject) }
    end {
        $sorted = [Linq.Enumerable]::OrderBy([object[]] $all, [Func[object, object]] { param($one) if ($Property) { $one.$Property } else { $one } })
        if ($Descending) { [Linq.Enumerable]::Reverse([object[]] @($sorted)) } else { $sorted }
    }
}

function Format-List([string[]] $Property, [Parameter(ValueFromPipeline)] $InputObject) {
    process {
        $width = ($Property | ForEach-Object Length | Sort-Object)[-1]
        ''
        foreach ($name in $Property) { $name.PadRight($width) + ' : ' + $InputObject.$name }
    }
    end { '' }
}
