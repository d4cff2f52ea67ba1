@{
    Severity = @('Error', 'Warning', 'Information')
    Rules    = @{
        PSUseCompatibleSyntax   = @{
            Enable         = $true
            TargetVersions = @('5.1', '7.0')
        }
        PSUseCompatibleCommands = @{
            Enable         = $true
            # Windows PowerShell 5.1 and PowerShell 7 on Windows Server 2019, PowerShell 7 on Ubuntu. PSScriptAnalyzer brings them.
            TargetProfiles = @(
                'win-8_x64_10.0.17763.0_5.1.17763.316_x64_4.0.30319.42000_framework'
                'win-8_x64_10.0.17763.0_7.0.0_x64_3.1.2_core'
                'ubuntu_x64_18.04_7.0.0_x64_3.1.2_core'
            )
            # Windows has Pester 3, which the tests do not use, and PowerShell on Ubuntu has none.
            IgnoreCommands = @('Describe', 'Context', 'It', 'Should', 'BeforeAll', 'BeforeEach', 'AfterAll', 'AfterEach', 'Invoke-Pester')
        }
    }
}
