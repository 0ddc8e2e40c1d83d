using System.Globalization;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What must hold between a door and what it names: readers, cameras, areas, schedules, interlocks.</summary>
internal static class DoorSiteRules
{
    private const int LongestFireDebounceMs = 100;

    public static IReadOnlyList<FileProblem> Problems(SiteFile site)
    {
        List<FileProblem> problems = [];
        for (var i = 0; i < site.Doors.Count; i++)
        {
            Door(problems, site, site.Doors[i], $"Site.Doors[{i}]");
        }

        foreach (var alike in site.Doors.Select((door, i) => (door.Name, i)).GroupBy(one => AsRead(one.Name), StringComparer.Ordinal))
        {
            var (name, first) = alike.First();
            problems.AddRange(alike.Skip(1).Select(other => new FileProblem($"Site.Doors[{other.i}].Name", other.Name == name
                ? DoorRuleTexts.SameName(name, $"Site.Doors[{first}]")
                : DoorRuleTexts.ReadsAlike(other.Name, name, $"Site.Doors[{first}]"))));
            if (alike.Key.Length == 0)
            {
                problems.Add(new($"Site.Doors[{first}].Name", DoorRuleTexts.BlankName));
            }
        }

        for (var i = 0; i < site.Interlocks.Count; i++)
        {
            Refers(problems, $"Site.Interlocks[{i}].Doors", DoorRuleTexts.NoDoor, site.Interlocks[i].Doors, site.Doors.Select(d => d.Id));
        }

        if (site.Fire?.Input is { DebounceMs: > LongestFireDebounceMs and var debounce })
        {
            problems.Add(new("Site.Fire.Input.DebounceMs", DoorRuleTexts.FireDebounce(debounce, LongestFireDebounceMs)));
        }

        if (site.Fire is not null && site.Doors.Count > 0 && site.Doors.All(d => !d.Egress))
        {
            problems.Add(new("Site.Fire", DoorRuleTexts.FireReleasesNothing));
        }

        Served(problems, "Readers", site.Doors.Select(d => d.Readers));
        Served(problems, "ExitReaders", site.Doors.Select(d => d.ExitReaders));
        Served(problems, "Cameras", site.Doors.Select(d => d.Cameras));
        return problems;
    }

