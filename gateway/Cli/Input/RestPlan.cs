using System.Text.Json;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>The relays of a site file and the boards they are on. A file with problems still gives those boards and relays whose own lines
/// are sound, for a gateway whose file was spoilt has to let go of its doors as well. A line with a problem is never guessed at: a wrong
/// polarity would open a door.</summary>
/// <param name="DataFolder">Where simulated boards keep their pins.</param>
/// <param name="Problems">What is wrong with the file, a line each.</param>
internal sealed record RestPlan(string DataFolder, IReadOnlyList<BoardOptions> Boards, IReadOnlyList<BusOptions> Buses,
    IReadOnlyList<RelayOptions> Relays, IReadOnlyList<string> Problems)
{
    private static readonly JsonDocumentOptions _lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static RestPlan Read(string file)
    {
        var (site, problems) = SiteFiles.Read(file);
        site ??= Spoilt(file);
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
            ],
            problems);

        bool SoundBus(string id) => site.Buses.Select((bus, i) => (bus, i)).Any(b => b.bus?.Id == id && Sound($"Site.Buses[{b.i}]"));

        bool Sound(string path) => !problems.Any(p => p.StartsWith(path, StringComparison.Ordinal));
    }

    /// <summary>What can be read of a file that has problems; nothing where it is no JSON.</summary>
    private static SiteFile Spoilt(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), _lenient);
            var site = (SiteFile)new SiteBinder().Record(json.RootElement, typeof(SiteFile), "Site", isRoot: true);
            return site with { DataFolder = Path.GetFullPath(site.DataFolder, Path.GetDirectoryName(Path.GetFullPath(file))!) };
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            return new SiteFile();
        }
    }
}
