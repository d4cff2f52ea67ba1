# Runs commands as if somebody typed them; pwsh's own console writes what comes of them.

# Errors go where the output goes, so that both keep their order. PowerShell breaks lines at words only in some languages, and
# Linux's culture C is not one of them.
function Initialize-Console([string] $Rendering, [bool] $IsCaptured) {
    [Console]::SetError([Console]::Out)
    [Threading.Thread]::CurrentThread.CurrentCulture = [cultureinfo] 'en-US'
    if ([Console]::IsOutputRedirected) { $PSStyle.OutputRendering = $Rendering }

    # Elsewhere a console that is redirected has 80 columns.
    if ($IsCaptured -and $IsWindows) {
        $Host.UI.RawUI.WindowSize = [Management.Automation.Host.Size]::new(80, 25)
        $Host.UI.RawUI.BufferSize = [Management.Automation.Host.Size]::new(80, 1000)
    }
}

# A session of its own, as in a new window, in a folder with the files that the samples read.
function Open-Session([string] $Root, [string] $Folder) {
    $null = New-Item $Folder -ItemType Directory -Force
    Copy-Item ([IO.Path]::Combine($Root, 'samples', 'Quickstart', 'Files', '*')) $Folder
    $runspace = [runspacefactory]::CreateRunspace($Host)
    $runspace.ThreadOptions = 'UseCurrentThread'
    $runspace.Open()

    # It added the folders of the user and the machine.
    $env:PSModulePath = Join-Path $PSHOME 'Modules'
    @{ Runspace = $runspace; Root = $Root; Folder = $Folder }
}

# Types each statement by itself, and returns the count of objects, the errors and the warnings.
function Send-Command([hashtable] $Session, [string] $Command) {
    $state = $Session.Runspace.SessionStateProxy
    $state.GetVariable('Error').Clear()
    $objects, $warnings = 0, @()
    foreach ($statement in [Management.Automation.Language.Parser]::ParseInput($Command, [ref] $null, [ref] $null).EndBlock.Statements) {
        # The manifest that the quick start and README.md import is the one in the root.
        $inRoot = "$statement".StartsWith('Import-Module ./')
        $null = $state.Path.SetLocation($(if ($inRoot) { $Session.Root } else { $Session.Folder }))
        $state.SetVariable('written', $null)
        $shell = [powershell]::Create()
        $shell.Runspace = $Session.Runspace

        # As the console does it: errors go down the pipe with the output and are formatted there.
        $null = $shell.AddScript("$statement")
        $shell.Commands.Commands[0].MergeMyResults('Error', 'Output')
        $null = $shell.AddCommand('Out-Default').AddParameter('OutVariable', 'written')
        try { $null = $shell.Invoke() }
        catch {
            $ended = [powershell]::Create().AddCommand('Out-Default')
            $ended.Runspace = $Session.Runspace
            $null = $ended.Invoke(@($_.Exception.InnerException.ErrorRecord))
            $ended.Dispose()
        }
        $objects += @($state.GetVariable('written') | Where-Object { $null -ne $_ }).Count
        $warnings += $shell.Streams.Warning
        $shell.Dispose()
    }
    @{ Objects = $objects; Errors = @($state.GetVariable('Error')); Warnings = $warnings }
}
