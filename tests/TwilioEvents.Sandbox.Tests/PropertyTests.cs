using System;
using System.Linq;
using System.Threading.Tasks;
using CsCheck;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

/// <summary>What holds for any input. CsCheck is not there for .NET Framework, so these do not run on it.</summary>
public sealed class PropertyTests
{
    [Fact]
    public async Task Any_description_is_kept_as_it_was()
    {
        using var api = new SandboxApi();
        Gen<string> description =
            Gen.Int[0, 0x10FFFF].Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32).Array[1, 40].Select(string.Concat)
                .Where(text => !string.IsNullOrWhiteSpace(text));
        await description.SampleAsync(
            async text =>
                (await api.Post("Sinks/" + SandboxApi.SinkA, SandboxApi.Form(("Description", text))))["description"] == text
                    && (await api.Get("Sinks/" + SandboxApi.SinkA))["description"] == text,
            iter: 200,
            threads: 1);
    }

    [Fact]
    public async Task Any_body_and_query_get_an_answer_in_Twilios_form()
    {
        string[] words =
            ["Description", "SinkSid", "Types", "Type", "SchemaVersion", "SinkType", "SinkConfiguration", "TestId", "PageSize", "Page",
                "PageToken", "=", "&", "%", "%7B", "{", "}", "\"", "[", "webhook", "1", "-1", "PT1", SandboxApi.SinkA,
                SandboxApi.Delivered];
        Gen<string> text = Gen.Int[0, words.Length - 1].Select(i => words[i]).Array[0, 12].Select(string.Concat);
        Gen<(string Method, string Path, string Query, string Body)> request =
            Gen.Select(Gen.Int[0, RequestTests.Methods.Length - 1].Select(i => RequestTests.Methods[i]),
                Gen.Int[0, RequestTests.Paths.Length - 1].Select(i => RequestTests.Paths[i]), text, text);
        using var api = new SandboxApi();
        await request.SampleAsync(
            async sent =>
            {
                SandboxReply reply = await api.Send(sent.Method, sent.Path + "?" + sent.Query, sent.Body);
                return reply.Status is 200 or 201 or 204
                    || (reply.Json["status"] is long status && status == reply.Status && reply["message"]!.Length > 0);
            },
            iter: 2_000,
            threads: 1);
    }
}
