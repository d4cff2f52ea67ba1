using System;
using System.IO;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void What_scripts_and_programs_depend_on_changes_only_with_the_file_that_lists_it()
    {
        string accepted = Path.Combine(Engine.RepositoryRoot, "tests", "TwilioEvents.PowerShell.Tests", "Conventions", "PublicSurface.txt");
        string built = PublicSurface.Describe();
        if (built == File.ReadAllText(accepted)) return;
        string actual = Path.Combine(AppContext.BaseDirectory, "PublicSurface.txt");
        File.WriteAllText(actual, built);
        Assert.Fail(
            "The public surface has changed: if that is meant, and no script breaks that it need not, accept it with: cp '" + actual + "' '"
                + accepted + "'");
    }
}
