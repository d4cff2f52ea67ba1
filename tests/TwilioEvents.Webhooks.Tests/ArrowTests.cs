using System;
using System.Linq;
using TwilioEvents.Tests;
using Xunit;

namespace TwilioEvents.Webhooks.Tests;

public sealed class ArrowTests
{
    [Fact]
    public void The_webhooks_point_at_the_client_and_at_no_PowerShell()
    {
        string[] referenced = [.. typeof(SignatureValidator).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!)];
        Assert.Contains("TwilioEvents.Client", referenced);
        Assert.DoesNotContain(referenced, name => name is "TwilioEvents.PowerShell" or "TwilioEvents.Sandbox"
            or "System.Management.Automation" or "Newtonsoft.Json");
    }

    [Fact]
    public void No_text_of_them_speaks_of_PowerShell()
    {
        string[] texts = [.. Vocabulary.TextsOf(typeof(SignatureValidator).Assembly)];
        Assert.Contains("bodySHA256", string.Concat(texts), StringComparison.Ordinal);
        Assert.DoesNotContain(texts, text => Vocabulary.ForeignWord.IsMatch(text));
    }
}
