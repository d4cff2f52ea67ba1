using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;

// Runs one script in a process of its own and prints what came: for tests of what belongs to the process,
// such as its environment. The error ids go to standard error.
using var engine = new Engine();
Result result = engine.Run(args[0], [.. args.Skip(1)]);
foreach (PSObject output in result.Output) Console.WriteLine(Convert.ToString(output, CultureInfo.InvariantCulture));
foreach (ErrorRecord error in result.Errors) Console.Error.WriteLine(error.FullyQualifiedErrorId + "|" + error);
return result.Errors.Count + (result.Terminating is null ? 0 : 100);
