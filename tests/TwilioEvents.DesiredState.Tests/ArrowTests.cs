using System;
using System.Linq;
using TwilioEvents.Tests;
using Xunit;

namespace TwilioEvents.DesiredState.Tests;

public sealed class ArrowTests
{
    [Fact]
    public void The_documents_point_at_the_client_and_at_no_PowerShell()
    {
        string[] referenced = [.. typeof(AccountComparison).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!)];
        Assert.Contains("TwilioEvents.Client", referenced);
        Assert.DoesNotContain(referenced, name => name is "TwilioEvents.PowerShell" or "TwilioEvents.Sandbox" or "TwilioEvents.Webhooks"
            or "System.Management.Automation" or "Newtonsoft.Json");
    }

    [Fact]
    public void No_text_of_them_names_a_command()
    {
        string[] texts = [.. Vocabulary.TextsOf(typeof(AccountComparison).Assembly)];
        Assert.Contains("SinkConfiguration", string.Concat(texts), StringComparison.Ordinal);
        Assert.DoesNotContain(texts, text => Vocabulary.ForeignWord.IsMatch(text));
    }
}
