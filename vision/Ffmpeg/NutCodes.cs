namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>What a frame's first byte says of it where it says nothing more: 256 entries, which a NUT stream's main header lists in
/// runs.</summary>
internal sealed class NutCodes
{
    public const int CodedPts = 1 << 3;
    public const int StreamId = 1 << 4;
    public const int SizeMsb = 1 << 5;
    public const int Checksum = 1 << 6;
    public const int Reserved = 1 << 7;
    public const int HeaderIndex = 1 << 10;
    public const int MatchTime = 1 << 11;
    public const int Coded = 1 << 12;
    public const int Invalid = 1 << 13;

    private const int Count = 256;

    /// <summary>Every packet that is no frame begins with it.</summary>
    private const int Packet = 'N';

    private readonly Entry[] _entries = new Entry[Count];

    /// <param name="header">The main header, from its table on; what follows it is left.</param>
    public NutCodes(ref NutReader header)
    {
        var (delta, times) = (0L, 1L);
        for (var code = 0; code < Count;)
        {
            var flags = (int)header.Number();
            var fields = header.Number();
            delta = fields > 0 ? header.Signed() : delta;
            times = fields > 1 ? header.Number() : times;
            _ = fields > 2 ? header.Number() : 0; // the stream: there is one
            var least = fields > 3 ? header.Number() : 0;
            var reserved = fields > 4 ? header.Number() : 0;
            var run = fields > 5 ? header.Number() : times - least;
            for (var field = 6L; field < fields; field++)
            {
                header.Number();
            }

            if (run <= 0)
            {
                throw NutReader.Nonsense("an empty run of frame codes");
            }

            for (var i = 0L; i < run && code < Count; code++)
            {
                _entries[code] = code == Packet ? new Entry(Invalid, 0, 1, 0, 0) : new Entry(flags, delta, times, least + i++, reserved);
            }
        }
    }

    public Entry this[int code] => _entries[code];

    /// <param name="PtsDelta">Since the frame before, where the time is not told.</param>
    /// <param name="SizeTimes">The told part of the size counts so many bytes.</param>
    /// <param name="Size">The rest of the size, in bytes.</param>
    /// <param name="ReservedFields">So many numbers that mean nothing to us.</param>
    public readonly record struct Entry(int Flags, long PtsDelta, long SizeTimes, long Size, long ReservedFields);
}
