using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox;

/// <summary>
/// Lists in pages, with Twilio's meta. A token says behind which row a page begins, so that a list
/// whose rows are removed on the way loses none. Page is only what the caller counts, as Twilio documents it.
/// </summary>
internal static class Paging
{
    private const int DefaultSize = 50;
    private const int MaximumSize = 1000;
    private const string TokenPrefix = "PT";

    /// <param name="request">The request: PageSize, Page and PageToken in its query.</param>
    /// <param name="table">What is listed.</param>
    /// <param name="key">The name of the list in the answer.</param>
    /// <param name="matches">Which rows belong to the list.</param>
    /// <param name="filters">The filters that the addresses of the pages repeat.</param>
    /// <exception cref="Refusal">A value is no number, out of its range, or no token.</exception>
    public static SandboxAnswer List(SandboxRequest request, Table table, string key, Func<Row, bool> matches, params string[] filters)
    {
        int size = Number(request, "PageSize", DefaultSize, 1, MaximumSize);
        int page = Number(request, "Page", 0, 0, int.MaxValue - 1);
        string? token = request.Query["PageToken"];
        int start = token is null ? 0 : table.IndexAfter(NumberOf(token));

        IReadOnlyList<Row> rows = table.Rows;
        var items = new List<object?>();
        string? next = null;
        Row? last = null;
        for (int i = start; i < rows.Count; i++)
        {
            if (!matches(rows[i])) continue;
            if (last is not null && items.Count == size)
            {
                next = Address(page + 1, TokenPrefix + last.Number.ToString(CultureInfo.InvariantCulture));
                break;
            }

            last = rows[i];
            items.Add(last.Value);
        }

        return SandboxAnswer.Ok(Resources.Map(
            (key, items),
            ("meta", Resources.Map(
                ("page", page),
                ("page_size", size),
                ("first_page_url", Address(0, null)),
                ("previous_page_url", Previous()),
                ("url", Address(page, token)),
                ("next_page_url", next),
                ("key", key)))));

        string? Previous()
        {
            int before = 0;
            for (int i = start - 1; i >= 0; i--)
            {
                if (matches(rows[i]) && ++before > size) return Address(Math.Max(page - 1, 0), TokenPrefix + rows[i].Number.ToString(CultureInfo.InvariantCulture));
            }

            return before == 0 ? null : Address(Math.Max(page - 1, 0), null);
        }

        string Address(int index, string? pageToken)
        {
            IEnumerable<string> given = filters.Where(filter => request.Query[filter] is not null).Select(filter => filter + "=" + Uri.EscapeDataString(request.Query[filter]!));
            IEnumerable<string> paging = new[] { "PageSize=" + size.ToString(CultureInfo.InvariantCulture), "Page=" + index.ToString(CultureInfo.InvariantCulture) };
            IEnumerable<string> place = pageToken is null ? Array.Empty<string>() : new[] { "PageToken=" + pageToken };
            return Resources.Url(request.Path.Skip(1).ToArray()) + "?" + string.Join("&", given.Concat(paging).Concat(place));
        }
    }

    private static int Number(SandboxRequest request, string name, int otherwise, int minimum, int maximum)
    {
        string? text = request.Query[name];
        if (text is null) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum) return number;
        throw Refusal.BadRequest(Refusal.BadPaging, FormattableString.Invariant($"{name} '{PlainText.Show(text)}' is no integer from {minimum} to {maximum}"));
    }

    private static long NumberOf(string token) =>
        token.StartsWith(TokenPrefix, StringComparison.Ordinal) && long.TryParse(token.Substring(TokenPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Refusal.BadRequest(Refusal.BadPaging, "PageToken '" + PlainText.Show(token) + "' is none that the sandbox gave");
}
