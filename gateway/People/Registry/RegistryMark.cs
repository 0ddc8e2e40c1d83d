using LiteDB;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>One document of the registry.</summary>
internal readonly record struct RegistryKey(string Collection, string Id);

/// <summary>How far a journal had come: every record up to <paramref name="Seq"/> was there.</summary>
internal readonly record struct JournalPlace(Guid Ledger, long Seq);

/// <summary>That the registry was put back to an earlier state, until that was told and what the journal knows since was done
/// again.</summary>
/// <param name="Finding">What was amiss and what took its place.</param>
/// <param name="Since">Where the registry's journal stood at that state.</param>
internal sealed record RegistryReturn(string Finding, JournalPlace Since);

/// <summary>Which state of the registry something is.</summary>
/// <param name="Generation">One more with every change; never the same for two states.</param>
/// <param name="Place">Where the registry's journal stood when the change was made; what it says of changes up to there is in it.</param>
internal sealed record RegistryMark(long Generation, JournalPlace Place, DateTimeOffset At, RegistryReturn? Return = null)
{
    public static RegistryMark None { get; } = new(0, default, default);

    public BsonDocument ToBson() => new()
    {
        ["generation"] = Generation,
        ["ledger"] = Place.Ledger,
        ["seq"] = Place.Seq,
        ["at"] = At.ToUnixTimeMilliseconds(),
        ["return"] = Return is null ? BsonValue.Null : new BsonDocument
        {
            ["finding"] = Return.Finding,
            ["ledger"] = Return.Since.Ledger,
            ["seq"] = Return.Since.Seq,
        },
    };

    public static RegistryMark FromDocument(BsonDocument document) => new(
        document["generation"].AsInt64,
        new JournalPlace(document["ledger"].AsGuid, document["seq"].AsInt64),
        DateTimeOffset.FromUnixTimeMilliseconds(document["at"].AsInt64),
        document["return"] is BsonDocument back ? new RegistryReturn(back["finding"].AsString, new JournalPlace(back["ledger"].AsGuid,
            back["seq"].AsInt64)) : null);
}
