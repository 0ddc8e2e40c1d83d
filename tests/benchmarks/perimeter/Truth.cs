using System.Globalization;
using Zhuhui.Edge.Vision.Options;

/// <summary>Something that happens on a clip.</summary>
/// <param name="Kind">crossing, intrusion, loitering, crowding, objectLeft or tamper.</param>
/// <param name="Way">A crossing's direction; empty for the others.</param>
internal sealed record Happening(string Kind, string Place, string Way, double From, double To);

/// <summary>How many of a truth's happenings were found.</summary>
internal readonly record struct Score(int Expected, int Found, int Wrong)
{
    public double Precision => Found + Wrong == 0 ? 1 : (double)Found / (Found + Wrong);

    public double Recall => Expected == 0 ? 1 : (double)Found / Expected;
}

/// <summary>A clip's counted truth: the format is told in the comments of vtest.csv.</summary>
internal sealed class Truth
{
    public required CameraOptions Camera { get; init; }

    public required IReadOnlyList<Happening> Happenings { get; init; }

    public static Truth Read(string file)
    {
        var (lines, zones, happenings) = (new List<LineOptions>(), new List<ZoneOptions>(), new List<Happening>());
        foreach (var row in File.ReadLines(file).Where(row => row.Length > 0 && row[0] != '#').Select(row => row.Split(',')))
        {
            switch (row)
            {
                case ["line", var id, var ends]:
                    var at = Numbers(ends);
                    lines.Add(new LineOptions { Id = id, From = at[..2], To = at[2..] });
                    break;
                case ["zone", var id, var loiter, var corners]:
                    zones.Add(new ZoneOptions
                    {
                        Id = id,
                        Points = Numbers(corners),
                        Intrusion = true,
                        LoiterSeconds = int.Parse(loiter,
                        CultureInfo.InvariantCulture)
                    });
                    break;
                case [var kind, var place, var way, var from, var to]:
                    happenings.Add(new Happening(kind, place, way, Numbers(from)[0], Numbers(to)[0]));
                    break;
                default:
                    throw new InvalidDataException($"{file}: what is '{string.Join(',', row)}'?");
            }
        }

        return new Truth { Camera = new CameraOptions { Id = "clip", Lines = lines, Zones = zones }, Happenings = happenings };
    }

    /// <summary>Gives each alarm to the happening of its kind and place whose time ends first; one alarm a happening.</summary>
    /// <param name="late">Seconds by which an alarm may come before or after.</param>
    public Score Judge(IReadOnlyList<Happening> alarms, double late, Func<Happening, bool> which)
    {
        var open = Happenings.Where(which).OrderBy(happening => happening.To).ToList();
        var (expected, wrong) = (open.Count, 0);
        foreach (var alarm in alarms.Where(which))
        {
            var match = open.Find(each => each.Kind == alarm.Kind && each.Place == alarm.Place && each.Way == alarm.Way
                && alarm.From >= each.From - late && alarm.From <= each.To + late);
            wrong += match is null || !open.Remove(match) ? 1 : 0;
        }

        return new Score(expected, expected - open.Count, wrong);
    }

    private static List<double> Numbers(string text) => [.. text.Split(' ')
        .Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
