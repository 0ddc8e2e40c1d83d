using System.Globalization;
using System.Text.RegularExpressions;

namespace Zhuhui.Edge.Gateway.Releases;

/// <summary>A version as tags name it (Semantic Versioning 2.0.0): 0.3.0, or 0.3.0-alpha.0.17 on the way there.</summary>
internal sealed partial record ReleaseVersion : IComparable<ReleaseVersion>
{
    private readonly string[] _core;
    private readonly string[] _before;

    private ReleaseVersion(string text, string core, string before)
    {
        Text = text;
        _core = core.Split('.');
        _before = before.Length == 0 ? [] : before.Split('.');
    }

    public string Text { get; }

    /// <returns>Null where it is no version.</returns>
    public static ReleaseVersion? Parse(string text) => Written().Match(text) is { Success: true } match
        ? new ReleaseVersion(text, match.Groups[1].Value, match.Groups[2].Value) : null;

    public int CompareTo(ReleaseVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var core = Compare(_core, other._core);
        return core != 0 ? core
            // What leads up to a version stands before it.
            : _before.Length == 0 || other._before.Length == 0 ? other._before.Length.CompareTo(_before.Length)
                : Compare(_before, other._before);
    }

    public override string ToString() => Text;

    private static int Compare(string[] one, string[] other)
    {
        foreach (var (mine, theirs) in one.Zip(other))
        {
            var (myNumber, theirNumber) = (Number(mine), Number(theirs));
            var order = (myNumber, theirNumber) switch
            {
                ({ } a, { } b) => a.CompareTo(b),
                ({ }, null) => -1,
                (null, { }) => 1,
                _ => string.CompareOrdinal(mine, theirs),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return one.Length.CompareTo(other.Length);
    }

    private static long? Number(string part) => part.All(char.IsAsciiDigit)
        && long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture,
        out var number) ? number : null;

    [GeneratedRegex(@"^([0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$")]
    private static partial Regex Written();
}
