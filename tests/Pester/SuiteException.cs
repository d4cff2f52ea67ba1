using System;

namespace TwilioEvents.PesterTests;

/// <summary>The suite as a whole did not run: pwsh did not start, or ended too early, or there are no tests.</summary>
/// <param name="message">What went wrong, with what pwsh wrote last.</param>
/// <param name="cause">What went wrong before, or null.</param>
internal sealed class SuiteException(string message, Exception? cause = null) : Exception(message, cause);
