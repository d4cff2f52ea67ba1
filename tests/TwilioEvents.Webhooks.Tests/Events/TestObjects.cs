using System.Collections.Generic;
using System.Linq;

namespace TwilioEvents.Webhooks.Tests.Events;

/// <summary>What a test calls an object.</summary>
internal static class TestObjects
{
    public static object Create(IReadOnlyList<KeyValuePair<string, object?>> properties) =>
        properties.ToDictionary(property => property.Key, property => property.Value);
}
