using System;

namespace TwilioEvents.Secrets;

/// <summary>How often a character is escaped, in each of the three ways. One does not undo another.</summary>
internal readonly struct EscapeDepth : IEquatable<EscapeDepth>
{
    /// <summary>Once with a percent sign, as in a form.</summary>
    public static readonly EscapeDepth Percent = new(1, 0, 0);

    /// <summary>Once as an entity of HTML.</summary>
    public static readonly EscapeDepth Entity = new(0, 1, 0);

    /// <summary>Once with a backslash, as in JSON.</summary>
    public static readonly EscapeDepth Backslash = new(0, 0, 1);

    private readonly int percent;
    private readonly int entity;
    private readonly int backslash;

    private EscapeDepth(int percent, int entity, int backslash)
    {
        this.percent = percent;
        this.entity = entity;
        this.backslash = backslash;
    }

    /// <summary>Both, one behind the other.</summary>
    public EscapeDepth And(EscapeDepth other) =>
        new(this.percent + other.percent, this.entity + other.entity, this.backslash + other.backslash);

    /// <summary>The deeper of the two in each way.</summary>
    public EscapeDepth Or(EscapeDepth other) =>
        new(Math.Max(this.percent, other.percent), Math.Max(this.entity, other.entity), Math.Max(this.backslash, other.backslash));

    /// <summary>Whether it is no deeper than the other in any way.</summary>
    public bool IsNoDeeperThan(EscapeDepth other) =>
        this.percent <= other.percent && this.entity <= other.entity && this.backslash <= other.backslash;

    /// <inheritdoc/>
    public bool Equals(EscapeDepth other) => (this.percent, this.entity, this.backslash) == (other.percent, other.entity, other.backslash);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EscapeDepth other && this.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (this.percent, this.entity, this.backslash).GetHashCode();
}
