using System.Globalization;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What must hold between a door and what it names: readers, cameras, areas, schedules, interlocks.</summary>
internal static class DoorSiteRules
{
    private const int LongestFireDebounceMs = 100;

    public static IReadOnlyList<string> Problems(SiteFile site)
    {
        List<string> problems = [];
        for (var i = 0; i < site.Doors.Count; i++)
        {
            Door(problems, site, site.Doors[i], $"Site.Doors[{i}]");
        }

        foreach (var alike in site.Doors.Select((door, i) => (door.Name, i)).GroupBy(one => AsRead(one.Name), StringComparer.Ordinal))
        {
            var (name, first) = alike.First();
            problems.AddRange(alike.Skip(1).Select(other => other.Name == name
                ? $"Site.Doors[{other.i}].Name: '{name}' is also the name of Site.Doors[{first}]; staff and records tell doors by their "
                    + "names"
                : $"Site.Doors[{other.i}].Name: '{other.Name}' reads as '{name}', the name of Site.Doors[{first}]: spaces, capital letters "
                    + "and the width of letters tell no door from another"));
            if (alike.Key.Length == 0)
            {
                problems.Add($"Site.Doors[{first}].Name is blank; staff and records tell doors by their names");
            }
        }

        for (var i = 0; i < site.Interlocks.Count; i++)
        {
            Refers(problems, $"Site.Interlocks[{i}].Doors", "door", site.Interlocks[i].Doors, site.Doors.Select(d => d.Id));
        }

        if (site.Fire?.Input is { DebounceMs: > LongestFireDebounceMs and var debounce })
        {
            problems.Add($"Site.Fire.Input.DebounceMs is {debounce}; it may be {LongestFireDebounceMs} at most, for a fire "
                + "releases the doors within 200 ms");
        }

        if (site.Fire is not null && site.Doors.Count > 0 && site.Doors.All(d => !d.Egress))
        {
            problems.Add("Site.Fire releases no door: egress is false at every one; leave it out at the doors on a way out");
        }

        Served(problems, "Readers", site.Doors.Select(d => d.Readers));
        Served(problems, "ExitReaders", site.Doors.Select(d => d.ExitReaders));
        Served(problems, "Cameras", site.Doors.Select(d => d.Cameras));
        return problems;
    }

    private static void Door(List<string> problems, SiteFile site, DoorOptions door, string path)
    {
        Refers(problems, $"{path}.Readers", "reader", door.Readers, site.Readers.Select(r => r.Id));
        Refers(problems, $"{path}.ExitReaders", "reader", door.ExitReaders, site.Readers.Select(r => r.Id));
        Refers(problems, $"{path}.Cameras", "camera", door.Cameras, site.Cameras.Select(c => c.Id));
        Refers(problems, $"{path}.From", "area", Named(door.From), site.Areas.Select(a => a.Id));
        Refers(problems, $"{path}.To", "area", Named(door.To), site.Areas.Select(a => a.Id));
        Refers(problems, $"{path}.UnlockSchedule", "schedule", Named(door.UnlockSchedule), site.Schedules.Select(s => s.Id));
        for (var i = 0; i < door.Verify.Count; i++)
        {
            Refers(problems, $"{path}.Verify[{i}].Schedule", "schedule", Named(door.Verify[i].Schedule), site.Schedules.Select(s => s.Id));
        }

        foreach (var home in door.Homes.Where(home => HomeGroup.Parse(home) is null))
        {
            problems.Add($"{path}.Homes: '{home}' is neither a building, for example 3, nor a building and its unit, for example 3-2");
        }

        if (door.Readers.Intersect(door.ExitReaders, StringComparer.Ordinal).FirstOrDefault() is { } both)
        {
            problems.Add($"{path}.ExitReaders: reader '{both}' is also in {path}.Readers; a reader is on one side");
        }

        if (door.Readers.Count == 0 && door.Cameras.Count > 0)
        {
            // Measures for the Security Management of Facial Recognition Technology, art. 10: a face is never the only way in.
            problems.Add($"{path}.Readers is empty: a face may never be the only way in; name a card reader beside the cameras");
        }
        else if (door.Readers.Count == 0 && door.ExitReaders.Count == 0 && door.ExitButton is null)
        {
            problems.Add($"{path} has neither a reader nor a camera nor an exit button: nobody could ever pass");
        }

        foreach (var camera in site.Cameras.Where(c => door.Cameras.Contains(c.Id) && !c.Faces && !c.QrCodes))
        {
            problems.Add($"{path}.Cameras: camera '{camera.Id}' looks for neither faces nor QR codes; set its faces or qrCodes to true");
        }

        Verify(problems, site, door, path);
        if (door.Liveness == LivenessUse.RequireElseCard && site.Cameras.Any(c => door.Cameras.Contains(c.Id) && c.Faces)
            && !site.Readers.Any(r => door.Readers.Contains(r.Id) && r.Kind != ReaderKind.QrScanner))
        {
            problems.Add($"{path}.Liveness is requireElseCard, and no reader of {path}.Readers reads cards: choose "
                + "require, or name a card reader");
        }

        if (door.HeldOpenWarningSeconds >= door.HeldOpenSeconds)
        {
            problems.Add($"{path}.HeldOpenWarningSeconds must be less than HeldOpenSeconds ({door.HeldOpenSeconds}"
                + "): the warning comes before the alarm");
        }

        if (door.FirstPersonIn && door.UnlockSchedule.Length == 0)
        {
            problems.Add($"{path}.FirstPersonIn needs an UnlockSchedule to begin");
        }

        if ((door.Kind == EntranceKind.Barrier) != (door.Barrier is not null))
        {
            problems.Add(door.Kind == EntranceKind.Barrier
                ? $"{path}.Barrier is missing: a barrier needs its vehicle loop, so that it never closes on a vehicle"
                : $"{path}.Barrier is given, but kind is door; set kind to barrier");
        }
    }

