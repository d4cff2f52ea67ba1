using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Tests;

/// <summary>Takes the place of the network: reads a request, and answers as the test says.</summary>
internal sealed class AnsweringHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    /// <summary>Whether the body of a request leaves this machine.</summary>
    public bool ReadsBody { get; init; } = true;

    /// <summary>An answer of Twilio's.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="body">Its body.</param>
    /// <param name="headers">Its other headers, as names and values.</param>
    public static HttpResponseMessage Answer(int status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach ((string name, string value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (this.ReadsBody) Receive(request);
        return Task.FromResult(answer(request));
    }

    private static void Receive(HttpRequestMessage request) => request.Content?.CopyToAsync(Stream.Null).GetAwaiter().GetResult();
}
