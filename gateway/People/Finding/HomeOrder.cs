using System.Globalization;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.People.Finding;

/// <summary>Homes in the order of a compound's plan: building 2 before building 10.</summary>
internal sealed class HomeOrder : IComparer<Home?>
{
    public static HomeOrder Instance { get; } = new();

    public int Compare(Home? x, Home? y)
    {
        if (x is null || y is null)
        {
            return (x is null).CompareTo(y is null);
        }

        foreach (var (one, other) in (ReadOnlySpan<(string, string)>)[(x.Building, y.Building), (x.Unit, y.Unit), (x.Room, y.Room)])
        {
            var order = Number(one).CompareTo(Number(other));
            order = order != 0 ? order : string.CompareOrdinal(one, other);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int Number(string part) => int.TryParse(string.Concat(part.TakeWhile(char.IsAsciiDigit)), NumberStyles.None,
        CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
