using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Binding;

namespace TwilioEvents.Commands;

/// <summary>What is piped to a command that works on whole accounts: a connection, or a row with a column Connection.</summary>
internal sealed class PipedConnection : PipedAccount
{
    private const string Column = "Connection";

    /// <summary>The whole input object: a connection, or a row whose other columns fill the names in a document.</summary>
    [Parameter(ValueFromPipeline = true)]
    [SecretTransformation(typeof(PSObject))]
    public SecretArgument? ConnectionRow { get; set; }

    /// <summary>The input as it was piped; null where there is none.</summary>
    public PSObject? Object => this.ConnectionRow?.Value is object value ? PSObject.AsPSObject(value) : null;

    /// <summary>The connection, or what the column names; null where the input has neither.</summary>
    public ConnectionArgument? Given
    {
        get
        {
            object? given = this.Object?.BaseObject is TwilioEventsConnection connection
                ? connection
                : this.Columns.FirstOrDefault(cell => cell.Key.Equals(Column, System.StringComparison.OrdinalIgnoreCase)).Value;
            return given is null || new ConnectionArgument(given) is not { IsBlank: false } argument ? null : argument;
        }
    }

    /// <summary>The other columns of a row.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Fields =>
        this.Columns.Where(cell => !cell.Key.Equals(Column, System.StringComparison.OrdinalIgnoreCase));

    private IEnumerable<KeyValuePair<string, object?>> Columns => this.Object switch
    {
        { BaseObject: IDictionary table } => table.Cast<DictionaryEntry>().Select(cell =>
            new KeyValuePair<string, object?>(System.Convert.ToString(cell.Key, CultureInfo.InvariantCulture)!, cell.Value)),
        { BaseObject: PSCustomObject } row when InputKind.Of(row) is null =>
            row.Properties.Where(column => column.MemberType is PSMemberTypes.NoteProperty or PSMemberTypes.Property)
                .Select(column => new KeyValuePair<string, object?>(column.Name, column.Value)),
        _ => Enumerable.Empty<KeyValuePair<string, object?>>(),
    };
}
