using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Receive-TwilioEvent in a pipeline, with a sender that signs as Twilio does.</summary>
public sealed class ReceiveTests : IDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string Destination = "https://abc.example/events";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Signed = "-PublicUri " + Destination;

    private readonly ModuleEngine engine = new();
    private readonly HttpClient client = new();

    public ReceiveTests() =>
        this.engine.Must("Connect-TwilioEvents -Credential $args[0]", ModuleEngine.Credential(ModuleEngine.Account, Token));

    public void Dispose()
    {
        this.client.Dispose();
        this.engine.Dispose();
    }

    [Fact]
    public async Task What_Twilio_sends_comes_down_the_pipeline_and_is_acknowledged_then()
    {
        using Run run = this.Start("Receive-TwilioEvent 0 " + Signed + " -MaximumCount 3");
        Assert.Equal(204, await this.SendAsync(run, Events(1, 2)));
        Assert.Equal(["1", "2"], run.Ids);
        Assert.Equal(204, await this.SendAsync(run, Events(1)));
        Assert.Equal(204, await this.SendAsync(run, Events(3)));
        await run.EndAsync();

        Assert.Equal(["1", "2", "3"], run.Ids);
        Assert.Equal("TwilioEvents.TwilioEvent", run.Output[0].TypeNames[0]);
        Assert.Empty(run.Shell.Streams.Warning);
        Assert.Empty(run.Shell.Streams.Error);
        InformationRecord[] said = [.. run.Shell.Streams.Information];
        Assert.All(said, record => Assert.Equal(["PSHOST"], record.Tags));
        Assert.All(said, record => Assert.IsType<HostInformationMessage>(record.MessageData));
        Assert.StartsWith("Listening on http://127.0.0.1:" + run.Port, said[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("The destination of the sink is " + Destination + ".", said[1].ToString());
        Assert.Equal("3 events written, 3 deliveries acknowledged, 1 event that had come before.", said[2].ToString());
        Assert.Equal(3, said.Length);
        Assert.Contains(said[0].ToString(), this.engine.Engine.Host.Text, StringComparison.Ordinal);
        await AssertFreeAsync(run.Port);
    }

    [Fact]
    public async Task Ctrl_C_answers_what_is_in_hand_with_503_and_frees_the_port_at_once()
    {
        using var taken = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        using Run run = this.Start(
            "$told = $args; Receive-TwilioEvent 0 " + Signed + " | ForEach-Object { $_; if ($_.Id -eq '2') { $told[0].Set(); "
                + "$told[1].Wait() } }",
            taken, goOn);
        Assert.Equal(204, await this.SendAsync(run, Events(1)));
        Task<int> inHand = this.SendAsync(run, Events(2, 3));
        Assert.True(taken.Wait(Patience));

        // The next command does not end before it is told to: nobody waits for it.
        IAsyncResult stop = run.Shell.BeginStop(null, null);
        Assert.Equal(503, await inHand.WaitAsync(Patience));
        await AssertFreeAsync(run.Port);
        goOn.Set();
        run.Shell.EndStop(stop);
        Assert.Equal(PSInvocationState.Stopped, run.Shell.InvocationStateInfo.State);
        Assert.Contains("1 event written, 1 delivery acknowledged", this.engine.Engine.Host.Text, StringComparison.Ordinal);
        Assert.Contains("1 event in the hands of the next command", this.engine.Engine.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_at_once_where_it_waits()
    {
        using Run run = this.Start("Receive-TwilioEvent 0 " + Signed);
        var took = Stopwatch.StartNew();
        run.Shell.Stop();
        Assert.True(took.Elapsed < TimeSpan.FromSeconds(5), "It took " + took.Elapsed);
        await AssertFreeAsync(run.Port);
        Assert.Contains("0 events written, 0 deliveries acknowledged.", this.engine.Engine.Host.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 204, "")]
    [InlineData(1, 503, "1 event written whose delivery was not acknowledged: Twilio sends it again.")]
    public async Task MaximumCount_ends_after_exactly_so_many(int count, int status, string said)
    {
        using Run run = this.Start("Receive-TwilioEvent 0 " + Signed + " -MaximumCount " + count);
        Assert.Equal(status, await this.SendAsync(run, Events(1, 2)));
        await run.EndAsync();
        Assert.Equal(count, run.Output.Count);
        Assert.Contains(said, run.Said, StringComparison.Ordinal);
        Assert.Equal(said.Length > 0, run.Said.Contains("not acknowledged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("| Select-Object -First 1")]
    [InlineData("| ForEach-Object { throw 'full' }")]
    [InlineData("| ForEach-Object { $ErrorActionPreference = 'Stop'; Not-ACommand }")]
    [InlineData("| ForEach-Object { break }")]
    public async Task Whatever_ends_the_pipeline_the_delivery_in_hand_comes_again(string next)
    {
        using Run run = this.Start("& { " + ModuleEngine.WithSelectObject + "Receive-TwilioEvent 0 " + Signed + " " + next + " }");
        Assert.Equal(503, await this.SendAsync(run, Events(1, 2)));
        await run.EndAsync();
        Assert.True(run.Output.Count <= 1);
        Assert.Contains(
            "1 event in the hands of the next command when it ended: Twilio sends it again.", run.Said, StringComparison.Ordinal);
        await AssertFreeAsync(run.Port);
    }

    [Fact]
    public async Task IdleTimeoutSec_before_MaximumCount_is_an_error_that_ends_nothing_and_without_it_is_none()
    {
        using Run run = this.Start("Receive-TwilioEvent 0 " + Signed + " -MaximumCount 2 -IdleTimeoutSec 1; 'after'");
        Assert.Equal(204, await this.SendAsync(run, Events(1)));
        await run.EndAsync();
        ErrorRecord error = Assert.Single(run.Shell.Streams.Error);
        Assert.Equal("TwilioReceiveTimeout,TwilioEvents.Commands.ReceiveTwilioEventCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.OperationTimeout, error.CategoryInfo.Category);
        Assert.StartsWith("No event came within 1 s; 1 of 2 were written.", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("after", run.Output[^1].BaseObject);

        Assert.Empty(this.engine.Must("Receive-TwilioEvent 0 " + Signed + " -IdleTimeoutSec 1").Output);
    }

    [Fact]
    public void A_connection_with_an_API_key_says_so_before_it_listens()
    {
        this.engine.Must("Connect-TwilioEvents -Credential $args[0]", ModuleEngine.Credential("SK" + new string('1', 32), Token));
        Result result = this.engine.Run("Receive-TwilioEvent 0 -IdleTimeoutSec 1");
        Assert.StartsWith("TwilioAuthTokenNeeded,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(this.engine.Engine.Host.Text);
        this.engine.Must("Receive-TwilioEvent 0 -IdleTimeoutSec 1 -AuthToken $args[0]", ModuleEngine.Credential("x", Token).Password);
        this.engine.Must("Receive-TwilioEvent 0 -IdleTimeoutSec 1 -SkipSignatureCheck");
        result = this.engine.Run(
            "Receive-TwilioEvent 0 -IdleTimeoutSec 1 -SkipSignatureCheck -AuthToken $args[0]",
            ModuleEngine.Credential("x", Token).Password);
        Assert.StartsWith("TwilioInputInvalid,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_ends_the_command()
    {
        using Run run = this.Start("Receive-TwilioEvent 0 " + Signed);
        using var other = new ModuleEngine();
        Result result = other.Run("Receive-TwilioEvent $args[0] -SkipSignatureCheck", run.Port);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("TwilioListenFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("Cannot listen on port " + run.Port + ": ", error.ToString(), StringComparison.Ordinal);
        run.Shell.Stop();
        await AssertFreeAsync(run.Port);
    }

    [Fact]
    public async Task Other_types_are_acknowledged_and_not_written()
    {
        using Run run = this.Start("Receive-TwilioEvent 0 " + Signed + " -Type com.twilio.voice.*, com.twilio.TEST -MaximumCount 2");
        Assert.Equal(204, await this.SendAsync(run, Event(1, "com.twilio.messaging.x")));
        Assert.Equal(204, await this.SendAsync(run, "[" + Event(2, "com.twilio.voice.x") + "," + Event(3, "com.twilio.error") + "]"));
        Assert.Equal(204, await this.SendAsync(run, Events(4)));
        await run.EndAsync();
        Assert.Equal(["2", "4"], run.Ids);
        Assert.Contains("2 events of other types", run.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_is_a_warning_once_for_each_reason_and_then_counted()
    {
        using Run run = this.Start("Receive-TwilioEvent 0 " + Signed + " -MaximumCount 1");
        for (int i = 0; i < 3; i++) Assert.Equal(503, await this.SendAsync(run, Events(1), token: "another"));
        for (int i = 0; i < 2; i++) Assert.Equal(503, await this.SendAsync(run, "not an event"));
        Assert.Equal(503, await this.SendAsync(run, Events(1), isSigned: false));
        using HttpResponseMessage health = await this.client.GetAsync(new Uri(run.Address));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, health.StatusCode);
        Assert.Equal(["POST"], health.Content.Headers.Allow);
        Assert.Equal(204, await this.SendAsync(run, Events(1)));
        await run.EndAsync();

        string[] warnings = [.. run.Shell.Streams.Warning.Select(warning => warning.Message)];
        Assert.Equal(3, warnings.Length);
        Assert.Contains(warnings, text => text.StartsWith("A request could not be verified. It is signed with another Auth Token",
            StringComparison.Ordinal) && text.Contains(Destination, StringComparison.Ordinal)
            && text.Contains("-PublicUri", StringComparison.Ordinal));
        Assert.Contains(warnings, text => text.StartsWith("Something in a request is not an event.", StringComparison.Ordinal));
        Assert.Contains(warnings, text => text.StartsWith("A request has no signature", StringComparison.Ordinal));
        Assert.Contains("6 requests answered with 503 (1 not signed, 3 not verified, 2 not an event).", run.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_has_the_counts_and_is_gone_at_the_end()
    {
        using Run run = this.Start("Receive-TwilioEvent 0 " + Signed + " -MaximumCount 2");
        Assert.Equal(204, await this.SendAsync(run, Events(1)));
        await UntilAsync(() => run.Shell.Streams.Progress.Any(
            record => record.StatusDescription.StartsWith("1 written, 0 waiting, 0 of other types; ", StringComparison.Ordinal)));
        Assert.Equal(204, await this.SendAsync(run, Events(2)));
        await run.EndAsync();
        Assert.Equal(ProgressRecordType.Completed, run.Shell.Streams.Progress[^1].RecordType);
    }

    [Fact]
    public async Task Credential_is_asked_for_and_part_of_what_was_signed()
    {
        using Run run = this.Start("Receive-TwilioEvent 0 " + Signed + " -Credential $args[0] -MaximumCount 1",
            ModuleEngine.Credential("twilio", "p@ss"));
        Assert.Equal(401, await this.SendAsync(run, Events(1), isSigned: false));
        Assert.Equal(503, await this.SendAsync(run, Events(1)));
        Assert.Equal(204,
            await this.SendAsync(run, Events(1), destination: "https://twilio:p%40ss@abc.example/events", user: "twilio:p@ss"));
        await run.EndAsync();
        Assert.DoesNotContain("p@ss", run.Said, StringComparison.Ordinal);
        Assert.Contains("https://user:password@example.com", run.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_in_the_public_address_is_refused_and_not_repeated()
    {
        Result result = this.engine.Run("Receive-TwilioEvent 0 -PublicUri $args[0]", "https://twilio:unmistakable@abc.example/events");
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Contains("-Credential", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("unmistakable", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_check_made_up_events_are_taken_and_what_a_web_page_sends_is_not()
    {
        using Run run = this.Start("Receive-TwilioEvent 0 -SkipSignatureCheck -ListenAddress 127.0.0.1 -MaximumCount 1");
        Assert.Equal(503, await this.SendAsync(run, Events(1), isSigned: false, origin: "https://evil.example"));
        Assert.Equal(204, await this.SendAsync(run, Events(1), isSigned: false));
        await run.EndAsync();
        Assert.Single(run.Output);
        Assert.Equal(2, run.Shell.Streams.Warning.Count);
        Assert.StartsWith("Signatures are not checked", run.Shell.Streams.Warning[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("::1", run.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_address_than_loopback_is_a_warning()
    {
        Result result = this.engine.Must("Receive-TwilioEvent 0 -ListenAddress 0.0.0.0 -IdleTimeoutSec 1");
        Assert.Equal("It listens on 0.0.0.0: other machines can reach it, without TLS.", Assert.Single(result.Warnings));
    }

    private static string Event(int number, string type = "com.twilio.test") =>
        "{\"specversion\":\"1.0\",\"type\":\"" + type + "\",\"source\":\"/s\",\"id\":\""
            + number.ToString(CultureInfo.InvariantCulture) + "\",\"data\":{\"number\":" + number + "}}";

    private static string Events(params int[] numbers) => "[" + string.Join(",", numbers.Select(number => Event(number))) + "]";

    private static async Task AssertFreeAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAnyAsync<SocketException>(() => socket.ConnectAsync(IPAddress.Loopback, port));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var late = new CancellationTokenSource(Patience);
        while (!condition())
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task<int> SendAsync(Run run, string body, bool isSigned = true, string token = Token, string destination = Destination,
        string? user = null, string? origin = null)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        string query = "?bodySHA256=" + Convert.ToHexStringLower(SHA256.HashData(bytes));
        using var request = new HttpRequestMessage(HttpMethod.Post, run.Address + query) { Content = new ByteArrayContent(bytes) };

        // Twilio's algorithm.
#pragma warning disable CA5350
        byte[] signature = HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(destination + query));
#pragma warning restore CA5350
        if (isSigned) request.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(signature));
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (user is not null) request.Headers.Add("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        using HttpResponseMessage answer = await this.client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private Run Start(string script, params object[] arguments) => new(this.engine, script, arguments);

    /// <summary>A script with the command in it, from when it listens.</summary>
    private sealed class Run : IDisposable
    {
        private readonly Task ended;

        public Run(ModuleEngine engine, string script, object[] arguments)
        {
            this.Shell = PowerShell.Create(engine.Engine.Runspace).AddScript(script);
            foreach (object argument in arguments) this.Shell.AddArgument(argument);
            this.ended = Task.Factory.FromAsync(this.Shell.BeginInvoke(new PSDataCollection<PSObject>(), this.Output), _ => { });
            var said = new Regex("http://127.0.0.1:([0-9]+)");
            Assert.True(SpinWait.SpinUntil(() => this.ended.IsCompleted || said.IsMatch(this.Said), Patience));
            this.Port = int.Parse(said.Match(this.Said).Groups[1].Value, CultureInfo.InvariantCulture);
        }

        public PowerShell Shell { get; }

        public PSDataCollection<PSObject> Output { get; } = new() { EnumeratorNeverBlocks = true };

        public int Port { get; }

        public string Address => "http://127.0.0.1:" + this.Port.ToString(CultureInfo.InvariantCulture) + "/events";

        public IEnumerable<string> Ids => this.Output.Select(received => (string)received.Properties["Id"].Value);

        public string Said => string.Join("\n", this.Shell.Streams.Information.Select(record => record.ToString()));

        public Task EndAsync() => this.ended.WaitAsync(Patience);

        public void Dispose()
        {
            this.Shell.Stop();
            this.Shell.Dispose();
        }
    }
}
