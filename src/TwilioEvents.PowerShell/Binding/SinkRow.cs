using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using TwilioEvents.Errors;
using TwilioEvents.Validation;

namespace TwilioEvents.Binding;

/// <summary>
/// A row that describes a new sink, such as one of Import-Csv: it becomes a <see cref="SinkDefinition"/> or a problem
/// in words.
/// </summary>
internal sealed class SinkRow
{
    private const string Columns = "Description and Destination (or Arn, RoleArn and ExternalId)";

    private readonly PSObject cells;

    // Why it is not a row; null where it is one.
    private readonly string? problem;

    /// <summary>Takes what was piped for a row.</summary>
    /// <param name="piped">An object, or a hashtable.</param>
    public SinkRow(object piped)
    {
        object plain = InputKind.Unwrap(piped)!;
        this.cells = plain is IDictionary table ? FromTable(table) : PSObject.AsPSObject(piped);
        this.problem = InputKind.Of(piped) is string kind
            ? "A " + InputKind.ShortName(kind)
                + " was piped, which is not a row that describes a new sink. Pipe rows with the columns " + Columns
                + ", or give the parameters."
            : plain is string or ValueType
                ? "'" + PlainText.Show(plain.ToString(), 60) + "' is not a row. Pipe objects with the properties " + Columns
                    + ", such as those of Import-Csv."
                : null;
        this.Shown = this.problem is null && this.cells.BaseObject is PSCustomObject ? WithoutSecrets(this.cells, piped)
            : MaskedInput.Of(piped)!;
    }

    /// <summary>What an error shows: the row as it was piped, or a copy where it holds what is or may be secret.</summary>
    public object Shown { get; }

    /// <summary>The description of the sink.</summary>
    /// <param name="given">The description of every sink; null where each row has its own.</param>
    /// <exception cref="ArgumentException">There is none, or it cannot be used; the message says why.</exception>
    public string ToDescription(string? given)
    {
        ThrowIf(this.problem);
        string description = given ?? this.Cell("Description", trims: false)
            ?? throw new ArgumentException("The row has no Description. Add that column, or give -Description for all rows.");
        ThrowIf(ValidateDescriptionAttribute.Problem(description));
        return description;
    }

    /// <summary>What the row defines.</summary>
    /// <param name="method">The method where the row has none, or null.</param>
    /// <param name="batchEvents">Whether to batch where the row does not say, or null.</param>
    /// <param name="credential">The user and the password of the destination, or null.</param>
    /// <exception cref="ArgumentException">It defines none; the message says why, and shows no secret.</exception>
    public SinkDefinition ToDefinition(string? method, bool? batchEvents, NetworkCredential? credential)
    {
        ThrowIf(this.problem);
        string? destination = this.Cell("Destination"), arn = this.Cell("Arn"), sinkType = this.Cell("SinkType");
        if (destination is null == arn is null)
        {
            throw new ArgumentException(arn is null
                ? "The row has neither a Destination, which makes a webhook, nor an Arn, which makes a Kinesis stream. Give one of them."
                : "The row has both a Destination, which makes a webhook, and an Arn, which makes a Kinesis stream. Give one of them.");
        }

        if (this.Cell("WriteKey") is not null)
        {
            throw new ArgumentException("The row has a WriteKey, which a row cannot give. Create that sink with -WriteKey and a "
                + "SecureString.");
        }

        SinkDefinition definition = arn is null ? this.ToWebhook(destination!, method, batchEvents, credential) : this.ToKinesis(arn);
        if (sinkType is null || sinkType.Equals(definition.SinkType, StringComparison.OrdinalIgnoreCase)) return definition;
        throw new ArgumentException("The SinkType '" + PlainText.Show(sinkType, 60)
            + "' does not match the other columns of the row. Leave it blank, or use -SinkType and -SinkConfiguration.");
    }

    private SinkDefinition ToWebhook(string destination, string? method, bool? batchEvents, NetworkCredential? credential)
    {
        ThrowIf(DestinationTransformationAttribute.Problem(destination));
        string? ownMethod = this.Cell("Method"), ownBatchEvents = this.Cell("BatchEvents");
        if (ownMethod is not null && !SinkShape.IsMethod(ownMethod))
        {
            throw new ArgumentException("The Method '" + PlainText.Show(ownMethod, 20) + "' is neither POST nor GET.");
        }

        if (ownBatchEvents is not null && !BooleanTransformationAttribute.Parse(ownBatchEvents, out batchEvents))
        {
            throw new ArgumentException("BatchEvents '" + PlainText.Show(ownBatchEvents, 20) + "' is neither true nor false.");
        }

        return SinkDefinition.Webhook(new Uri(destination), ownMethod ?? method, batchEvents, credential);
    }

    private SinkDefinition ToKinesis(string arn)
    {
        string? roleArn = this.Cell("RoleArn"), externalId = this.Cell("ExternalId");
        ThrowIf(ValidateArnAttribute.Problem(arn, "kinesis"));
        if (roleArn is null || externalId is null)
        {
            throw new ArgumentException("The row has an Arn, but no " + (roleArn is null ? "RoleArn" : "ExternalId") + ".");
        }

        ThrowIf(ValidateArnAttribute.Problem(roleArn, "iam"));
        return SinkDefinition.Kinesis(arn, roleArn, externalId);
    }

    private static void ThrowIf(string? problem)
    {
        if (problem is not null) throw new ArgumentException(problem);
    }

    // Blank counts as absent.
    private string? Cell(string column, bool trims = true)
    {
        string? text = this.cells.Properties[column]?.Value is object value ? LanguagePrimitives.ConvertTo<string>(value) : null;
        return string.IsNullOrWhiteSpace(text) ? null : trims ? text!.Trim() : text;
    }

    // A row that is written as a hashtable.
    private static PSObject FromTable(IDictionary table)
    {
        var row = new PSObject();
        foreach (DictionaryEntry cell in table)
        {
            row.Properties.Add(new PSNoteProperty(Convert.ToString(cell.Key, CultureInfo.InvariantCulture), cell.Value));
        }

        return row;
    }

    private static object WithoutSecrets(PSObject row, object piped)
    {
        var copy = new PSObject();
        bool holdsSecret = false;
        foreach (PSPropertyInfo column in row.Properties)
        {
            object? value = InputKind.Unwrap(column.Value), shown = value switch
            {
                null or ValueType => column.Value,
                _ when SecretNames.IsSecret(column.Name) => string.IsNullOrWhiteSpace(value as string ?? "x") ? value : SecretMask.Mask,
                string text => SecretMask.MaskText(text),

                // What is nested is not a cell of a row, and may hold anything.
                _ => SecretMask.Mask,
            };
            holdsSecret |= !Equals(shown, column.Value);
            copy.Properties.Add(new PSNoteProperty(column.Name, shown));
        }

        return holdsSecret ? copy : piped;
    }
}
