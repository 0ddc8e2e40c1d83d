using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>Whether the gateway runs with a changed site file, or as another release, as it did before: its doors' loops take their turns,
/// and what was there is there still.</summary>
/// <param name="isLinked">Whether the hub's broker has the session; null where the site has no hub.</param>
/// <param name="isRecording">The journal takes records and brings them to the disk.</param>
internal sealed class SiteHealth(SiteInForce inForce, DeviceHealth devices, CamerasService cameras, OpenDoors doors, Func<bool?> isLinked,
    Func<bool> isRecording, TimeProvider time)
{
    /// <summary>The hub's link as <see cref="Online"/> names it.</summary>
    public const string Hub = "link/hub";

    /// <summary>The journal as <see cref="Online"/> names it.</summary>
    public const string Journal = "journal";

    /// <summary>The longest that something may be away: a camera needs some seconds to begin.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>A link that is tried again after half a minute, or a broker that is started anew, is no fault of what is tried.</summary>
    public static readonly TimeSpan PatienceForHub = SiteChanges.ProofTime;

    /// <summary>A door's loop looks around every ten seconds.</summary>
    private static readonly TimeSpan _longestTurn = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, long> _since = new(StringComparer.Ordinal);

    public SiteHealth(SiteInForce inForce, DeviceHealth devices, CamerasService cameras, OpenDoors doors, LinkService link,
        EventLedger ledger, TimeProvider time)
        : this(inForce, devices, cameras, doors, () => link.Status?.Connected, () => !ledger.IsDegraded, time)
    {
    }

    /// <summary>Boards, buses and readers by their id, cameras as <c>camera/id</c>, doors whose contact and lock say what they are to as
    /// <c>door/id</c>, the hub's link, the journal.</summary>
    public IReadOnlyList<string> Online => [.. All().Where(one => one.IsOnline).Select(one => one.Id)];

    /// <summary>What was there before, is in the site file still, and is away at this moment.</summary>
    public IReadOnlyList<string> Missing(IReadOnlyList<string> before) =>
        [.. All().Where(one => !one.IsOnline && before.Contains(one.Id, StringComparer.Ordinal)).Select(one => one.Id)];

    /// <summary>Why the gateway does not run with it; null while nothing says so. To be asked every second, by one at a time.</summary>
    public Wording? Problem(IReadOnlyList<string> before)
    {
        if (doors.Hanging(_longestTurn) is { Count: > 0 } hanging)
        {
            return SiteTexts.Hangs(string.Join(", ", hanging));
        }

        var missing = Missing(before);
        foreach (var back in _since.Keys.Except(missing, StringComparer.Ordinal).ToArray())
        {
            _since.Remove(back);
        }

        foreach (var one in missing)
        {
            _since.TryAdd(one, time.GetTimestamp());
        }

        string[] lost = [.. missing.Where(one => time.GetElapsedTime(_since[one]) >= (one == Hub ? PatienceForHub : Patience))];
        return lost.Length == 0 ? null : lost.Contains(Journal) ? SiteTexts.RecordsNothing : SiteTexts.Missing(string.Join(", ", lost));
    }

    /// <summary>A device that nothing is ever heard of, such as the machine's own pins while all is well, is there.</summary>
    private IEnumerable<(string Id, bool IsOnline)> All()
    {
        var (site, known) = (inForce.Now, devices.Devices.ToDictionary(device => device.Id, StringComparer.Ordinal));
        return site.Boards.Select(board => board.Id).Concat(site.Buses.Select(bus => bus.Id))
            .Concat(site.Readers.Select(reader => reader.Id)).Distinct(StringComparer.Ordinal)
            .Select(id => (id, !known.TryGetValue(id, out var device) || device.Online == true))
            .Concat(cameras.Health.Select(camera => ($"camera/{camera.Id}", camera.Online)))
            .Concat(doors.Sound.Select(door => ($"door/{door.Id}", door.IsSound)))
            .Concat(isLinked() is { } linked ? [(Hub, linked)] : [])
            .Append((Journal, isRecording()));
    }
}
