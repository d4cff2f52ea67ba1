using System.Globalization;
using System.Linq;

namespace TwilioEvents.DesiredState.Document;

/// <summary>A type as a document writes it: 'name' or 'name@version'.</summary>
internal static class TypeText
{
    /// <summary>The type; null where the text names none.</summary>
    public static TypeVersion? Read(string text)
    {
        int at = text.LastIndexOf('@');
        string type = (at < 0 ? text : text.Substring(0, at)).Trim();
        if (type.Length == 0 || type.Any(c => !(char.IsLetterOrDigit(c) || c is '.' or '-' or '_'))) return null;
        if (at < 0) return new TypeVersion(type);
        return int.TryParse(text.Substring(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version > 0
            ? new TypeVersion(type, version)
            : null;
    }
}
