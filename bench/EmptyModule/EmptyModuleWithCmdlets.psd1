@{
    RootModule        = 'EmptyModule.dll'
    ModuleVersion     = '1.0.0'
    GUID              = '9f2f0d2e-52c6-4f3d-8a0b-6c1f5d7e2b33'
    Author            = 'TwilioEvents contributors'
    Description       = 'The empty module with its view and all of its cmdlets: the floors of what cmdlets do.'
    FormatsToProcess  = @('EmptyModule.Format.ps1xml')
    FunctionsToExport = @()
    CmdletsToExport   = @('Get-Nothing', 'New-Nothing', 'Set-Nothing', 'Test-Nothing')
    VariablesToExport = @()
    AliasesToExport   = @()
}
