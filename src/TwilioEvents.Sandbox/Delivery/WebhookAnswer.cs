namespace TwilioEvents.Sandbox.Delivery;

/// <summary>What came of a request to a webhook, and which of Twilio's codes goes with it.</summary>
internal sealed class WebhookAnswer
{
    private const int Refused = 91305;
    private const int Failed = 91306;
    private const int NoConnection = 91307;
    private const int TooLate = 91308;

    private WebhookAnswer(int? status, int? code)
    {
        this.Status = status;
        this.Code = code;
    }

    /// <summary>Nobody is there, or the connection broke.</summary>
    public static WebhookAnswer Unreachable { get; } = new(null, NoConnection);

    /// <summary>No answer came within five seconds.</summary>
    public static WebhookAnswer Late { get; } = new(null, TooLate);

    /// <summary>The status; null where there was no answer.</summary>
    public int? Status { get; }

    /// <summary>Twilio's code; null where the receiver took it.</summary>
    public int? Code { get; }

    public bool IsAccepted => this.Code is null;

    /// <summary>Whether it is not tried again.</summary>
    public bool IsFinal => this.Code == Refused;

    public static WebhookAnswer Of(int status) => new(status, status switch
    {
        >= 200 and < 300 => null,
        >= 400 and < 500 and not 429 => Refused,
        _ => Failed,
    });
}
