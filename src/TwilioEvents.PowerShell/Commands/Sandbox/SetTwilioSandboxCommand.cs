using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Makes a sandbox slow, faulty or fast, to test what depends on it.</summary>
/// <remarks>
/// <para>Sends POST /sandbox/faults and POST /sandbox/clock. What is not given stays as it is. Without any of the parameters
/// nothing is changed, and the settings are written.</para>
/// <para>Chance is the same for the same -Seed and the same requests one after the other. The sandbox's own operations, such as
/// those of this command and of Send-TwilioEvent, have no faults.</para>
/// </remarks>
/// <inputs type="System.Management.Automation.PSObject">Rows with the column Connection: each sets another sandbox.</inputs>
/// <outputs type="TwilioEvents.SandboxSettings">The settings, as they are now.</outputs>
/// <notes>On a connection that is not to a sandbox the error is TwilioNotASandbox, and nothing is sent.</notes>
/// <seealso cref="StartTwilioSandboxCommand"/>
/// <seealso cref="SendTwilioEventCommand"/>
/// <seealso cref="GetTwilioDeliveryCommand"/>
/// <seealso href="https://www.twilio.com/docs/events">Twilio: Event Streams</seealso>
[Cmdlet(VerbsCommon.Set, "TwilioSandbox", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Set-TwilioSandbox.md")]
[OutputType(typeof(SandboxSettings))]
public sealed class SetTwilioSandboxCommand : TwilioItemCommand
{
    /// <summary>How many requests a second are answered: 0 to 1000000. Those beyond it get 429 with Retry-After. 0 is any
    /// number.</summary>
    /// <value>As it is</value>
    [Parameter]
    [NumberTransformation]
    [ValidateRange(0.0, 1000000.0)]
    public double? RateLimit { get; set; }

    /// <summary>Which part of the requests fails: 0 to 1. They get 500 or 503, or the connection ends without an answer, before or
    /// after the change was made.</summary>
    /// <value>As it is</value>
    [Parameter]
    [NumberTransformation]
    [ValidateRange(0.0, 1.0)]
    public double? FailureRate { get; set; }

    /// <summary>How many milliseconds each answer takes longer: 0 to 60000.</summary>
    /// <value>As it is</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(0, 60000)]
    public int? LatencyMilliseconds { get; set; }

    /// <summary>Which part of the events is delivered twice: 0 to 1.</summary>
    /// <value>As it is</value>
    [Parameter]
    [NumberTransformation]
    [ValidateRange(0.0, 1.0)]
    public double? DuplicateRate { get; set; }

    /// <summary>Delivers events in another order than they were made in, each up to a second later. -OutOfOrder:$false ends
    /// that.</summary>
    [Parameter]
    public SwitchParameter OutOfOrder { get; set; }

    /// <summary>How much faster than real time the clock of the sandbox runs: 1 to 100000. With 3600 the four hours of repeats
    /// take four seconds. The time that a receiver has for its answer stays 5 seconds.</summary>
    /// <value>As it is</value>
    [Parameter]
    [NumberTransformation]
    [ValidateRange(1.0, 100000.0)]
    public double? TimeFactor { get; set; }

    /// <summary>What chance begins with: 0 to 2147483647.</summary>
    /// <value>As it is</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(0, int.MaxValue)]
    public int? Seed { get; set; }

    private protected override void ProcessInput()
    {
        if (!this.IsOnSandbox()) return;
        var settings = new Dictionary<string, string?>
        {
            [nameof(this.RateLimit)] = Text(this.RateLimit),
            [nameof(this.FailureRate)] = Text(this.FailureRate),
            [nameof(this.LatencyMilliseconds)] = Text(this.LatencyMilliseconds),
            [nameof(this.DuplicateRate)] = Text(this.DuplicateRate),
            [nameof(this.OutOfOrder)] = this.CommandLine.Has(nameof(this.OutOfOrder)) ? (this.OutOfOrder ? "true" : "false") : null,
            [nameof(this.Seed)] = Text(this.Seed),
            [nameof(this.TimeFactor)] = Text(this.TimeFactor),
        };
        string[] given = settings.Where(one => one.Value is not null).Select(one => one.Key + " " + one.Value).ToArray();
        if (given.Length > 0 && !this.MayDo("Set " + string.Join(", ", given))) return;
        this.Send("settings", null, (client, stop) => client.SetSandboxAsync(settings, stop));
    }

    private static string? Text(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture);
}
