namespace Zhuhui.Edge.Drivers.Osdp.Frames;

/// <summary>
/// Finds frames in a stream of bytes. Marks and noise are skipped; where a frame's check fails, the search goes on one byte after its
/// start, so that a true frame behind a false start is still found. Frames with a CRC alone are taken where nothing else is asked for: one
/// flipped control bit would otherwise put a frame under the eight-bit checksum, which misses one corruption in 256.
/// </summary>
internal sealed class OsdpFrameReader
{
    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>False starts so far: a start byte that no good frame followed.</summary>
    public long Refused { get; private set; }

    /// <summary>Frames with a checksum are taken too.</summary>
    public bool TakesChecksums { get; set; }

    /// <summary>Hears of the bytes that had the length of a frame and not its check, or that stopped before their end.</summary>
    public Action<byte[]>? Spoiled { get; init; }

    public void Clear()
    {
        if (_length > 1 && _bytes[0] == OsdpFrame.Start)
        {
            Spoiled?.Invoke(_bytes[.._length]);
        }

        _length = 0;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>The next good frame, or null once more bytes are needed.</summary>
    public OsdpFrame? Next()
    {
        var at = 0;
        OsdpFrame? found = null;
        while (found is null)
        {
            var start = _bytes.AsSpan(at, _length - at).IndexOf(OsdpFrame.Start);
            at = start < 0 ? _length : at + start;
            var rest = _bytes.AsSpan(at, _length - at);
            if (rest.Length < OsdpFrame.HeaderLength)
            {
                break;
            }

            var length = OsdpFrame.AnnouncedLength(rest);
            var plausible = length is >= OsdpFrame.MinLength and <= OsdpFrame.MaxLength;
            if (plausible && rest.Length < length)
            {
                break;
            }

            found = plausible ? OsdpFrame.Parse(rest[..length]) : null;
            found = TakesChecksums || found is { HasCrc: true } ? found : null;
            Refused += found is null ? 1 : 0;
            if (found is null && plausible)
            {
                Spoiled?.Invoke(rest[..length].ToArray());
            }

            at += found is null ? 1 : length;
        }

        _bytes.AsSpan(at, _length - at).CopyTo(_bytes);
        _length -= at;
        return found;
    }
}
