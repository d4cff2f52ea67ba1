<#
.SYNOPSIS
    Builds, tests, packages or installs the module. dotnet does the work, and does it without this script too.
.DESCRIPTION
    Build    stages the module in out/TwilioEvents: dotnet build -c Release
    Test     runs dotnet test, then Analyze
    Coverage runs the tests of the client and of the sandbox, and prints how many of their lines the tests reach
    Pester   runs tests/Pester on what is staged, in this PowerShell, and builds nothing
    Analyze  runs PSScriptAnalyzer, where it is installed, on every script and on the commands in
             README.md and in the pages under docs that are written by hand
    Package  makes out/packages: dotnet run -c Release --project tools/Packager
    Install  builds, and copies the module to where this PowerShell looks for the user's modules
    Clean    removes what the build made
.PARAMETER Task
    What to do.
.PARAMETER NoBuild
    Package what is staged as it is: after signing it, say.
.EXAMPLE
    ./build.ps1 Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Coverage', 'Pester', 'Analyze', 'Package', 'Install', 'Clean')]
    [string] $Task = 'Build',

    [switch] $NoBuild
)

$ErrorActionPreference = 'Stop'
$solution = Join-Path $PSScriptRoot 'TwilioEvents.PowerShell.sln'
$out = Join-Path $PSScriptRoot 'out'
$staged = Join-Path $out 'TwilioEvents'

function Invoke-Dotnet {
    dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "'dotnet $args' ended with exit code $LASTEXITCODE." }
}

# Windows brings Pester 3, so the one that dotnet test runs on is taken from NuGet's cache where no newer one is installed.
function Import-Pester {
    $oldest = @(([xml] [IO.File]::ReadAllText((Join-Path $PSScriptRoot 'Directory.Packages.props'))).Project.PropertyGroup.PesterVersion)[0]
    if (Get-Module Pester -ListAvailable | Where-Object Version -ge $oldest) { return Import-Module Pester -MinimumVersion $oldest }
    $folder = 'nuget', 'locals', 'global-packages', '--list'
    $cache = "$(Invoke-Dotnet @folder)" -replace '^global-packages: '
    $pester = [IO.Path]::Combine($cache, 'pester', $oldest, 'tools', 'Pester.psd1')
    if (-not (Test-Path $pester)) { throw "Pester $oldest or newer is not installed, and $pester is missing: 'dotnet restore' brings it." }
    Import-Module $pester
}

# The variables of Twilio and a profile of its CLI do not reach the tests.
function Invoke-PesterTest {
    Import-Pester
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = Join-Path (Join-Path $PSScriptRoot 'tests') 'Pester'
    $configuration.Run.Throw = $true
    $before = Get-ChildItem env:
    $userHome = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))
    try {
        Remove-Item env:TWILIO_*
        $env:HOME = $env:USERPROFILE = $userHome.FullName
        Invoke-Pester -Configuration $configuration
    }
    finally {
        Remove-Item env:HOME, env:USERPROFILE
        $before | ForEach-Object { [Environment]::SetEnvironmentVariable($_.Name, $_.Value) }
        Remove-Item $userHome -Recurse -Force
    }
}

function Invoke-Analysis {
    $analyzer = Get-Module PSScriptAnalyzer -ListAvailable | Sort-Object Version | Select-Object -Last 1
    if (-not $analyzer) { return Write-Warning 'The scripts were not analyzed: PSScriptAnalyzer is not installed.' }
    $settings = Import-PowerShellDataFile (Join-Path $PSScriptRoot 'PSScriptAnalyzerSettings.psd1')
    if (-not (Test-Path (Join-Path $analyzer.ModuleBase 'compatibility_profiles'))) {
        Write-Warning 'PSUseCompatibleCommands was skipped: this PSScriptAnalyzer comes without its compatibility profiles.'
        $settings.Rules.Remove('PSUseCompatibleCommands')
    }
    $made = '[\\/](bin|obj|out)[\\/]'
    $scripts = Get-ChildItem $PSScriptRoot -Recurse -File -Include *.ps1, *.psm1, *.psd1 | Where-Object { $_.FullName.Substring($PSScriptRoot.Length) -notmatch $made }
    $docs = Get-ChildItem (Join-Path $PSScriptRoot 'docs') -Filter *.md | ForEach-Object FullName
    $pages = @(Join-Path $PSScriptRoot 'README.md') + $docs | ForEach-Object { [IO.File]::ReadAllText($_) }
    $byHand = $pages | Where-Object { -not $_.StartsWith('<!-- Written by') }
    $blocks = $byHand | ForEach-Object { [regex]::Matches($_, '(?s)```powershell\r?\n(.*?)```') }
    $findings = @(
        $scripts | ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName -Settings $settings }
        $blocks | ForEach-Object { Invoke-ScriptAnalyzer -ScriptDefinition $_.Groups[1].Value -Settings $settings }
    )
    $findings | Format-List RuleName, Severity, ScriptPath, Line, Message, Extent | Out-Host
    if ($findings) { throw "PSScriptAnalyzer has $($findings.Count) finding(s) in the scripts or in the pages." }
    "PSScriptAnalyzer has no finding in $(@($scripts).Count) scripts and $(@($blocks).Count) blocks of $(@($byHand).Count) pages."
}

function Get-UserModuleFolder {
    if ($PSVersionTable.PSEdition -eq 'Desktop') { return Join-Path ([Environment]::GetFolderPath('MyDocuments')) 'WindowsPowerShell\Modules' }
    if ($IsWindows) { return Join-Path ([Environment]::GetFolderPath('MyDocuments')) 'PowerShell\Modules' }
    $data = if ($env:XDG_DATA_HOME) { $env:XDG_DATA_HOME } else { Join-Path $HOME '.local/share' }
    Join-Path $data 'powershell/Modules'
}

switch ($Task) {
    'Build' { Invoke-Dotnet build $solution -c Release }
    'Test' {
        Invoke-Dotnet test $solution -c Release
        Invoke-Analysis
    }
    'Coverage' {
        foreach ($name in 'TwilioEvents.Client', 'TwilioEvents.Sandbox') {
            $measure = '-p:CollectCoverage=true', "-p:Include=[$name]*", "-p:CoverletOutput=$(Join-Path $out 'coverage')/$name"
            Invoke-Dotnet test ([IO.Path]::Combine($PSScriptRoot, 'tests', "$name.Tests")) --framework net10.0 @measure
        }
    }
    'Pester' { Invoke-PesterTest }
    'Analyze' { Invoke-Analysis }
    'Package' {
        $run = @('run', '-c', 'Release', '--project', (Join-Path (Join-Path $PSScriptRoot 'tools') 'Packager'))
        if ($NoBuild) { $run += '--no-build' }
        Invoke-Dotnet @run
    }
    'Install' {
        Invoke-Dotnet build (Join-Path (Join-Path $PSScriptRoot 'src') 'TwilioEvents.PowerShell') -c Release
        $version = (Import-PowerShellDataFile (Join-Path $staged 'TwilioEvents.psd1')).ModuleVersion
        $target = Join-Path (Join-Path (Get-UserModuleFolder) 'TwilioEvents') $version
        if (Test-Path $target) { Remove-Item $target -Recurse }
        $null = New-Item -ItemType Directory -Path $target -Force
        Copy-Item (Join-Path $staged '*') $target -Recurse
        "Installed TwilioEvents $version in $target"
    }
    'Clean' {
        Invoke-Dotnet clean $solution -c Release
        if (Test-Path $out) { Remove-Item $out -Recurse }
    }
}
