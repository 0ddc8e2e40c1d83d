namespace Zhuhui.Edge.Gateway.Care;

/// <summary>A stretch of time; its end is no longer of it.</summary>
internal readonly record struct Stretch(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To > From ? To - From : TimeSpan.Zero;

    public static TimeSpan Sum(IEnumerable<Stretch> stretches) => stretches.Aggregate(TimeSpan.Zero, (sum, one) => sum + one.Length);

    /// <summary>What is left of some stretches without others.</summary>
    public static IReadOnlyList<Stretch> Without(IReadOnlyList<Stretch> whole, IEnumerable<Stretch> cuts) => cuts
        .Aggregate(whole, (left, cut) => [.. left.SelectMany(one => one.Without(cut))]);

    /// <summary>What some stretches, none of which meets another, share with one.</summary>
    public static IEnumerable<Stretch> Within(IEnumerable<Stretch> stretches, Stretch one) => stretches
        .Select(other => new Stretch(Later(other.From, one.From), Earlier(other.To, one.To))).Where(both => both.Length > TimeSpan.Zero);

    private IEnumerable<Stretch> Without(Stretch cut)
    {
        Stretch before = new(From, Earlier(To, cut.From));
        Stretch after = new(Later(From, cut.To), To);
        return cut.Length == TimeSpan.Zero ? [this]
            : new[] { before, after }.Where(one => one.Length > TimeSpan.Zero);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
