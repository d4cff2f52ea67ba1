using System;
using System.IO;

namespace TwilioEvents.PesterTests;

/// <summary>One Pester test, and what came of it; or a block or a file that failed outside its tests.</summary>
/// <param name="Name">Its blocks and its own name, with the values of its case: Describe.Context.It.</param>
/// <param name="IsTest">False for a block or a file that failed outside its tests.</param>
/// <param name="File">The file that it stands in.</param>
/// <param name="Line">The line there, from 1.</param>
/// <param name="Result">Pester's word: Passed, Failed, Skipped, Inconclusive or NotRun.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Message">Why it failed or was skipped; empty where there is nothing to say.</param>
/// <param name="StackTrace">Where it failed; may be empty.</param>
internal sealed record PesterTest(
    string Name, bool IsTest, string File, int Line, string Result, double Milliseconds, string Message, string StackTrace)
{
    /// <summary>The name that no test of another file has: the file's, without .Tests.ps1, stands before it.</summary>
    public string FullName =>
        Path.GetFileName(this.File).Replace(".Tests.ps1", string.Empty, StringComparison.OrdinalIgnoreCase) + "." + this.Name;
}
