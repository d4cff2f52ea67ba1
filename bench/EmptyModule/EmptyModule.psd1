@{
    RootModule        = 'EmptyModule.dll'
    ModuleVersion     = '1.0.0'
    GUID              = 'd1b1f7a0-3d2e-4f3f-9a64-3b8c2a1e5f10'
    Author            = 'TwilioEvents contributors'
    Description       = 'A binary module with one cmdlet that does nothing: the floor of the import time.'
    FunctionsToExport = @()
    CmdletsToExport   = @('Get-Nothing')
    VariablesToExport = @()
    AliasesToExport   = @()
}
