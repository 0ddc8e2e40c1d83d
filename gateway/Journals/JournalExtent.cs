using Zhuhui.Edge.Gateway.Journals.Segments;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>One segment, for those who decide what is kept.</summary>
/// <param name="Last">The last number it can hold.</param>
internal readonly record struct JournalExtent(long First, long Last, long Bytes, string Path)
{
    /// <summary>When the record that begins the segment was written, everything before it being earlier, and whether the clock was to be
    /// believed then.</summary>
    /// <returns>null where it can't be read.</returns>
    public (DateTimeOffset At, bool IsDated)? BeganAt()
    {
        using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var scan = new JournalScan(file, 0);
        return scan.Next() ? (scan.Envelope.At, !scan.Envelope.IsUndated) : null;
    }
}
