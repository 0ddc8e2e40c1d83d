using LiteDB;

namespace Zhuhui.Edge.Gateway.People.Registry.Replay;

/// <summary>A person of an earlier state of the registry, on whom is done again what the journal tells since.</summary>
internal sealed class PersonReplay(BsonDocument document)
{
    private bool _isFirstPinSeen;
    private bool _areFirstDetailsSeen;

    public Resident Resident { get; set; } = RegistryDocuments.ToResident(document);

    public BsonArray Templates { get; set; } = RegistryDocuments.TemplatesOf(document);

    public bool IsPinCleared { get; set; }

    /// <summary>A change is stored before it is told: where setting the PIN was the last change of all, the first record about it is that
    /// very one.</summary>
    /// <param name="since">Where the journal stood at the earlier state's last change.</param>
    public bool IsOwnPin(long since) => IsFirst(ref _isFirstPinSeen, RegistryDocuments.PinAfterOf(document), since);

    /// <inheritdoc cref="IsOwnPin" path="/param"/>
    public bool IsOwnDetails(long since) => IsFirst(ref _areFirstDetailsSeen, RegistryDocuments.DetailsAfterOf(document), since);

    /// <param name="last">Where the journal stands now.</param>
    public BsonDocument ToDocument(long last) => RegistryDocuments.ToDocument(Resident, Templates,
        IsPinCleared ? last : RegistryDocuments.PinAfterOf(document), RegistryDocuments.DetailsAfterOf(document));

    private static bool IsFirst(ref bool isSeen, long after, long since)
    {
        var first = !isSeen && after > 0 && after == since;
        isSeen |= first;
        return first;
    }
}
