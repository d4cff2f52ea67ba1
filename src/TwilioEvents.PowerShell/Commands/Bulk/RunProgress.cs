using System;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>The progress bar of a run that takes longer than a second: a few updates a second, gone at the end.</summary>
internal sealed class RunProgress
{
    private static readonly TimeSpan ShowAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UpdateInterval = TimeSpan.FromMilliseconds(250);

    private readonly TwilioCommand command;
    private readonly CommandObserver observer;
    private readonly Stopwatch sinceStart = Stopwatch.StartNew();
    private TimeSpan nextUpdate = ShowAfter;
    private ProgressRecord? record;
    private int done;
    private int failed;

    public RunProgress(TwilioCommand command, CommandObserver observer)
    {
        this.command = command;
        this.observer = observer;
    }

    /// <summary>How many there are in all; null where only the pipe upstream knows.</summary>
    public int? Total { get; set; }

    public void Count(bool failed)
    {
        this.done++;
        if (failed) this.failed++;
        this.Update();
    }

    public void Update()
    {
        TimeSpan elapsed = this.sinceStart.Elapsed;
        if (elapsed < this.nextUpdate) return;
        this.nextUpdate = elapsed + UpdateInterval;
        double rate = this.done / elapsed.TotalSeconds;
        string status = Number(this.done) + (this.Total is int all ? " of " + Number(all) : string.Empty) + " done"
            + (this.failed > 0 ? ", " + Number(this.failed) + " failed" : string.Empty)
            + ", " + rate.ToString("0.#", CultureInfo.InvariantCulture) + " a second"
            + (this.observer.Retries > 0 ? ", " + Number(this.observer.Retries) + (this.observer.Retries == 1 ? " retry" : " retries")
                : string.Empty);
        this.record ??= new ProgressRecord(Math.Abs(this.GetHashCode()), this.command.MyInvocation.MyCommand.Name, status);
        this.record.StatusDescription = status;
        if (this.Total is int total)
        {
            this.record.PercentComplete = Math.Min(100, 100 * this.done / total);
            if (this.done > 0) this.record.SecondsRemaining = (int)Math.Min(int.MaxValue, (total - this.done) / rate);
        }

        this.command.WriteProgress(this.record);
    }

    /// <summary>Takes the bar away. Where the pipeline takes nothing any more, the host has done so itself.</summary>
    public void Complete()
    {
        if (this.record is null) return;
        this.record.RecordType = ProgressRecordType.Completed;
        try
        {
            this.command.WriteProgress(this.record);
        }
        catch (Exception e) when (e is PipelineStoppedException or InvalidOperationException or ActionPreferenceStopException)
        {
            // Ctrl+C, or a $ProgressPreference of Stop.
        }

        this.record = null;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
