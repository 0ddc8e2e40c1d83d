using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Vision.Gallery;
using ZstdSharp;

namespace Zhuhui.Edge.Gateway.Remote.Rosters;

/// <summary>Takes over the hub's rosters: whole versions, all or nothing. What a roster takes away holds at the doors before it is on the disk; what it gives, after.</summary>
/// <param name="calendar">The site file's own holidays, for as long as no roster brought others.</param>
internal sealed class RosterIntake(SiteFile site, Authorities authorities, RegistryStore registry, ResidentDirectory residents, FaceGallery gallery, EventLedger ledger, PolicyInForce policy,
    NewestRoster newest, Calendar calendar, RefusalMeter refusals, TimeProvider time)
{
    public const int MostBytes = 4 << 20;

    private const string Kind = "roster";

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
        : have < newest.Version ? new RosterWanted(have, RosterWant.Full, $"the registry was restored; version {newest.Version} was in force before")
        : new RosterWanted(have, reason == "gap" ? RosterWant.Full : RosterWant.Delta, reason);

    /// <summary>Asks the hub for what is missing.</summary>
    public void Want(string reason)
    {
        Volatile.Write(ref _wants, reason);
        Wanting?.Invoke();
    }

    /// <summary>The registry was put back: its roster decides again, until the hub has sent the newest.</summary>
    public void PutBack()
    {
        var next = PolicyOf(registry.Roster());
        if (next.Version() != policy.Now.Version)
        {
            ledger.Append(new PolicyAdopted(next.Version(), next));
            policy.Change(next);
        }

        Want("the registry was put back");
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
                    : (part.Gateway != RemoteCommands.AddressOf(site) ? RemoteRefusal.OtherGateway : RemoteRefusal.NotPermitted).ToRefusal());
            }

            var (whole, gap) = _parts.Add(part);
            return gap is not null ? Refused(key, part.Version, RemoteRefusal.Incomplete.ToRefusal(gap)) : whole is null ? null : Apply(whole, key!);
        }
    }

    private static (RosterMessage? Part, Refusal? Problem) Read(InboundMessage message)
    {
        ReadOnlySpan<byte> json = message.Payload.Span;
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
            return Decompressor.GetDecompressedSize(compressed) is > 0 and <= MostBytes ? zstd.Unwrap(compressed, MostBytes).ToArray() : null;
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
            return Refused(key, version, RemoteRefusal.OldVersion.ToRefusal($"version {inForce.Version} is in force, {newest.Version} was"));
        }

        if (from is { } basis && basis != inForce.Version)
        {
            Want("gap");
            return Refused(key, version, RemoteRefusal.Gap.ToRefusal($"{basis} against {inForce.Version}; a full one was asked for"));
        }

        lock (residents.Turn)
        {
            var ground = new RosterGround(site, [.. residents.All], inForce);
            var (change, problems) = RosterRules.Merge(parts, ground);
            return change is null ? Refused(key, version, RemoteRefusal.Invalid.ToRefusal(string.Join("; ", problems))) : Apply(change, from, key, ground);
        }
    }

    private Reply? Apply(RosterChange change, long? from, string key, RosterGround ground)
    {
        var (after, roster) = RosterEffect.After(change, ground);
        var gone = ground.People.Select(p => p.Id).Except(after.Select(p => p.Id)).ToArray();
        Narrow(after, roster, gone);
        IReadOnlyList<RegistryEvent> happened;
        try
        {
            happened = registry.ApplyRoster(change);
        }
        catch (StorageException refused)
        {
            return Refused(key, change.Version, RemoteRefusal.Failed.ToRefusal($"{refused.Message}; what it takes away holds until the next start all the same"));
        }

        var known = ground.People.Select(p => p.Id).ToHashSet();
        var added = change.People.Count(p => !known.Contains(p.Id));
        var next = PolicyOf(roster);
        ledger.AppendTogether([.. happened, new RosterApplied(change.Version, from, key, added, change.People.Count - added, gone.Length, roster.Groups.Count, roster.Schedules.Count),
            .. next.Version() == policy.Now.Version ? Array.Empty<RegistryEvent>() : [new PolicyAdopted(next.Version(), next)]]);
        policy.Change(next);
        residents.Replace(after);
        foreach (var person in ground.People.Where(p => p.Doors.Count > 0 && change.People.Any(named => named.Id == p.Id)))
        {
            gallery.Admit(person.Id.Value, GalleryPartitions.Admitting(site, person with { Doors = [] }));
        }

        Volatile.Write(ref _wants, null);
        return Done(change.Version, new ReplyResult { Added = added, Changed = change.People.Count - added, Removed = gone.Length });
    }

    /// <summary>Before anything is on the disk: whoever is gone, blocked or has lost a card opens nothing any more, and no group admits where it will not.</summary>
    private void Narrow(IReadOnlyList<Resident> after, Roster roster, IReadOnlyList<PersonId> gone)
    {
        residents.Replace(RosterEffect.Narrowed([.. residents.All], after));
        foreach (var person in gone)
        {
            gallery.Remove(person.Value);
        }

        var now = policy.Now.Policy;
        GroupPolicy[] narrowed = [.. (now.Groups ?? []).Select(g => roster.Groups.FirstOrDefault(next => next.Id == g.Id) is { } next ? g.Narrowed(next.Doors) : g)];
        if ((now.Groups ?? []).Zip(narrowed).Any(pair => !pair.First.Doors.SequenceEqual(pair.Second.Doors)))
        {
            var narrow = now with { Groups = narrowed };
            ledger.Append(new PolicyAdopted(narrow.Version(), narrow));
            policy.Change(narrow);
        }
    }

    private AccessPolicy PolicyOf(Roster roster) => PolicyFactory.From(site, calendar, roster);

    private Reply Done(long version, ReplyResult result) => new(null, Kind, Outcome.Done, null, null, time.GetUtcNow(), version, result);

    private Reply? Refused(string? key, long? version, Refusal refusal)
    {
        refusals.Record(new CommandRefused("", CommandDone.NoDoor, Kind, key ?? "?", refusal.Because, key, refusal.Code));
        return refusals.MayAnswer(refusal.Code, key) ? new Reply(null, Kind, Outcome.Refused, Spoken.In(site, refusal.Because), refusal.Code, time.GetUtcNow(), version) : null;
    }
}
