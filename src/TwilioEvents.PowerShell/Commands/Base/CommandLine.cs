using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>Which parameters stand on the command line, as opposed to those that the pipeline gives. To be made before
/// the first input.</summary>
internal sealed class CommandLine
{
    private readonly InvocationInfo invocation;
    private readonly HashSet<string> names;

    public CommandLine(InvocationInfo invocation)
    {
        this.invocation = invocation;
        this.names = new HashSet<string>(invocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a parameter stands on the command line.</summary>
    public bool Has(string parameter) => this.names.Contains(parameter);

    /// <summary>Whether a parameter with such an attribute stands on the command line.</summary>
    public bool HasWith<TAttribute>()
        where TAttribute : Attribute => this.names.Any(name =>
            this.invocation.MyCommand.Parameters.TryGetValue(name, out ParameterMetadata? parameter)
                && parameter.Attributes.OfType<TAttribute>().Any());

    /// <summary>The parameters that the input in hand gives.</summary>
    public IEnumerable<string> GivenByInput() => this.invocation.BoundParameters.Keys.Where(name => !this.Has(name));
}
