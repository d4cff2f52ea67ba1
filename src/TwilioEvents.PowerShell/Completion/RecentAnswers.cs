using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace TwilioEvents.Completion;

/// <summary>
/// What Twilio last said to Tab over a connection, kept for a few seconds: who presses Tab again and again
/// asks once, and sees soon what was changed. Ends with its connection.
/// </summary>
internal sealed class RecentAnswers
{
    private const int MaximumCount = 20;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);
    private static readonly ConditionalWeakTable<TwilioEventsConnection, RecentAnswers> All = new();

    private readonly Dictionary<string, (TimeSpan Since, object Answer)> answers = new(StringComparer.Ordinal);

    /// <summary>How long Tab may take in all.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Time; a test puts its own in its place.</summary>
    public Func<TimeSpan> Now { get; set; } = () => Clock.System.Elapsed;

    public static RecentAnswers Of(TwilioEventsConnection connection) => All.GetValue(connection, _ => new RecentAnswers());

    /// <summary>The answer to a question, asked again where it is not known or too old.</summary>
    public IReadOnlyList<T> Get<T>(string question, Func<IReadOnlyList<T>> ask)
    {
        // Runspaces that share the connection press Tab at the same time.
        lock (this.answers)
        {
            if (this.answers.TryGetValue(question, out (TimeSpan Since, object Answer) known) && this.Now() - known.Since < Lifetime)
                return (IReadOnlyList<T>)known.Answer;
        }

        IReadOnlyList<T> answer = ask();
        lock (this.answers)
        {
            if (this.answers.Count >= MaximumCount) this.answers.Clear();
            this.answers[question] = (this.Now(), answer);
        }

        return answer;
    }
}
