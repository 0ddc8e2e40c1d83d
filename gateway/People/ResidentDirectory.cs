using System.Collections.Frozen;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>Everybody who may pass and their households, in memory, by every way they can be asked for. Readers never wait: a change swaps
/// the whole index.</summary>
/// <param name="homes">Which doors a home gives; null where no gateway's doors matter.</param>
internal sealed class ResidentDirectory(HomeDoors? homes = null)
{
    private static readonly FrozenDictionary<PersonId, IReadOnlyList<string>> _uncapped = FrozenDictionary<PersonId,
        IReadOnlyList<string>>.Empty;

    private readonly HomeDoors _homes = homes ?? HomeDoors.None;
    private volatile Index _index = new([], [], [], _uncapped);

    /// <summary>A directory of its own, which no door asks.</summary>
    public ResidentDirectory(IEnumerable<Resident> residents, IEnumerable<Household> households)
        : this() => _index = new Index([.. residents], [.. households], [], _uncapped);

    public int Count => _index.ById.Count;

    public IEnumerable<Resident> All => _index.ById.Values;

    public Resident? WithId(PersonId id) => _index.ById.GetValueOrDefault(id);

    /// <summary>Whose card it is, and the card as that person holds it. A card enrolled in one format is not found by the same number in
    /// another.</summary>
    /// <param name="format">The format it was read in; null finds a card of any.</param>
    public (Resident Resident, HeldCard Card)? WithCard(ulong number, string? format = null)
    {
        if (!_index.ByCard.TryGetValue(number, out var held))
        {
            return null;
        }

        var found = Array.FindIndex(held, h => h.Card.Format == format);
        found = found >= 0 ? found : Array.FindIndex(held, h => format is null || h.Card.Format is null);
        return found >= 0 ? held[found] : null;
    }

    /// <summary>Everybody's cards of that number, in whatever formats.</summary>
    public IReadOnlyList<(Resident Resident, HeldCard Card)> CardsOf(ulong number) => _index.ByCard.GetValueOrDefault(number, []);

    /// <summary>Whose PIN it is, and whether it is the duress one. A PIN that several people have is nobody's.</summary>
    /// <param name="digest">Of <see cref="PinDigests.Compute"/>.</param>
    public (Resident Resident, bool IsDuress)? WithPin(string digest) => _index.ByPin.TryGetValue(digest, out var owners)
        && owners is [var owner] ? owner : null;

    /// <summary>How many people have that PIN, as either.</summary>
    public int PinOwners(string digest) => _index.ByPin.TryGetValue(digest, out var owners) ? owners.Length : 0;

    public Resident? WithQrCode(string text) => _index.ByQrCode.GetValueOrDefault(text);

    /// <summary>How people call that person; the id itself where nobody here knows it.</summary>
    public string NameOf(string id) => WithId(new PersonId(id))?.Name ?? (id.StartsWith("v-", StringComparison.Ordinal)
        ? VisitOf(id[2..])?.Name : null) ?? id;

    public IReadOnlyCollection<Visit> Visits => _index.VisitByPass.Values;

    /// <returns>Null for a pass of which nothing is kept here.</returns>
    public Visit? VisitOf(string pass) => _index.VisitByPass.GetValueOrDefault(pass);

    public IReadOnlyCollection<Household> Households => _index.HouseholdById.Values;

    public Household? WithId(HouseholdId id) => _index.HouseholdById.GetValueOrDefault(id);

    public Household? At(Home home) => _index.HouseholdByHome.GetValueOrDefault(home);

    /// <param name="text">A household's id, or its home as somebody writes it.</param>
    public Household? Named(string text) => WithId(new HouseholdId(text)) ?? (Home.Parse(text) is { } home ? At(home) : null);

    public Household? HouseholdOf(Resident person) => person.Household is { } id ? WithId(id) : null;

    public IReadOnlyList<Resident> MembersOf(HouseholdId household) => _index.ByHousehold.GetValueOrDefault(household, []);

    /// <summary>The doors that admit somebody, by the home, the exceptions and what is on its way to the disk; empty for all.</summary>
    public IReadOnlyList<string> DoorsOf(Resident person) => _index.Caps.GetValueOrDefault(person.Id)
        ?? _homes.Of(person, HouseholdOf(person));

    /// <summary>The doors that admit the members of a household who have no doors of their own; empty for all.</summary>
    public IReadOnlyList<string> DoorsOf(Household household) => _homes.Of(household);

    /// <summary>The doors that will admit somebody once the household is this one.</summary>
    public IReadOnlyList<string> DoorsOf(Resident person, Household? household) => _homes.Of(person, household);

    public void Replace(IEnumerable<Resident> residents) => Replace(residents, Households, Visits);

