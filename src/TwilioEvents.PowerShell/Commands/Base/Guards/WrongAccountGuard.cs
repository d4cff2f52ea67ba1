using System;
using System.Management.Automation;
using TwilioEvents.Errors;

namespace TwilioEvents.Commands;

/// <summary>Refuses a Sid that comes from another account than the connection goes to.</summary>
internal static class WrongAccountGuard
{
    /// <summary>The error, or null. An API key alone does not say whose it is: then Twilio decides.</summary>
    /// <param name="accountSid">The account of the Sid; null or blank where it is not known.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="item">What is asked for, such as the Sid; null for a list.</param>
    /// <param name="target">The input.</param>
    public static ErrorRecord? Check(string? accountSid, TwilioEventsConnection connection, object? item, object? target)
    {
        if (string.IsNullOrWhiteSpace(accountSid) || connection.AccountSid is not string here) return null;
        if (here.Equals(accountSid!.Trim(), StringComparison.OrdinalIgnoreCase)) return null;
        string what = item is null ? "What is asked for" : PlainText.Show(item.ToString(), 60);
        return ErrorIds.WrongAccount.Record(
            new InvalidOperationException(
                what + " comes from the account " + PlainText.Show(accountSid, 60) + ", but the connection " + connection
                + " goes to the account " + here + ". Nothing was sent. Use -Connection with a connection to the first."),
            target);
    }
}
