using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using TwilioEvents.Json;
using TwilioEvents.Sandbox.Http;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Operations;

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
    /// <param name="resources">What makes the addresses of the pages.</param>
    /// <param name="table">What is listed.</param>
    /// <param name="key">The name of the list in the answer.</param>
    /// <param name="show">What an item of the list is in the answer.</param>
    /// <param name="matches">Which items belong to the list; null for all.</param>
    /// <param name="filters">The filters that the addresses of the pages repeat.</param>
    /// <typeparam name="T">What is listed.</typeparam>
    /// <exception cref="Refusal">A value is not a number, is out of its range, or is not a token.</exception>
    public static SandboxAnswer List<T>(
        SandboxRequest request,
        Resources resources,
        Table<T> table,
        string key,
        Func<T, JsonMap> show,
        Func<T, bool>? matches = null,
        params string[] filters)
        where T : class
    {
        int size = PageSize(request);
        int page = Number(request, "Page", 0, 0, int.MaxValue - 1);
        string? token = request.Query["PageToken"];
        int start = token is null ? 0 : table.IndexAfter(NumberOf(token));

        IReadOnlyList<Row<T>> rows = table.Rows;
        var items = new List<object?>();
        string? next = null;
        Row<T>? last = null;
        for (int i = start; i < rows.Count; i++)
        {
            if (!Matches(i)) continue;
            if (last is not null && items.Count == size)
            {
                next = Address(page + 1, TokenPrefix + last.Number.ToString(CultureInfo.InvariantCulture));
                break;
            }

            last = rows[i];
            items.Add(show(last.Value));
        }

        return SandboxAnswer.Ok(new JsonMap
        {
            [key] = items,
            ["meta"] = new JsonMap
            {
                ["page"] = page,
                ["page_size"] = size,
                ["first_page_url"] = Address(0, null),
                ["previous_page_url"] = Previous(),
                ["url"] = Address(page, token),
                ["next_page_url"] = next,
                ["key"] = key,
            },
        });

        bool Matches(int index) => matches is null || matches(rows[index].Value);

        string? Previous()
        {
            int before = 0;
            for (int i = start - 1; i >= 0; i--)
            {
                if (!Matches(i) || ++before <= size) continue;
                return Address(Math.Max(page - 1, 0), TokenPrefix + rows[i].Number.ToString(CultureInfo.InvariantCulture));
            }

            return before == 0 ? null : Address(Math.Max(page - 1, 0), null);
        }

        string Address(int index, string? pageToken)
        {
            IEnumerable<string> given = filters
                .Where(filter => request.Query[filter] is not null)
                .Select(filter => filter + "=" + Uri.EscapeDataString(request.Query[filter]!));
            string sizeAndPage = FormattableString.Invariant($"PageSize={size}&Page={index}");
            IEnumerable<string> place = pageToken is null ? Array.Empty<string>() : new[] { "PageToken=" + pageToken };
            return resources.UrlOf(request.Path) + "?" + string.Join("&", given.Concat(new[] { sizeAndPage }).Concat(place));
        }
    }

    private static int PageSize(SandboxRequest request)
    {
        string? text = request.Query["PageSize"];
        bool isNumber = BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger size);
        const string TooLarge = "Page size too large, must be less than or equal to 1000";
        if (isNumber && size > MaximumSize) throw Refusal.BadRequest(Refusal.PageTooLarge, TooLarge);
        return Number(request, "PageSize", DefaultSize, 1, MaximumSize);
    }

    private static int Number(SandboxRequest request, string name, int otherwise, int minimum, int maximum)
    {
        string? text = request.Query[name];
        if (text is null) return otherwise;
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (isNumber && number >= minimum && number <= maximum) return number;
        string problem = FormattableString.Invariant($"{name} '{PlainText.Show(text)}' is not an integer from {minimum} to {maximum}");
        throw Refusal.BadRequest(Refusal.BadPaging, problem);
    }

    private static long NumberOf(string token)
    {
        string digits = token.StartsWith(TokenPrefix, StringComparison.Ordinal) ? token.Substring(TokenPrefix.Length) : string.Empty;
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return number;
        throw Refusal.BadRequest(Refusal.BadPaging, "PageToken '" + PlainText.Show(token) + "' is not one that the sandbox gave");
    }
}
