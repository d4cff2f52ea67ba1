<#
.SYNOPSIS
    Builds, tests, packages or installs the module. MSBuild does the work.
.EXAMPLE
    ./build.ps1 Build
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package', 'Install', 'Clean')]
    [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
$staged = Join-Path (Join-Path $PSScriptRoot 'out') 'TwilioEvents'

function Invoke-Checked {
    param([scriptblock] $Command)
    & $Command
    if ($LASTEXITCODE -ne 0) { throw "'$Command' ended with exit code $LASTEXITCODE." }
}

function Build { Invoke-Checked { dotnet build (Join-Path $PSScriptRoot 'TwilioEvents.PowerShell.sln') -c Release } }

switch ($Task) {
    'Build' { Build }
    'Clean' {
        Invoke-Checked { dotnet clean (Join-Path $PSScriptRoot 'TwilioEvents.PowerShell.sln') -c Release }
        $out = Join-Path $PSScriptRoot 'out'
        if (Test-Path $out) { Remove-Item $out -Recurse }
    }
    'Test' {
        Invoke-Checked { dotnet test (Join-Path $PSScriptRoot 'TwilioEvents.PowerShell.sln') -c Release }
        Import-Module Pester -MinimumVersion 5.0
        $configuration = New-PesterConfiguration
        $configuration.Run.Path = Join-Path (Join-Path $PSScriptRoot 'tests') 'Pester'
        $configuration.Run.Throw = $true
        Invoke-Pester -Configuration $configuration
    }
    'Package' {
        Build
        $packages = Join-Path (Join-Path $PSScriptRoot 'out') 'packages'
        $null = New-Item -ItemType Directory -Path $packages -Force
        Compress-PSResource -Path $staged -DestinationPath $packages
    }
    'Install' {
        Build
        $version = (Import-PowerShellDataFile (Join-Path $staged 'TwilioEvents.psd1')).ModuleVersion
        $documents = [Environment]::GetFolderPath('MyDocuments')
        $modules = if ($PSVersionTable.PSEdition -eq 'Desktop') { Join-Path $documents 'WindowsPowerShell\Modules' }
        elseif ($IsWindows) { Join-Path $documents 'PowerShell\Modules' }
        else { Join-Path $HOME '.local/share/powershell/Modules' }
        $target = Join-Path (Join-Path $modules 'TwilioEvents') $version
        if (Test-Path $target) { Remove-Item $target -Recurse }
        $null = New-Item -ItemType Directory -Path $target -Force
        Copy-Item (Join-Path $staged '*') $target -Recurse
        "Installed TwilioEvents $version in $target"
    }
}
