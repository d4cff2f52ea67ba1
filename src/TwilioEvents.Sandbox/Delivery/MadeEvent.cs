using System.Globalization;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox.Delivery;

/// <summary>An event of the sandbox.</summary>
internal sealed class MadeEvent
{
    private readonly string source;
    private readonly string schemaId;
    private readonly string time;
    private readonly JsonMap data;

    public MadeEvent(string id, string type, string source, string schemaId, string time, JsonMap data)
    {
        this.Id = id;
        this.Type = type;
        this.source = source;
        this.schemaId = schemaId;
        this.time = time;
        this.data = data;
    }

    public string Id { get; }

    public string Type { get; }

    /// <summary>As a CloudEvent.</summary>
    /// <param name="schemaVersion">The version of the schema that the subscription asks for.</param>
    /// <param name="dataAsText">Whether the data is a JSON text, as in a record of Kinesis.</param>
    public string ToJson(int schemaVersion, bool dataAsText = false) => JsonText.Write(new JsonMap
    {
        ["specversion"] = "1.0",
        ["type"] = this.Type,
        ["source"] = this.source,
        ["id"] = this.Id,
        ["dataschema"] =
            "https://events-schemas.twilio.com/" + this.schemaId + "/" + schemaVersion.ToString(CultureInfo.InvariantCulture) + ".json",
        ["datacontenttype"] = "application/json",
        ["time"] = this.time,
        ["data"] = dataAsText ? JsonText.Write(this.data) : this.data,
    });
}
