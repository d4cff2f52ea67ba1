using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using TwilioEvents.Binding;

namespace TwilioEvents.Commands;

/// <summary>Which parameters are on the command line, as opposed to those that the pipeline gives. To be made before
/// the first input.</summary>
internal sealed class CommandLine
{
    private readonly InvocationInfo invocation;
    private readonly HashSet<string> names;

    public CommandLine(PSCmdlet command)
    {
        this.invocation = command.MyInvocation;
        this.names = new HashSet<string>(this.invocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);
        this.HasSid = this.names.Any(name => command.GetType().GetProperty(name)?.IsDefined(typeof(SidTransformationAttribute)) == true);
    }

    /// <summary>Whether a Sid stands on the command line.</summary>
    public bool HasSid { get; }

    /// <summary>Whether a parameter is on the command line.</summary>
    public bool Has(string parameter) => this.names.Contains(parameter);

    /// <summary>Whether the input in hand gives a parameter that counts.</summary>
    public bool IsGivenByInput(Func<string, bool> counts)
    {
        foreach (string name in this.invocation.BoundParameters.Keys)
        {
            if (!this.Has(name) && counts(name)) return true;
        }

        return false;
    }
}
