using System.Globalization;
using LiteDB;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Vision.Faces;

namespace Zhuhui.Edge.Gateway.Ledger;

/// <summary>A face template of a resident, opened.</summary>
/// <param name="Quality">How good the photo was, 0 to 1; the first versions did not keep it.</param>
internal sealed record FaceTemplate(string Pack, float[] Vector, float Quality = FaceTemplate.UsualQuality)
{
    public const float UsualQuality = 0.5f;

    public static FaceTemplate Of(Enrolment.Accepted look) => new(look.Pack, look.Template.ToArray(), look.Quality);
}

/// <summary>The people of the compound on disk: who they are, their cards and codes, their sealed face templates and, where they agreed to it, photos. One process and one writer at a time;
/// a change is committed, checkpointed and on the disk before <see cref="Put(Resident, IReadOnlyList{FaceTemplate})"/> returns.</summary>
internal sealed class Registry : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _held;
    private readonly RegistryFile _file;
    private readonly TemplateCipher _cipher;

    private Registry(FileStream held, RegistryFile file, TemplateCipher cipher, KeptPhotos photos) => (_held, _file, _cipher, Photos) = (held, file, cipher, photos);

    /// <summary>Photos that people agreed to have kept. They go with the templates.</summary>
    public KeptPhotos Photos { get; }

    /// <exception cref="LedgerException">Another process has the registry, it is damaged, or the system refuses a file.</exception>
    public static Registry Open(string dataFolder)
    {
        var path = Path.Combine(dataFolder, "registry.db");
        var held = LedgerLock.Take(path + ".lock", $"the registry {path}");
        TemplateCipher? cipher = null;
        try
        {
            cipher = TemplateCipher.Open(Path.Combine(dataFolder, "keys", "template.key"));
            return new Registry(held, new RegistryFile(path), cipher, new KeptPhotos(dataFolder));
        }
        catch (LedgerException)
        {
            cipher?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>What was amiss with the file at the start and what was done about it; null where it was sound.</summary>
    public string? Restored => _file.Restored;

    public IReadOnlyList<Resident> All()
    {
        lock (_lock)
        {
            return [.. _file.All().Select(ToResident)];
        }
    }

    public bool Holds(PersonId person)
    {
        lock (_lock)
        {
            return _file.Find(person.Value) is not null;
        }
    }

    /// <summary>Everybody with the templates that the key opens, in one pass over the file.</summary>
    public IReadOnlyList<(Resident Resident, IReadOnlyList<FaceTemplate> Templates)> AllWithTemplates()
    {
        lock (_lock)
        {
            return [.. _file.All().Select(document => (ToResident(document), TemplatesOf(document)))];
        }
    }

    /// <summary>The templates that the key opens. One that it does not open is as good as not there.</summary>
    public IReadOnlyList<FaceTemplate> TemplatesOf(PersonId person)
    {
        lock (_lock)
        {
            return _file.Find(person.Value) is { } document ? TemplatesOf(document) : [];
        }
    }

    /// <summary>Adds or replaces a resident with all templates; on the disk when this returns.</summary>
    /// <exception cref="LedgerException">The disk refuses it; the registry can be used again once it does not.</exception>
    public void Put(Resident resident, IReadOnlyList<FaceTemplate> templates) => Put(resident, new BsonArray(templates.Select(t => new BsonDocument
    {
        ["pack"] = t.Pack,
        ["quality"] = Math.Round(t.Quality, 3),
        ["sealed"] = _cipher.Seal(resident.Id.Value, t.Vector),
    })));

    /// <summary>As <see cref="Put(Resident, IReadOnlyList{FaceTemplate})"/>, with the templates left as they are.</summary>
    /// <exception cref="LedgerException">The disk refuses it; the registry can be used again once it does not.</exception>
    public void Put(Resident resident)
    {
        lock (_lock)
        {
            Put(resident, _file.Find(resident.Id.Value)?["templates"] as BsonArray ?? []);
        }
    }

    /// <summary>As <see cref="Put(Resident)"/>, and the person's templates and photos are off the disk, and out of its copy, when this returns.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="LedgerException">The disk refuses it; the registry can be used again once it does not.</exception>
    public (int Templates, int Photos) EraseFaces(Resident resident)
    {
        lock (_lock)
        {
            var photos = Photos.Erase(resident.Id);
            var templates = (_file.Find(resident.Id.Value)?["templates"] as BsonArray)?.Count ?? 0;
            Put(resident, new BsonArray(), isErasing: true);
            return (templates, photos);
        }
    }

    /// <summary>Takes a person out, with all templates and photos; off the disk, and out of its copy, when this returns.</summary>
    /// <exception cref="LedgerException">The disk refuses it; the registry can be used again once it does not.</exception>
    public void Remove(PersonId person)
    {
        lock (_lock)
        {
            Photos.Erase(person);
            _file.Remove(person.Value);
        }
    }

    private void Put(Resident resident, BsonArray templates, bool isErasing = false)
    {
        var document = new BsonDocument
        {
            ["_id"] = resident.Id.Value,
            ["name"] = resident.Name,
            ["cards"] = new BsonArray(resident.Cards.Select(OfCard)),
            ["qrCodes"] = new BsonArray(resident.QrCodes.Select(q => new BsonValue(q))),
            ["doors"] = new BsonArray(resident.Doors.Select(d => new BsonValue(d))),
            ["schedule"] = resident.Schedule,
            ["needsLonger"] = resident.NeedsLonger,
            ["pin"] = resident.PinDigest,
            ["duressPin"] = resident.DuressPinDigest,
            ["mostUses"] = resident.MostUses is { } uses ? new BsonValue(uses) : BsonValue.Null,
            ["validFrom"] = Instant(resident.ValidFrom),
            ["validTo"] = Instant(resident.ValidTo),
            ["blocked"] = resident.Blocked,
            ["consent"] = OfConsent(resident.Consent),
            ["photoConsent"] = OfConsent(resident.PhotoConsent),
            ["templates"] = templates,
        };
        lock (_lock)
        {
            _file.Put(document, isErasing);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _file.Dispose();
            _cipher.Dispose();
            Photos.Dispose();
            _held.Dispose();
        }
    }

    private IReadOnlyList<FaceTemplate> TemplatesOf(BsonDocument document) =>
    [
        .. document["templates"].AsArray
            .Select(t => (Pack: t["pack"].AsString, Quality: t["quality"] is { IsNumber: true, AsDouble: var quality } ? (float)quality : FaceTemplate.UsualQuality,
                Vector: _cipher.Open(document["_id"].AsString, t["sealed"].AsBinary)))
            .Where(t => t.Vector is not null)
            .Select(t => new FaceTemplate(t.Pack, t.Vector!, t.Quality)),
    ];

    private static Resident ToResident(BsonDocument document) => new(new PersonId(document["_id"].AsString), document["name"].AsString)
    {
        Cards = [.. document["cards"].AsArray.Select(ToCard)],
        QrCodes = [.. document["qrCodes"].AsArray.Select(q => q.AsString)],
        Doors = [.. document["doors"].AsArray.Select(d => d.AsString)],
        Schedule = document["schedule"].AsString,
        NeedsLonger = document["needsLonger"] is { IsBoolean: true, AsBoolean: true },
        PinDigest = document["pin"].AsString,
        DuressPinDigest = document["duressPin"].AsString,
        MostUses = document["mostUses"] is { IsInt32: true, AsInt32: var uses } ? uses : null,
        ValidFrom = Instant(document["validFrom"]),
        ValidTo = Instant(document["validTo"]),
        Blocked = document["blocked"].AsBoolean,
        Consent = ToConsent(document["consent"]),
        PhotoConsent = ToConsent(document["photoConsent"]),
    };

    private static BsonValue OfConsent(Consent? consent) => consent is null
        ? BsonValue.Null
        : new BsonDocument { ["givenAt"] = Instant(consent.GivenAt), ["notice"] = consent.NoticeVersion, ["witness"] = consent.Witness };

    private static Consent? ToConsent(BsonValue value) => value is BsonDocument consent
        ? new Consent(Instant(consent["givenAt"])!.Value, consent["notice"].AsString, consent["witness"].AsString)
        : null;

    /// <summary>BSON has no unsigned 64-bit number, so a card's is kept as text. The first version kept nothing beside it.</summary>
    private static BsonValue OfCard(HeldCard card) => new BsonDocument
    {
        ["number"] = card.Number.ToString(CultureInfo.InvariantCulture),
        ["format"] = card.Format,
        ["validFrom"] = Instant(card.ValidFrom),
        ["validTo"] = Instant(card.ValidTo),
        ["lost"] = card.Lost,
    };

    private static HeldCard ToCard(BsonValue card) => card is BsonDocument document
        ? new HeldCard(ulong.Parse(document["number"].AsString, CultureInfo.InvariantCulture), document["format"].AsString, Instant(document["validFrom"]),
            Instant(document["validTo"]), document["lost"].AsBoolean)
        : new HeldCard(ulong.Parse(card.AsString, CultureInfo.InvariantCulture));

    private static BsonValue Instant(DateTimeOffset? instant) => instant is { } at ? new BsonValue(at.ToUnixTimeMilliseconds()) : BsonValue.Null;

    private static DateTimeOffset? Instant(BsonValue value) => value.IsNull ? null : DateTimeOffset.FromUnixTimeMilliseconds(value.AsInt64);
}
