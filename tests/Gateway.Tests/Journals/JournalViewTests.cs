using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals;

/// <summary>A journal that is read beside the gateway that writes it.</summary>
public sealed class JournalViewTests : IDisposable
{
    private const string Stream = "passages";
    private readonly TemporaryFolder _folder = new();
    private readonly Journal _journal;

    public JournalViewTests() => _journal = Journal.Open(_folder.Path, Stream, Guid.NewGuid(), TimeProvider.System, NullLogger.Instance,
        new JournalOptions { SegmentBytes = 4096, ReserveSpace = true });

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task While_records_are_written_and_segments_deleted_every_view_is_an_unbroken_run_of_what_was_written()
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            for (var i = 1; !stop.IsCancellationRequested; i++)
            {
                _journal.Append("passage.granted", Encoding.ASCII.GetBytes($$"""{"n":{{i}}}"""));
                if (i % 200 == 0)
                {
                    _journal.Flush();
                    _journal.DeleteSegmentsThrough(i - 150);
                }
            }
        }, TestContext.Current.CancellationToken);

        var seen = 0L;
        for (var look = 0; look < 40 || seen < 2000; look++)
        {
            Assert.False(writing.IsCompleted);
            var view = JournalView.Open(_folder.Path, Stream);

            // The journal counts a record when it is written.
            Assert.InRange(view.LastSeq, seen, _journal.LastSeq + 1);
            seen = view.LastSeq;
            var records = All(view);
            if (records.Count == 0)
            {
                continue;
            }

            Assert.InRange(records[^1].Seq, 1, view.LastSeq);
            foreach (var (before, after) in records.Zip(records.Skip(1)))
            {
                Assert.True(after.Seq > before.Seq);
                if (after.Seq > before.Seq + 1)
                {
                    // Deleted while this was read.
                    continue;
                }

                Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(before.Payload.Span)), Encoding.UTF8.GetString(after.Payload.Span),
                    StringComparison.Ordinal);
            }
        }

        await stop.CancelAsync();
        await writing.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void An_unfinished_write_is_passed_over_and_not_a_byte_is_changed()
    {
        for (var i = 0; i < 100; i++)
        {
            _journal.Append("passage.granted", "{}"u8);
        }

        var newest = Directory.GetFiles(Path.Combine(_folder.Path, Stream), "*.journal").Order(StringComparer.Ordinal).Last();
        var whole = All(JournalView.Open(_folder.Path, Stream)).Count;
        using (var half = new FileStream(newest, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
            half.SetLength(half.Length - 1);
        }

        var before = Hashes();
        var view = JournalView.Open(_folder.Path, Stream);
        Assert.InRange(view.LastSeq, whole - 1, whole);
        Assert.Equal(view.LastSeq, All(view)[^1].Seq);
        Assert.Equal(_journal.Ledger, view.Ledger);
        Assert.Equal(before, Hashes());
    }

    [Fact]
    public void Where_there_is_no_journal_it_says_so_and_makes_none()
    {
        Assert.Throws<StorageException>(() => LedgerView.Open(_folder.At("nowhere")));
        Assert.False(Directory.Exists(_folder.At("nowhere")));
    }

    private string[] Hashes() => [.. Directory.GetFiles(_folder.Path, "*.journal", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(file => Convert.ToHexString(SHA256.HashData(ReadShared(file))))];

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static List<JournalRecord> All(JournalView view)
    {
        List<JournalRecord> all = [];
        for (long after = 0; view.ReadAfter(after, 64) is { Count: > 0 } records; after = records[^1].Seq)
        {
            all.AddRange(records);
        }

        return all;
    }
}
