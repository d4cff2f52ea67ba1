using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using TwilioEvents.Webhooks.Http;
using TwilioEvents.Webhooks.Tests.Http;

namespace TwilioEvents.Webhooks.Tests.Receiving;

/// <summary>Writes requests as Twilio does: the hash of the body in the query, and the whole URL signed.</summary>
internal static class TwilioSender
{
    public const string Token = "0123456789abcdef0123456789abcdef";
    public const string Destination = "https://abc.example/events";

    public static ObjectFactory Objects { get; } = properties => properties.ToDictionary(pair => pair.Key, pair => pair.Value);

    public static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (char c in text) secret.AppendChar(c);
        return secret;
    }

    /// <summary>An event with an id that is its number.</summary>
    public static string Event(int number, string type = "com.twilio.test", string more = "") =>
        "{\"specversion\":\"1.0\",\"type\":\"" + type + "\",\"source\":\"/s\",\"id\":\""
            + number.ToString(CultureInfo.InvariantCulture) + "\"" + more + "}";

    public static string Batch(IEnumerable<int> numbers) => "[" + string.Join(",", numbers.Select(number => Event(number))) + "]";

    /// <summary>The query that Twilio adds.</summary>
    public static string Query(byte[] body) => "?bodySHA256=" + Convert.ToHexStringLower(SHA256.HashData(body));

    // Twilio's algorithm.
#pragma warning disable CA5350
    public static string Sign(string url, string token = Token) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(url)));
#pragma warning restore CA5350

    /// <summary>A request that Twilio sends.</summary>
    public static byte[] Bytes(string body, string destination = Destination, string method = "POST", string headers = "",
        string path = "/", string token = Token)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        string query = Query(bytes);
        return [.. Encoding.UTF8.GetBytes(method + " " + path + query + " HTTP/1.1\r\nHost: localhost:8080\r\nX-Twilio-Signature: "
            + Sign(destination + query, token) + "\r\n" + headers + "Content-Length: " + bytes.Length + "\r\n\r\n"), .. bytes];
    }

    public static HttpRequest Signed(string body, string destination = Destination, string method = "POST", string headers = "",
        string path = "/", string token = Token) => Read(Bytes(body, destination, method, headers, path, token));

    public static HttpRequest Unsigned(string body, string method = "POST", string headers = "") =>
        Read(Encoding.UTF8.GetBytes(method + " /events HTTP/1.1\r\nHost: localhost:8080\r\n" + headers
            + "Content-Length: " + Encoding.UTF8.GetByteCount(body) + "\r\n\r\n" + body));

    public static HttpRequest Read(byte[] bytes)
    {
        ParsedRequest request = ParsedConnection.Read(bytes).Requests.Single();
        return new HttpRequest(request.Head, request.Body, HttpBodyState.Whole);
    }
}