    /// <summary>What is asked for must be what somebody can show: else the door keeps its own residents outside for as long as that
    /// schedule is in force.</summary>
    private static void Verify(List<string> problems, SiteFile site, DoorOptions door, string path)
    {
        var readsCards = site.Readers.Any(r => door.Readers.Contains(r.Id) && r.Kind != ReaderKind.QrScanner);
        var seesFaces = site.Cameras.Any(c => door.Cameras.Contains(c.Id) && c.Faces);
        for (var i = 0; i < door.Verify.Count; i++)
        {
            var need = door.Verify[i].Need;
            if (need is Verification.CardAndPin or Verification.CardAndFace && !readsCards)
            {
                problems.Add($"{path}.Verify[{i}].Need asks for a card, and no reader of {path}.Readers reads cards: nobody could come in");
            }

            if (need == Verification.CardAndFace && !seesFaces)
            {
                problems.Add($"{path}.Verify[{i}].Need asks for a face, and no camera of {path}.Cameras looks for "
                    + "faces: nobody could come in");
            }
        }
    }

    /// <summary>A name as an eye or an ear takes it: without spaces and signs that nobody sees, in letters of one size and width.</summary>
    private static string AsRead(string name) => string.Concat(name.Where(letter => !char.IsWhiteSpace(letter)
        && char.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.Control)).Select(Narrow)).ToUpperInvariant();

    /// <summary>Of the letters and signs that are as wide as Chinese ones. Not by the runtime's normal forms, of which it has none without
    /// ICU.</summary>
    private static char Narrow(char letter) => letter is >= '\uFF01' and <= '\uFF5E' ? (char)(letter - 0xFEE0) : letter;

    private static string[] Named(string name) => name.Length == 0 ? [] : [name];

    private static void Refers(List<string> problems, string path, string kind, IReadOnlyList<string> names, IEnumerable<string> known)
    {
        var all = known.ToHashSet(StringComparer.Ordinal);
        problems.AddRange(names.Where(n => !all.Contains(n)).Select(n => $"{path}: there is no {kind} '{n}'; the {kind}s are "
            + $"{SiteRules.Listed(all)}"));
    }

    private static void Served(List<string> problems, string list, IEnumerable<IReadOnlyList<string>> perDoor)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (names, door) in perDoor.Select((n, i) => (n, i)))
        {
            foreach (var name in names)
            {
                if (!first.TryAdd(name, door) && first[name] != door)
                {
                    problems.Add($"Site.Doors[{door}].{list}: '{name}' already belongs to Site.Doors[{first[name]}"
                        + "]; one read would open both");
                }
            }
        }
    }
}
