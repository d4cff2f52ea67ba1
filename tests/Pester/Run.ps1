# Runs or lists the Pester tests of a folder for PesterSuite, and writes what came of each as JSON.
param([string] $Pester, [string] $Tests, [string] $Exchange, [switch] $List)
$ErrorActionPreference = 'Stop'
Import-Module $Pester
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Tests
$configuration.Run.PassThru = $true
$configuration.Run.SkipRun = [bool] $List
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$file = Join-Path $Exchange 'choice.json'
if (Test-Path $file) {
    $choice = Get-Content $file -Raw | ConvertFrom-Json
    $configuration.Run.Path = $choice.Files
    $configuration.Filter.ExcludeLine = $choice.ExcludedLines
}
$run = Invoke-Pester -Configuration $configuration

# The value that <Name> or <Name.Property> stands for in the name of a test or a block: from its own case, or from that of a block
# around it.
function Get-CaseValue($Item, [string] $Path) {
    $name, $properties = $Path -split '\.'
    for (; $Item; $Item = if ($Item.Block) { $Item.Block } else { $Item.Parent }) {
        $data = $Item.Data
        if (-not (($name -eq '_' -and $null -ne $data) -or ($data -is [Collections.IDictionary] -and $data.Contains($name)))) { continue }
        $value = if ($name -eq '_') { $data } else { $data[$name] }
        foreach ($property in $properties) { $value = $value.$property }
        return $value
    }
    "<$Path>"
}

# Describe.Context.It. Pester's own ExpandedPath is filled in only when a test runs, and a list has to have the same names.
function Get-Path($Item) {
    $names = for (; $Item -and -not $Item.IsRoot; $Item = if ($Item.Block) { $Item.Block } else { $Item.Parent }) {
        $Item.Name -replace '<([\w.]+)>', { Get-CaseValue $Item $_.Groups[1].Value }
    }
    [array]::Reverse(($names = @($names)))
    $names -join '.'
}

function ConvertTo-Row($From, [string] $Name, [string] $File, [int] $Line, [string] $Result, [switch] $IsTest) {
    [pscustomobject]@{
        Name         = $Name
        IsTest       = [bool] $IsTest
        File         = $File
        Line         = $Line
        Result       = $Result
        Milliseconds = $From.Duration.TotalMilliseconds
        Message      = ($From.ErrorRecord | ForEach-Object { $_.DisplayErrorMessage }) -join "`n"
        StackTrace   = ($From.ErrorRecord | ForEach-Object { $_.DisplayStackTrace }) -join "`n"
    }
}

function Get-FailedBlock($Blocks) {
    foreach ($block in $Blocks) {
        if ($block.ErrorRecord) { ConvertTo-Row $block -Name "$(Get-Path $block).BeforeAll or AfterAll" -File $block.BlockContainer.Item.FullName -Line $block.StartLine -Result 'Failed' }
        Get-FailedBlock $block.Blocks
    }
}

$rows = @(
    foreach ($test in $run.Tests) { ConvertTo-Row $test -Name (Get-Path $test) -File $test.ScriptBlock.File -Line $test.StartLine -Result $test.Result -IsTest }
    foreach ($file in $run.Containers) {
        if ($file.ErrorRecord) { ConvertTo-Row $file -Name 'The whole file' -File $file.Item.FullName -Line 1 -Result 'Failed' }
        Get-FailedBlock $file.Blocks
    }
)
ConvertTo-Json $rows | Set-Content (Join-Path $Exchange 'tests.json')
