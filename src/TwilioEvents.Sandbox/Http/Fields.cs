using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace TwilioEvents.Sandbox.Http;

/// <summary>The fields of a query or a form, in their order. Names are case-sensitive, and may come more than once.</summary>
internal sealed class Fields
{
    private readonly List<KeyValuePair<string, string>> fields = new();

    public Fields(string text)
    {
        foreach (string field in text.Split('&'))
        {
            int equals = field.IndexOf('=');
            if (equals < 0) continue;
            string name = WebUtility.UrlDecode(field.Substring(0, equals)), value = WebUtility.UrlDecode(field.Substring(equals + 1));
            this.fields.Add(new KeyValuePair<string, string>(name, value));
        }
    }

    /// <summary>The first value under a name, or null where there is none.</summary>
    public string? this[string name] => this.All(name).FirstOrDefault();

    public IEnumerable<string> All(string name) => this.fields.Where(field => field.Key == name).Select(field => field.Value);

    /// <summary>The first value under a name.</summary>
    /// <exception cref="Refusal">There is none, or it is blank.</exception>
    public string Required(string name) => string.IsNullOrWhiteSpace(this[name]) ? throw Refusal.Missing(name) : this[name]!;

    /// <summary>The field Description.</summary>
    /// <param name="blank">What is said where it is there and blank: Twilio has a code for it with each resource.</param>
    /// <exception cref="Refusal">It is absent or blank.</exception>
    public string Description(Refusal blank)
    {
        string text = this["Description"] ?? throw Refusal.Missing("Description");
        return string.IsNullOrWhiteSpace(text) ? throw blank : text;
    }
}
