using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using ZstdSharp;

namespace Zhuhui.Edge.Gateway.Remote.Rosters;

/// <summary>Takes over the hub's rosters: whole versions, all or nothing, each upon the one in force; where there is a gap between the two
/// a full one is asked for.</summary>
internal sealed class RosterIntake(SiteFile site, Authorities authorities, RegistryStore registry, ResidentDirectory residents,
    PeopleWriter writer, NewestRoster newest, RefusalMeter refusals, TimeProvider time)
{
    public const int MostBytes = 4 << 20;

    /// <summary>Why the hub is asked after a restore; it goes to the hub and not to people.</summary>
    public const string RegistryPutBack = "the registry was put back";

    private const string Kind = "roster";

    /// <summary>Why the hub is asked where a roster builds on a version that is not in force.</summary>
    private const string Gap = "gap";

    private readonly Lock _turn = new();
    private readonly RosterParts _parts = new();
    private string? _wants = "start";

    /// <summary>Told when something is wanted of the hub.</summary>
    public event Action? Wanting;

    /// <summary>The version in force; null for none.</summary>
    public long? Version => registry.Roster().Version is > 0 and var version ? version : null;

    /// <summary>What to ask the hub for; null where nothing is missing.</summary>
    public RosterWanted? Wanted => !authorities.AnyMay(RemoteRight.Roster) || Volatile.Read(ref _wants) is not { } reason ? null
        : Version is not { } have ? new RosterWanted(null, RosterWant.Full, "none was taken over yet")
        : have < newest.Version ? new RosterWanted(have, RosterWant.Full, $"the registry was restored; version {newest.Version}"
        + " was in force before")
        : new RosterWanted(have, reason == Gap ? RosterWant.Full : RosterWant.Delta, reason);

    /// <summary>Asks the hub for what is missing.</summary>
    public void Want(string reason)
    {
        Volatile.Write(ref _wants, reason);
        Wanting?.Invoke();
    }

    /// <summary>Takes one part. Returns once its version is on the disk, where it was the last.</summary>
    /// <returns>The answer; null while parts are missing.</returns>
    public Reply? Handle(InboundMessage message)
    {
        lock (_turn)
        {
            var (key, refusal) = authorities.Check(message, MostBytes);
            var (part, problem) = refusal is null ? Read(message) : (null, refusal);
            if (part is null)
            {
                return Refused(key, null, problem!);
            }

            if (part.Gateway != RemoteCommands.AddressOf(site) || !authorities.May(key!, RemoteRight.Roster) || message.Retained)
            {
                return Refused(key, part.Version, message.Retained ? CommandRules.Refusal(CommandRefusal.Retained)
                    : (part.Gateway != RemoteCommands.AddressOf(site) ? RemoteRefusal.OtherGateway : RemoteRefusal.NotPermitted)
                    .ToRefusal());
            }

            var (whole, wrongPart) = _parts.Add(part);
            return wrongPart is not null ? Refused(key, part.Version, RemoteRefusal.Incomplete.ToRefusal(wrongPart))
                : whole is null ? null : Apply(whole, key!);
        }
    }

    private static (RosterMessage? Part, Refusal? Problem) Read(InboundMessage message)
    {
        var json = message.Payload.Span;
        if (message.UserProperties.Any(p => p.Key == "contentencoding"))
        {
            if (message.Property("contentencoding") != "zstd" || Inflated(json) is not { } inflated)
            {
                return (null, RemoteRefusal.Oversized.ToRefusal($"zstd of one frame with its size, {MostBytes} bytes at most"));
            }

            json = inflated;
        }

        var (part, problem) = RemoteJson.Read<RosterMessage>(json);
        return part is null ? (null, RemoteRefusal.Malformed.ToRefusal(problem)) : (part, null);
    }

    private static byte[]? Inflated(ReadOnlySpan<byte> compressed)
    {
        try
        {
            using var zstd = new Decompressor();
            return Decompressor.GetDecompressedSize(compressed) is > 0 and <= MostBytes ? zstd.Unwrap(compressed, MostBytes)
                .ToArray() : null;
        }
        catch (ZstdException)
        {
            return null;
        }
    }

    private Reply? Apply(IReadOnlyList<RosterMessage> parts, string key)
    {
        var (version, from) = (parts[0].Version, parts[0].Base);
        var inForce = registry.Roster();
        if (version == inForce.Version && newest.Version == version)
        {
            // Its acknowledgement was lost on the way, or a kill came before it.
            return Done(version, new ReplyResult { Added = 0, Changed = 0, Removed = 0 });
        }

        if (version < Math.Max(inForce.Version, newest.Version) || version <= from)
        {
            return Refused(key, version, RemoteRefusal.OldVersion.ToRefusal($"version {inForce.Version} is in force, "
                + $"{newest.Version} was"));
        }

        if (from is { } basis && basis != inForce.Version)
        {
            Want(Gap);
            return Refused(key, version, RemoteRefusal.Gap.ToRefusal($"{basis} against {inForce.Version}; a full one was asked for"));
        }

        try
        {
            var (reply, problems) = writer.Write<(Reply? Reply, IReadOnlyList<string> Problems)>(() =>
            {
                var (change, wrong) = RosterRules.Merge(parts, new RosterGround(site, [.. residents.All], inForce));
                return change is null ? (null, (null, wrong)) : Draft(change, from, key);
            });
            if (reply is null)
            {
                return Refused(key, version, RemoteRefusal.Invalid.ToRefusal(string.Join("; ", problems)));
            }

            Volatile.Write(ref _wants, null);
            return reply;
        }
        catch (StorageException refused)
        {
            return Refused(key, version, RemoteRefusal.Failed.ToRefusal($"{refused.Message}; what it takes away holds until "
                + "the next start all the same"));
        }
    }

    /// <summary>People on the disk alone, because it refused to have them removed, go with a full roster as well.</summary>
    private (PeopleChange Change, (Reply? Reply, IReadOnlyList<string> Problems) Answer) Draft(RosterChange roster, long? from, string key)
    {
        var change = RosterEffect.Draft(roster, [.. registry.All(), .. residents.All]);
        var added = change.People.Count(person => residents.WithId(person.Id) is null);
        var (changed, removed, after) = (change.People.Count - added, change.Gone.Count, RosterEffect.After(roster, registry.Roster()));
        return (
            change with
            {
                Records = [new RosterApplied(roster.Version, from, key, added, changed, removed, after.Groups.Count,
                after.Schedules.Count)]
            },
            (Done(roster.Version, new ReplyResult { Added = added, Changed = changed, Removed = removed }), []));
    }

    private Reply Done(long version, ReplyResult result) => new(null, Kind, Outcome.Done, null, null, time.GetUtcNow(), version, result);

    private Reply? Refused(string? key, long? version, Refusal refusal)
    {
        refusals.Record(new CommandRefused("", CommandDone.NoDoor, Kind, key ?? "?", refusal.Because, key, refusal.Code));
        return refusals.MayAnswer(refusal.Code, key) ? new Reply(null, Kind, Outcome.Refused, Spoken.In(site, refusal.Because),
            refusal.Code, time.GetUtcNow(), version) : null;
    }
}
