# Every file of tests begins with this: the module that the build staged, and no module of the user's beside it.
# A runspace adds the user's folders anew when it opens, so one that a test opens itself has to say this, too.
$env:PSModulePath = Join-Path $PSHOME 'Modules'
$script:root = Split-Path (Split-Path $PSScriptRoot)
$script:manifest = [IO.Path]::Combine($root, 'out', 'TwilioEvents', 'TwilioEvents.psd1')
Import-Module $manifest -Force