    private static void Door(List<FileProblem> problems, SiteFile site, DoorOptions door, string path)
    {
        Refers(problems, $"{path}.Readers", DoorRuleTexts.NoReader, door.Readers, site.Readers.Select(r => r.Id));
        Refers(problems, $"{path}.ExitReaders", DoorRuleTexts.NoReader, door.ExitReaders, site.Readers.Select(r => r.Id));
        Refers(problems, $"{path}.Cameras", DoorRuleTexts.NoCamera, door.Cameras, site.Cameras.Select(c => c.Id));
        Refers(problems, $"{path}.From", DoorRuleTexts.NoArea, Named(door.From), site.Areas.Select(a => a.Id));
        Refers(problems, $"{path}.To", DoorRuleTexts.NoArea, Named(door.To), site.Areas.Select(a => a.Id));
        Refers(problems, $"{path}.UnlockSchedule", DoorRuleTexts.NoSchedule, Named(door.UnlockSchedule), site.Schedules.Select(s => s.Id));
        for (var i = 0; i < door.Verify.Count; i++)
        {
            Refers(problems, $"{path}.Verify[{i}].Schedule", DoorRuleTexts.NoSchedule, Named(door.Verify[i].Schedule),
                site.Schedules.Select(s => s.Id));
        }

        foreach (var home in door.Homes.Where(home => HomeGroup.Parse(home) is null))
        {
            problems.Add(new($"{path}.Homes", DoorRuleTexts.NoHome(home)));
        }

        if (door.Readers.Intersect(door.ExitReaders, StringComparer.Ordinal).FirstOrDefault() is { } both)
        {
            problems.Add(new($"{path}.ExitReaders", DoorRuleTexts.OnBothSides(both, $"{path}.Readers")));
        }

        if (door.Readers.Count == 0 && door.Cameras.Count > 0)
        {
            // Measures for the Security Management of Facial Recognition Technology, art. 10: a face is never the only way in.
            problems.Add(new($"{path}.Readers", DoorRuleTexts.FaceAlone));
        }
        else if (door.Readers.Count == 0 && door.ExitReaders.Count == 0 && door.ExitButton is null)
        {
            problems.Add(new(path, DoorRuleTexts.NobodyPasses));
        }

        foreach (var camera in site.Cameras.Where(c => door.Cameras.Contains(c.Id) && !c.Faces && !c.QrCodes))
        {
            problems.Add(new($"{path}.Cameras", DoorRuleTexts.CameraSeesNobody(camera.Id)));
        }

        Verify(problems, site, door, path);
        if (door.Liveness == LivenessUse.RequireElseCard && site.Cameras.Any(c => door.Cameras.Contains(c.Id) && c.Faces)
            && !site.Readers.Any(r => door.Readers.Contains(r.Id) && r.Kind != ReaderKind.QrScanner))
        {
            problems.Add(new($"{path}.Liveness", DoorRuleTexts.LivenessNeedsCard($"{path}.Readers")));
        }

        if (door.HeldOpenWarningSeconds >= door.HeldOpenSeconds)
        {
            problems.Add(new($"{path}.HeldOpenWarningSeconds", DoorRuleTexts.WarningAfterAlarm(door.HeldOpenSeconds)));
        }

        if (door.FirstPersonIn && door.UnlockSchedule.Length == 0)
        {
            problems.Add(new($"{path}.FirstPersonIn", DoorRuleTexts.FirstPersonNeedsSchedule));
        }

        if ((door.Kind == EntranceKind.Barrier) != (door.Barrier is not null))
        {
            problems.Add(new($"{path}.Barrier", door.Kind == EntranceKind.Barrier ? DoorRuleTexts.NoBarrier : DoorRuleTexts.BarrierAtDoor));
        }
    }

    /// <summary>What is asked for must be what somebody can show: else the door keeps its own residents outside for as long as that
    /// schedule is in force.</summary>
    private static void Verify(List<FileProblem> problems, SiteFile site, DoorOptions door, string path)
    {
        var readsCards = site.Readers.Any(r => door.Readers.Contains(r.Id) && r.Kind != ReaderKind.QrScanner);
        var seesFaces = site.Cameras.Any(c => door.Cameras.Contains(c.Id) && c.Faces);
        for (var i = 0; i < door.Verify.Count; i++)
        {
            var need = door.Verify[i].Need;
            if (need is Verification.CardAndPin or Verification.CardAndFace && !readsCards)
            {
                problems.Add(new($"{path}.Verify[{i}].Need", DoorRuleTexts.VerifyNeedsCard($"{path}.Readers")));
            }

            if (need == Verification.CardAndFace && !seesFaces)
            {
                problems.Add(new($"{path}.Verify[{i}].Need", DoorRuleTexts.VerifyNeedsFace($"{path}.Cameras")));
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

    private static void Refers(List<FileProblem> problems, string path, Func<string, Wording, Wording> words,
        IReadOnlyList<string> names, IEnumerable<string> known)
    {
        var all = known.ToHashSet(StringComparer.Ordinal);
        problems.AddRange(names.Where(n => !all.Contains(n)).Select(n => new FileProblem(path, words(n, SiteRules.Listed(all)))));
    }

    private static void Served(List<FileProblem> problems, string list, IEnumerable<IReadOnlyList<string>> perDoor)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (names, door) in perDoor.Select((n, i) => (n, i)))
        {
            foreach (var name in names)
            {
                if (!first.TryAdd(name, door) && first[name] != door)
                {
                    problems.Add(new($"Site.Doors[{door}].{list}", DoorRuleTexts.ServesTwoDoors(name, $"Site.Doors[{first[name]}]")));
                }
            }
        }
    }
}
