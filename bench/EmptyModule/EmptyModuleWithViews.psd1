@{
    RootModule        = 'EmptyModule.dll'
    ModuleVersion     = '1.0.0'
    GUID              = '5a0c2f0e-7c1b-4b0e-9d7e-0f3b6f6b2a11'
    Author            = 'TwilioEvents contributors'
    Description       = 'The empty module with one view: what the engine asks of every module that has any.'
    FormatsToProcess  = @('EmptyModule.Format.ps1xml')
    FunctionsToExport = @()
    CmdletsToExport   = @('Get-Nothing')
    VariablesToExport = @()
    AliasesToExport   = @()
}
