using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json.Linq;
using TwilioEvents.EmbeddedHost;
using TwilioEvents.Tests;

// What the module costs, as ratios to a floor measured in the same run: machines differ, ratios less so.
const int Rounds = 40, Calls = 250;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string sid = "DG" + new string('a', 32), account = "AC" + new string('1', 32);
using var server = ScriptedServer.OfSinks();

using var http = new HttpClient(new HttpClientHandler { UseProxy = false, UseCookies = false, AutomaticDecompression = System.Net.DecompressionMethods.GZip | System.Net.DecompressionMethods.Deflate });
string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(account + ":secret"));

using var engine = new Engine();
engine.Run("Import-Module $args[0]", Engine.StagedManifest);
var secret = new System.Security.SecureString();
foreach (char c in "secret") secret.AppendChar(c);
engine.Run("Connect-TwilioEvents -Credential $args[0] -BaseUri $args[1]; $global:sids = @($args[2]) * $args[3]", new PSCredential(account, secret), server.BaseUri, sid, Calls);

var floor = new List<double>();
var piped = new List<double>();
for (int round = -5; round < Rounds; round++)
{
    double raw = Time(HttpClientLoop);
    double module = Time(() => engine.Run("$sids | Set-TwilioSink -Description 'Billing events'"));
    if (round < 0) continue;
    floor.Add(raw);
    piped.Add(module);
}

Report("a call in a pipeline / the same with an HttpClient loop", piped, floor);

string empty = Path.Combine(Engine.RepositoryRoot, "bench", "EmptyModule", "bin", Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!, "netstandard2.0", "EmptyModule.psd1");
var emptyImports = new List<double>();
var imports = new List<double>();
for (int round = -3; round < Rounds; round++)
{
    double least = Import(empty), ours = Import(Engine.StagedManifest);
    if (round < 0) continue;
    emptyImports.Add(least);
    imports.Add(ours);
}

Report("import, assemblies loaded / an empty binary module", imports, emptyImports);

void HttpClientLoop()
{
    for (int i = 0; i < Calls; i++)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.BaseUri + "v1/Sinks/" + sid);
        request.Content = new FormUrlEncodedContent([new("Description", "Billing events")]);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "TwilioEvents/0.1.0 PowerShell/7.6.9 (Core; Linux)");
        using HttpResponseMessage response = http.SendAsync(request).GetAwaiter().GetResult();
        _ = JObject.Parse(response.Content.ReadAsStringAsync().GetAwaiter().GetResult());
    }
}

static double Import(string manifest)
{
    using var fresh = new Engine();
    return Time(() =>
    {
        Result result = fresh.Run("Import-Module $args[0]", manifest);
        if (result.Errors.Count > 0) throw new InvalidOperationException(result.Errors[0].ToString());
    });
}

static double Time(Action action)
{
    long start = Stopwatch.GetTimestamp();
    action();
    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}

static void Report(string what, List<double> ours, List<double> floor)
{
    double ratio = Median(ours.Zip(floor, (a, b) => a / b));
    Console.WriteLine($"{ratio:0.00}  {what}  (median {Median(ours):0.0} ms / {Median(floor):0.0} ms, {ours.Count} alternating rounds)");
}

static double Median(IEnumerable<double> values)
{
    double[] sorted = [.. values.Order()];
    return sorted[sorted.Length / 2];
}
