using System.Collections.Generic;

namespace TwilioEvents;

/// <summary>
/// Makes what the host calls an object out of the properties of a JSON object; the cmdlets make a
/// PSObject. The values are strings, numbers, booleans, null, arrays and objects made the same way.
/// </summary>
/// <param name="properties">The properties in the order in which Twilio sent them.</param>
/// <returns>The host's object.</returns>
public delegate object ObjectFactory(IReadOnlyList<KeyValuePair<string, object?>> properties);
