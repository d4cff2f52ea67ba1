using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>Takes connections of this process. The engine's own error repeats what else was given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LiveConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => InputKind.Unwrap(inputData) switch
    {
        null => null,
        TwilioEventsConnection connection => connection,
        IList list => list.Cast<object?>().Select(item => (TwilioEventsConnection?)this.Transform(engineIntrinsics, item)).ToArray(),
        _ when InputKind.Is(inputData, typeof(TwilioEventsConnection).FullName!) =>
            throw new ArgumentTransformationMetadataException("This connection comes from another process, and has no secret. "
                + "Connect here with Connect-TwilioEvents."),
        string => throw new ArgumentTransformationMetadataException("A text was given. Give a connection, such as "
            + "from Get-TwilioEventsConnection, or use -Name."),
        object other => throw new ArgumentTransformationMetadataException("An object of the type " + other.GetType().Name
            + " was given. Give a connection, such as from Get-TwilioEventsConnection."),
    };
}
