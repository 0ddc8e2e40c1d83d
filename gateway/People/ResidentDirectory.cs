using System.Collections.Frozen;
using Zhuhui.Edge.Gateway.People.Credentials;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>Everybody who may pass, in memory, by every way they can be asked for. Readers never wait: a change swaps the whole
/// index.</summary>
internal sealed class ResidentDirectory
{
    private volatile Index _index = new([]);

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
    public string NameOf(string id) => WithId(new PersonId(id))?.Name ?? id;

    public void Replace(IEnumerable<Resident> residents) => _index = new Index([.. residents]);

    /// <summary>Adds or replaces some and takes others out, in one step. Belongs to <see cref="PeopleWriter"/>, one change at a
    /// time.</summary>
    public void Change(IReadOnlyList<Resident> put, IReadOnlyList<PersonId> gone)
    {
        if (put.Count + gone.Count > 0)
        {
            var away = put.Select(resident => resident.Id).Concat(gone).ToHashSet();
            Replace([.. All.Where(resident => !away.Contains(resident.Id)), .. put]);
        }
    }

    private sealed class Index(IReadOnlyList<Resident> residents)
    {
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
