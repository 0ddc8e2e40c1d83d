using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Journals.Clock;

/// <summary>The latest moments that are certain at a start. They stand in the journal's records; beside it, in a file, stands what later
/// was found of them, so that records of a clock that was put back since count no more.</summary>
/// <param name="Newest">Of any record; null where there is none.</param>
/// <param name="Synchronised">Of those that a time source, the hub or an operator vouches for.</param>
internal sealed record ClockFloor(DateTimeOffset? Newest, DateTimeOffset? Synchronised)
{
    private const string FileName = "clock.json";

    /// <summary>As the file and the records behind it have it. A file that can't be read counts as none.</summary>
    public static ClockFloor Find(string dataFolder, IEnumerable<Journal> journals)
    {
        var kept = Read(Path.Combine(dataFolder, FileName));
        var floor = new ClockFloor(kept?.Newest, kept?.Synchronised);
        foreach (var journal in journals)
        {
            var known = kept?.Through.GetValueOrDefault(journal.Ledger) ?? 0;
            if (journal.LastSeq > known && journal.LastRecord() is { } last && last.Seq > known)
            {
                floor = floor.Then(last.At, isVouchedFor: !last.IsUndated);
            }
        }

        return floor;
    }

    /// <summary>Keeps it: what the journals hold by now is in it.</summary>
    /// <exception cref="IOException">The disk refuses it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is another user's.</exception>
    public void Keep(string dataFolder, IEnumerable<Journal> journals) => AtomicFile.Write(Path.Combine(dataFolder, FileName),
        JsonSerializer.SerializeToUtf8Bytes(new Kept(Newest, Synchronised, journals.ToDictionary(j => j.Ledger, j => j.LastSeq)),
            EventJson.Options));

    private ClockFloor Then(DateTimeOffset at, bool isVouchedFor) => new(Later(Newest, at), isVouchedFor ? Later(Synchronised, at)
        : Synchronised);

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    private static Kept? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(path), EventJson.Options) : null;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <param name="Through">How far each journal, by its identity, is in it.</param>
    private sealed record Kept(DateTimeOffset? Newest, DateTimeOffset? Synchronised, IReadOnlyDictionary<Guid, long> Through);
}
