using System.Text.Json;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Site.Edits;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>The relays of a site file and the boards they are on. A file with problems still gives those boards and relays whose own lines
/// are sound, for a gateway whose file was spoilt has to let go of its doors as well. A line with a problem is never guessed at: a wrong
/// polarity would open a door.</summary>
/// <param name="DataFolder">Where simulated boards keep their pins.</param>
/// <param name="Problems">What is wrong with the file, a line each.</param>
internal sealed record RestPlan(string DataFolder, IReadOnlyList<BoardOptions> Boards, IReadOnlyList<BusOptions> Buses,
    IReadOnlyList<RelayOptions> Relays, IReadOnlyList<FileProblem> Problems)
{
    private static readonly JsonDocumentOptions _lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static RestPlan Read(string file) => Read(SiteSource.Read(file) ?? new SiteSource(file, []), SiteFiles.Read(file));

    /// <summary>Of the site file that ran before the one on trial: a process that was killed on its way from the one to the other leaves
    /// its relays as they were. Those that the other has too are left to it, for it may wire them otherwise.</summary>
    public static RestPlan? ReadBefore(string file, RestPlan now)
    {
        if (new SitePlace(file).ReadTrial() is not { IsOn: true } trial)
        {
            return null;
        }

        var source = new SiteSource(Path.GetFullPath(file), trial.Before);
        var before = Read(source, SiteFiles.Read(source));
        return before with
        {
            Relays = [.. before.Relays.Where(relay => !now.Relays.Any(other => other.Board == relay.Board && other.Pin == relay.Pin))],
            Problems = [],
        };
    }

    private static RestPlan Read(SiteSource source, (SiteFile? Site, IReadOnlyList<FileProblem> Problems) read)
    {
        var (site, problems) = read;
        site ??= Spoilt(source);
        return new RestPlan(
            site.DataFolder,
            [.. site.Boards.Where((board, i) => board is not null && Sound($"Site.Boards[{i}]") && (board.Kind != BoardKind.Simulated
                || Sound("Site.DataFolder"))
                && (board.Kind != BoardKind.Modbus || SoundBus(board.Bus)))],
            site.Buses,
            [
                .. site.Doors.Where((door, i) => door?.Relay is not null && Sound($"Site.Doors[{i}].Relay")).Select(door => door.Relay!),
                .. site.Doors.Where((door, i) => door?.Barrier?.CloseRelay is not null && Sound($"Site.Doors[{i}].Barrier.CloseRelay"))
                    .Select(door => door.Barrier!.CloseRelay!),
                .. site.Outside?.Siren?.Relay is { } siren && Sound("Site.Outside.Siren") ? [siren] : Array.Empty<RelayOptions>(),
            ],
            problems);

        bool SoundBus(string id) => site.Buses.Select((bus, i) => (bus, i)).Any(b => b.bus?.Id == id && Sound($"Site.Buses[{b.i}]"));

        bool Sound(string path) => !problems.Any(p => p.Path.StartsWith(path, StringComparison.Ordinal));
    }

    /// <summary>What can be read of a file that has problems; nothing where it is no JSON.</summary>
    private static SiteFile Spoilt(SiteSource source)
    {
        try
        {
            using var json = JsonDocument.Parse(source.Text, _lenient);
            var site = (SiteFile)new SiteBinder().Record(json.RootElement, typeof(SiteFile), "Site", isRoot: true);
            return site with { DataFolder = Path.GetFullPath(site.DataFolder, Path.GetDirectoryName(Path.GetFullPath(source.File))!) };
        }
        catch (JsonException)
        {
            return new SiteFile();
        }
    }
}
