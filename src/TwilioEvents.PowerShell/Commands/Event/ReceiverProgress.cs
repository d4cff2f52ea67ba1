using System;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using TwilioEvents.Webhooks.Receiving;

namespace TwilioEvents.Commands;

/// <summary>The progress bar of a receiver: what came so far, a few updates a second, gone at the end.</summary>
internal sealed class ReceiverProgress
{
    private static readonly TimeSpan UpdateInterval = TimeSpan.FromMilliseconds(250);

    private readonly PSCmdlet command;
    private readonly ProgressRecord record;
    private readonly Stopwatch sinceUpdate = new();

    public ReceiverProgress(PSCmdlet command)
    {
        this.command = command;
        this.record = new ProgressRecord(Math.Abs(this.GetHashCode()), command.MyInvocation.MyCommand.Name, "Waiting for events");
    }

    public void Update(EventReceiver receiver)
    {
        if (this.sinceUpdate.IsRunning && this.sinceUpdate.Elapsed < UpdateInterval) return;
        this.sinceUpdate.Restart();
        this.record.StatusDescription = string.Format(CultureInfo.InvariantCulture,
            "{0} written, {1} waiting, {2} of other types; {3} acknowledged, {4} refused",
            receiver.Written, receiver.Waiting, receiver.Unwanted, receiver.Acknowledged, receiver.Refused);
        this.command.WriteProgress(this.record);
    }

    /// <summary>Takes the bar away. Where the pipeline takes nothing any more, the host has done so itself.</summary>
    public void Complete()
    {
        this.record.RecordType = ProgressRecordType.Completed;
        try
        {
            this.command.WriteProgress(this.record);
        }
        catch (Exception e) when (e is PipelineStoppedException or InvalidOperationException or ActionPreferenceStopException)
        {
            // Ctrl+C, or a $ProgressPreference of Stop.
        }
    }
}