    public void Replace(IEnumerable<Resident> residents, IEnumerable<Household> households, IEnumerable<Visit>? visits = null) =>
        _index = new Index([.. residents], [.. households], [.. visits ?? []], _uncapped);

    /// <summary>Adds or replaces what the office knows of visitors. Belongs to <see cref="PeopleWriter"/>.</summary>
    public void Change(IReadOnlyList<Visit> put, IReadOnlyList<string> gone)
    {
        if (put.Count + gone.Count > 0)
        {
            var (here, away) = (_index, put.Select(visit => visit.Pass).Concat(gone).ToHashSet(StringComparer.Ordinal));
            _index = here.With([.. here.VisitByPass.Values.Where(visit => !away.Contains(visit.Pass)), .. put]);
        }
    }

    /// <summary>Adds or replaces some and takes others out, in one step. Belongs to <see cref="PeopleWriter"/>, one change at a
    /// time.</summary>
    /// <param name="caps">Who is admitted by no more than these doors until they are changed again.</param>
    public void Change(IReadOnlyList<Resident> put, IReadOnlyList<PersonId> gone, IReadOnlyList<Household>? households = null,
        IReadOnlyList<HouseholdId>? householdsGone = null, IReadOnlyDictionary<PersonId, IReadOnlyList<string>>? caps = null)
    {
        var (here, homesPut, homesGone) = (_index, households ?? [], householdsGone ?? []);
        if (put.Count + gone.Count + homesPut.Count + homesGone.Count + (caps?.Count ?? 0) == 0)
        {
            return;
        }

        var away = put.Select(person => person.Id).Concat(gone).ToHashSet();
        var homesAway = homesPut.Select(household => household.Id).Concat(homesGone).ToHashSet();
        var uncapped = homesAway.SelectMany(id => MembersOf(id)).Select(person => person.Id).Concat(away).ToHashSet();
        _index = new Index(
            [.. here.ById.Values.Where(person => !away.Contains(person.Id)), .. put],
            [.. here.HouseholdById.Values.Where(household => !homesAway.Contains(household.Id)), .. homesPut],
            [.. here.VisitByPass.Values],
            here.Caps.Where(cap => !uncapped.Contains(cap.Key)).Concat(caps ?? _uncapped).ToFrozenDictionary());
    }

    private sealed class Index(IReadOnlyList<Resident> residents, IReadOnlyList<Household> households, IReadOnlyList<Visit> visits,
        FrozenDictionary<PersonId, IReadOnlyList<string>> caps)
    {
        public FrozenDictionary<string, Visit> VisitByPass { get; } = visits.ToFrozenDictionary(visit => visit.Pass,
            StringComparer.Ordinal);

        public Index With(IReadOnlyList<Visit> others) => new(residents, households, others, caps);

        public FrozenDictionary<PersonId, IReadOnlyList<string>> Caps => caps;

        public FrozenDictionary<HouseholdId, Household> HouseholdById { get; } = households.ToFrozenDictionary(h => h.Id);

        public FrozenDictionary<Home, Household> HouseholdByHome { get; } = households.Where(h => h.Home is not null)
            .DistinctBy(h => h.Home).ToFrozenDictionary(h => h.Home!);

        public FrozenDictionary<HouseholdId, Resident[]> ByHousehold { get; } = residents.Where(r => r.Household is not null)
            .GroupBy(r => r.Household!.Value).ToFrozenDictionary(g => g.Key, g => g.ToArray());

        public FrozenDictionary<PersonId, Resident> ById { get; } = residents.ToFrozenDictionary(r => r.Id);

        public FrozenDictionary<ulong, (Resident Resident, HeldCard Card)[]> ByCard { get; } =
            residents.SelectMany(r => r.Cards.Select(c => (Resident: r, Card: c))).GroupBy(p => p.Card.Number).ToFrozenDictionary(g =>
                g.Key, g => g.ToArray());

        public FrozenDictionary<string, (Resident Resident, bool IsDuress)[]> ByPin { get; } =
            residents.SelectMany(r => new[] { (Digest: r.PinDigest, Resident: r, IsDuress: false), (Digest: r.DuressPinDigest, Resident: r,
                IsDuress: true) })
                .Where(p => p.Digest is not null).GroupBy(p => p.Digest!, StringComparer.Ordinal)
                .ToFrozenDictionary(g => g.Key, g => g.Select(p => (p.Resident, p.IsDuress)).ToArray(), StringComparer.Ordinal);

        public FrozenDictionary<string, Resident> ByQrCode { get; } =
            residents.SelectMany(r => r.QrCodes.Select(q => (Code: q, Resident: r))).DistinctBy(p => p.Code).ToFrozenDictionary(p => p.Code,
                p => p.Resident, StringComparer.Ordinal);
    }
}
