<#
.SYNOPSIS
    Reads the events of a Kinesis sink from its stream.
.DESCRIPTION
    Writes each event into the pipeline, and then notes in a file how far it
    read in each shard. The next run goes on from there. Where a run ends in
    the midst of an answer of Kinesis, the records of that answer come
    again: drop by Id what came twice.

    A record that is not an event is an error, and the next ones are read.

    It reads shard after shard, which suits small jobs. For more, take AWS
    Lambda or the Kinesis Client Library.

    It needs the module AWS.Tools.Kinesis, and credentials that AWS's
    modules find by themselves. This script was tried with stand-ins for the
    commands of AWS.Tools.Kinesis that return what AWS documents; with
    AWS.Tools itself it was not run.
.PARAMETER StreamName
    The name of the stream.
.PARAMETER CheckpointPath
    The file that notes how far each shard was read. Without it, reading
    begins with the oldest record of the stream.
.PARAMETER Region
    The region of the stream. Without it, the default of AWS's modules.
.PARAMETER IntervalSec
    Seconds between two rounds, in which there was nothing more to read.
.PARAMETER Once
    Ends when everything was read: for a scheduler that brings its own
    interval.
.EXAMPLE
    ./samples/Read-TwilioKinesisStream.ps1 twilio-events checkpoint.xml |
        ForEach-Object { Add-Content events.jsonl $_.ToJson() }

    Appends each event to a file when it comes. Ctrl+C ends it.
.EXAMPLE
    ./samples/Read-TwilioKinesisStream.ps1 twilio-events checkpoint.xml -Region us-east-1 -Once |
        Where-Object Type -like '*.failed'

    What failed since the last time.
.OUTPUTS
    TwilioEvents.TwilioEvent: the events.
#>
#Requires -Modules TwilioEvents, AWS.Tools.Kinesis
[CmdletBinding()]
param(
    [Parameter(Mandatory, HelpMessage = 'The name of the stream')]
    [string] $StreamName,

    [Parameter(Mandatory, HelpMessage = 'The file that notes how far each shard was read')]
    [string] $CheckpointPath,

    [string] $Region,

    [ValidateRange(1, 86400)]
    [int] $IntervalSec = 1,

    [switch] $Once
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$common = @{}
if ($Region) { $common.Region = $Region }
$read = if (Test-Path -LiteralPath $CheckpointPath) { Import-Clixml -LiteralPath $CheckpointPath } else { @{} }
while ($true) {
    foreach ($shard in Get-KINShardList -StreamName $StreamName @common) {
        $from = if ($read.ContainsKey($shard.ShardId)) {
            @{ ShardIteratorType = 'AFTER_SEQUENCE_NUMBER'; StartingSequenceNumber = $read[$shard.ShardId] }
        }
        else { @{ ShardIteratorType = 'TRIM_HORIZON' } }
        $iterator = Get-KINShardIterator -StreamName $StreamName -ShardId $shard.ShardId @from @common

        # An answer can be empty although there is more.
        do {
            $answer = Get-KINRecord -ShardIterator $iterator @common
            if ($answer.Records) {
                # Stopping at a record that is not an event would mean to stop at it each time.
                $answer.Records | ConvertFrom-TwilioEvent -ErrorAction Continue

                # The events are in the hands of the next command. A run that ends here leaves the old file or the new one.
                $read[$shard.ShardId] = $answer.Records[-1].SequenceNumber
                $read | Export-Clixml -LiteralPath "$CheckpointPath.new"
                Move-Item -LiteralPath "$CheckpointPath.new" $CheckpointPath -Force
            }
            $iterator = $answer.NextShardIterator
        } while ($iterator -and $answer.MillisBehindLatest -gt 0)
    }
    if ($Once) { break }
    Start-Sleep -Seconds $IntervalSec
}
