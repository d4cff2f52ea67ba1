using System;
using System.Management.Automation;
using TwilioEvents.Binding;

namespace TwilioEvents;

/// <summary>
/// Notes with the first argument that somebody chooses a connection. Where another argument cannot be bound, such
/// as a secret that a vault did not have, Connect-TwilioEvents never runs, and a script that goes on must not reach
/// the account before, or one that nobody chose. Changes nothing of the argument.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BeginsConnectAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        RunspaceConnections.BeginConnect();
        return inputData;
    }
}
