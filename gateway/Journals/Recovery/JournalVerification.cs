using System.Security.Cryptography;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals.Segments;

namespace Zhuhui.Edge.Gateway.Journals.Recovery;

/// <summary>What a full reading of one segment proves: CRC of every record, contiguous numbers, the hash chain within it.</summary>
internal sealed record JournalVerification
{
    public Guid? HeaderLedger { get; private init; }

    public Guid RecordLedger { get; private init; }

    /// <summary>The first readable record; 0 where there is none.</summary>
    public long FirstSeq { get; private init; }

    /// <summary>What the first readable record is chained to.</summary>
    public string FirstPreviousHash { get; private init; } = "";

    /// <summary>0 where the segment holds no readable record.</summary>
    public long LastSeq { get; private init; }

    public string LastHash { get; private init; } = "";

    public long Length { get; private init; }

    /// <summary>Where the last readable record ends.</summary>
    public long GoodEnd { get; private init; }

    public bool EndsInUnfinishedWrite { get; private init; }

    public List<SeqRange> Missing { get; } = [];

    public List<long> ChainBreaks { get; } = [];

    /// <summary>Whether records before the last readable one are damaged.</summary>
    public bool IsDamagedInside { get; private init; }

    /// <param name="through">The last number it is to hold: what comes after was written anew in the next segment.</param>
    public static JournalVerification Verify(JournalFile segment, long through = long.MaxValue)
    {
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> header = stackalloc byte[JournalFrame.SegmentHeaderBytes];
        var read = RandomAccess.Read(file, header, 0);
        var headerIsGood = JournalFrame.TryReadSegmentHeader(header[..read], out var ledger);

        var found = new JournalVerification();
        using var scan = new JournalScan(file, 0);
        var damaged = false;
        long first = 0, last = 0;
        string hash = "", firstPrevious = "";
        Guid recordLedger = default;
        while (scan.Next())
        {
            var record = scan.Envelope;
            if (record.Seq > through)
            {
                break;
            }

            damaged |= scan.Skipped > 0;
            (first, firstPrevious) = first == 0 ? (record.Seq, record.PreviousHash) : (first, firstPrevious);
            var expected = last == 0 ? segment.First : last + 1;
            if (record.Seq > expected)
            {
                found.Missing.Add(new SeqRange(expected, record.Seq - 1));
            }

            if (record.Seq != expected)
            {
                damaged = true;
            }
            else if (hash.Length > 0 && record.PreviousHash != hash)
            {
                found.ChainBreaks.Add(record.Seq);
            }

            last = Math.Max(last, record.Seq);
            hash = Convert.ToHexStringLower(SHA256.HashData(scan.Payload));
            recordLedger = record.Ledger;
        }

        var length = RandomAccess.GetLength(file);
        return found with
        {
            HeaderLedger = headerIsGood ? ledger : null,
            RecordLedger = recordLedger,
            FirstSeq = first,
            FirstPreviousHash = firstPrevious,
            LastSeq = last,
            LastHash = hash,
            Length = length,
            GoodEnd = scan.GoodEnd,
            EndsInUnfinishedWrite = scan.EndsInUnfinishedWrite || length <= JournalFrame.SegmentHeaderBytes,
            IsDamagedInside = damaged || (!headerIsGood && last > 0),
        };
    }
}
