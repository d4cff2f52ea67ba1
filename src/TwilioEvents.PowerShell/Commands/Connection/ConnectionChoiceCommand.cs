using System.Management.Automation;
using TwilioEvents.Connection;
using TwilioEvents.Errors;

namespace TwilioEvents.Commands;

/// <summary>
/// What the cmdlets share that choose the current connection. If the choice fails for any reason, no connection is
/// current and nothing is used unasked: a script that goes on does not reach an account that it meant to leave.
/// </summary>
public abstract class ConnectionChoiceCommand : CancellableCommand
{
    private bool isUnderWay;

    /// <summary>Writes the connection, which other commands take for -Connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        MaskedInput.Mask(this.MyInvocation.BoundParameters);
        LoadedVersion.Check(this);
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        this.isUnderWay = true;

        // An error record shows what its command was given.
        MaskedInput.Mask(this.MyInvocation.BoundParameters);
        ConnectionStore.ClearCurrent();
        this.Choose();
    }

    /// <summary>Chooses the connection; ends with an error where it cannot.</summary>
    private protected abstract void Choose();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // A parameter could not be bound, in a real pipeline: Tab, Get-Help and Get-Command have none.
        if (disposing && !this.isUnderWay && this.MyInvocation.PipelineLength > 0) ConnectionStore.ClearCurrent();
        base.Dispose(disposing);
    }
}
