# What the user of this machine has does not reach the tests.
Describe 'The tests' {
    It 'see no variable of Twilio' {
        @(Get-ChildItem env:TWILIO_*).Name | Should -BeNullOrEmpty
    }

    It 'see a home without a profile of the CLI of Twilio' {
        $folder = if ($env:HOME) { $env:HOME } else { $env:USERPROFILE }
        $folder | Should -Match ('^' + [regex]::Escape([IO.Path]::GetTempPath()))
        Join-Path $folder '.twilio-cli' | Should -Not -Exist
    }
}
