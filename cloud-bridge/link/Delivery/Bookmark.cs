using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>How far the hub has acknowledged one stream of one ledger.</summary>
/// <param name="Ledger">The journal the numbers belong to.</param>
/// <param name="Acknowledged">The hub durably has every record up to this number.</param>
/// <param name="PublishedBelow">How many distinct records up to that number the broker has accepted.</param>
/// <param name="PublishedAbove">The numbers above it that the broker has accepted.</param>
internal sealed record Bookmark(Guid Ledger, long Acknowledged, long PublishedBelow, IReadOnlyList<(long First, long Last)> PublishedAbove)
{
    /// <summary>The numbers above it that the hub has all the same: one before them cannot be delivered.</summary>
    public IReadOnlyList<(long First, long Last)> AcknowledgedAbove { get; init; } = [];


    public static Bookmark Start(Guid ledger) => new(ledger, 0, 0, []);
}

/// <summary>The file a bookmark lives in: one line of JSON and its SHA-256, replaced whole (temporary file, fsync, rename). A file that is
/// torn, altered or of another ledger means from the beginning, because the hub deduplicates and a number that is too high would lose
/// events.</summary>
/// <param name="syncFolder">Brings the folder's names to the disk; for a test that counts.</param>
internal sealed class BookmarkFile(string folder, string stream, ILogger logger, Action<string>? syncFolder = null)
{
    private readonly string _path = Path.Combine(folder, stream + ".bookmark");
    private bool _failing;

    public Bookmark Load(Guid ledger)
    {
        try
        {
            if (!File.Exists(_path))
            {
                return Bookmark.Start(ledger);
            }

            if (Parse(File.ReadAllText(_path)) is not { } bookmark)
            {
                logger.BookmarkDamaged(_path, stream);
                return Bookmark.Start(ledger);
            }

            if (bookmark.Ledger != ledger)
            {
                logger.BookmarkOfAnother(_path, bookmark.Ledger, stream);
                return Bookmark.Start(ledger);
            }

            return bookmark;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.BookmarkUnreadable(_path, exception.Message, stream);
            return Bookmark.Start(ledger);
        }
    }

    /// <summary>Replaces the file; false when the disk refused, which costs only a resend after the next start.</summary>
    public bool TrySave(Bookmark bookmark)
    {
        try
        {
            AtomicFile.Write(_path, Encoding.UTF8.GetBytes(Format(bookmark)), syncFolder ?? AtomicFile.SyncFolder);
            _failing = false;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_failing)
            {
                logger.BookmarkNotWritten(_path, exception.Message);
            }

            _failing = true;
            return false;
        }
    }

    private static string Format(Bookmark bookmark)
    {
        // An older version passes over what it does not know, and sends those records again.
        var acknowledged = bookmark.AcknowledgedAbove.Count == 0 ? "" : $",\"acknowledgedAbove\":[{Format(bookmark.AcknowledgedAbove)}]";
        var line = string.Create(CultureInfo.InvariantCulture,
            $$"""{"ledger":"{{bookmark.Ledger:D}}","acknowledged":{{bookmark.Acknowledged}},"publishedBelow":{{bookmark.PublishedBelow}}"""
            + $$""","publishedAbove":[{{Format(bookmark.PublishedAbove)}}]{{acknowledged}}}""");
        return $"{line}\n{HashOf(line)}\n";
    }

    private static string Format(IReadOnlyList<(long First, long Last)> runs) =>
        string.Join(',', runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"[{run.First},{run.Last}]")));

    private static Bookmark? Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length != 3 || lines[1] != HashOf(lines[0]))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(lines[0]);
            var root = document.RootElement;
            return new Bookmark(root.GetProperty("ledger").GetGuid(), root.GetProperty("acknowledged").GetInt64(),
                root.GetProperty("publishedBelow").GetInt64(), HubAck.TryReadRanges(root.GetProperty("publishedAbove")) ?? [])
            {
                AcknowledgedAbove = root.TryGetProperty("acknowledgedAbove", out var above) ? HubAck.TryReadRanges(above) ?? [] : [],
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException
            or InvalidOperationException)
        {
            return null;
        }
    }

    private static string HashOf(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
}
