using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using CsCheck;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

/// <summary>
/// Whatever several clients ask a served sandbox at once: there is an order of their requests, one after the other, in which a
/// plain model gives every answer that came.
/// </summary>
public sealed class OrderTests
{
    private static readonly Gen<Call> Calls = Gen.Select(Gen.Enum<Kind>(), Gen.Int[0, 2], (kind, number) => new Call(kind, number));

    private enum Kind
    {
        Create,
        Rename,
        Read,
        Delete,
        Count,
    }

    [Fact]
    public async Task Any_requests_of_three_clients_are_explained_by_some_order() =>
        await Gen.Select(Calls.Array[1, 4], Calls.Array[1, 4], Calls.Array[1, 4], (a, b, c) => new[] { a, b, c })
            .SampleAsync(IsExplainedAsync, iter: 150, threads: 1);

    private static async Task<bool> IsExplainedAsync(Call[][] clients)
    {
        using SandboxServer server = SandboxServer.Start(new SandboxHandler(authToken: SandboxApi.Secret));
        using var http = new HttpClient(new HttpClientHandler { UseProxy = false }) { BaseAddress = server.BaseUri };
        http.DefaultRequestHeaders.Authorization = SandboxApi.Authorization;
        string[][] answers = await Task.WhenAll(clients.Select(calls => Task.Run(async () =>
        {
            var got = new List<string>();
            foreach (Call call in calls) got.Add(await SendAsync(http, call));
            return got.ToArray();
        })));
        return Explains(new Model(ImmutableDictionary<int, string>.Empty.Add(0, "a").Add(1, "b").Add(2, "c"), 6), new int[clients.Length]);

        bool Explains(Model model, int[] done)
        {
            bool isOver = true;
            for (int client = 0; client < clients.Length; client++)
            {
                if (done[client] == clients[client].Length) continue;
                isOver = false;
                (Model next, string answer) = model.Apply(clients[client][done[client]]);
                if (answer != answers[client][done[client]]) continue;
                done[client]++;
                bool explains = Explains(next, done);
                done[client]--;
                if (explains) return true;
            }

            return isOver;
        }
    }

    private static async Task<string> SendAsync(HttpClient http, Call call)
    {
        string path = "/v1/Sinks/DG" + new string("bdf"[call.Number], 32);
        (HttpMethod method, string uri, string? form) = call.Kind switch
        {
            Kind.Create => (HttpMethod.Post, "/v1/Sinks", SandboxApi.Webhook),
            Kind.Rename => (HttpMethod.Post, path, "Description=" + call.Name),
            Kind.Read => (HttpMethod.Get, path, null),
            Kind.Delete => (HttpMethod.Delete, path, null),
            _ => (HttpMethod.Get, "/v1/Sinks?PageSize=100", default(string)),
        };
        using var request = new HttpRequestMessage(method, uri);
        if (form is not null) request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using HttpResponseMessage response = await http.SendAsync(request);
        var reply = new SandboxReply((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        return call.Kind switch
        {
            Kind.Create or Kind.Delete => reply.Status.ToString(CultureInfo.InvariantCulture),
            Kind.Count => reply.Items.Count().ToString(CultureInfo.InvariantCulture),
            _ => Shown(reply.Status == 200 ? reply["description"] : null),
        };
    }

    // Nobody has renamed it where the name has several words.
    private static string Shown(string? description) =>
        description is null ? "404" : description.Contains(' ', StringComparison.Ordinal) ? "as it was" : description;

    private sealed record Call(Kind Kind, int Number)
    {
        public string Name { get; } = "n" + Guid.NewGuid().ToString("N");
    }

    /// <summary>What a sandbox is, for these calls: names by number, and how many sinks there are.</summary>
    private sealed record Model(ImmutableDictionary<int, string> Names, int Count)
    {
        public (Model Next, string Answer) Apply(Call call)
        {
            string? name = this.Names.TryGetValue(call.Number, out string? found) ? found : null;
            return call.Kind switch
            {
                Kind.Create => (this with { Count = this.Count + 1 }, "201"),
                Kind.Count => (this, this.Count.ToString(CultureInfo.InvariantCulture)),
                _ when name is null => (this, "404"),
                Kind.Delete => (new Model(this.Names.Remove(call.Number), this.Count - 1), "204"),
                Kind.Rename => (this with { Names = this.Names.SetItem(call.Number, call.Name) }, call.Name),
                _ => (this, name.Length == 1 ? "as it was" : name),
            };
        }
    }
}
