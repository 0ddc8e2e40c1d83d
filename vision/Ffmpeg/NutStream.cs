using System.Buffers.Binary;

namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>
/// Reads ffmpeg's NUT output (ffmpeg.org/~michael/nut.txt, version 3) of one stream of raw 4:2:0 pictures. Of the formats that ffmpeg puts
/// raw pictures into it is the one that tells each one's time and costs next to nothing: a picture is handed over in one piece, where
/// yuv4mpegpipe copies it line by line. One caller at a time.
/// </summary>
internal sealed class NutStream(PipeBytes bytes)
{
    private const ulong MainHeader = 0x4E4D7A561F5F04AD;
    private const ulong StreamHeader = 0x4E5311405BF2F9DB;
    private const ulong Syncpoint = 0x4E4BE4ADEECA4569;
    private const int ShortPacket = 4096;
    private const int ChecksumBytes = 4;
    private const int LongestPacket = 1 << 20;
    private const int LargestSide = 16384;
    private const int LongestTimeShift = 31;
    private const int Video = 0;

    private byte[] _packet = new byte[ShortPacket];
    private NutCodes? _codes;
    private (long Num, long Den) _tick;
    private int _timeBases = 1;
    private int _shift;
    private long _time;

    public int Width { get; private set; }

    public int Height { get; private set; }

    private static ReadOnlySpan<byte> Beginning => "nut/multimedia container\0"u8;

    /// <summary>Reads up to where the picture's size is known.</summary>
    /// <exception cref="InvalidDataException">It is no such stream.</exception>
    public void Begin()
    {
        Span<byte> beginning = stackalloc byte[Beginning.Length];
        bytes.Read(beginning);
        if (!beginning.SequenceEqual(Beginning))
        {
            throw NutReader.Nonsense("it begins as something else");
        }

        while (Width == 0)
        {
            ReadPacket(bytes.Next());
        }
    }

    /// <summary>Goes to the next picture, whose bytes are to be read then.</summary>
    /// <param name="size">In bytes.</param>
    /// <returns>Its time, in seconds rounded to whole ones.</returns>
    public long Next(out long size)
    {
        var first = bytes.Next();
        for (; first == 'N'; first = bytes.Next())
        {
            ReadPacket(first);
        }

        var code = _codes![first];
        var flags = code.Flags;
        flags ^= (flags & NutCodes.Coded) != 0 ? (int)Number() : 0;
        if ((flags & NutCodes.Invalid) != 0)
        {
            throw NutReader.Nonsense("an unknown frame code");
        }

        _ = (flags & NutCodes.StreamId) != 0 ? Number() : 0;
        _time = (flags & NutCodes.CodedPts) != 0 ? TimeOf(Number()) : _time + code.PtsDelta;
        size = code.Size + ((flags & NutCodes.SizeMsb) != 0 ? code.SizeTimes * Number() : 0);
        _ = (flags & NutCodes.MatchTime) != 0 ? Number() : 0;
        _ = (flags & NutCodes.HeaderIndex) != 0 ? Number() : 0;
        for (var left = (flags & NutCodes.Reserved) != 0 ? Number() : code.ReservedFields; left > 0; left--)
        {
            Number();
        }

        if ((flags & NutCodes.Checksum) != 0)
        {
            Skip(ChecksumBytes);
        }

        return (long)Math.Round((double)_time * _tick.Num / _tick.Den);
    }

    public void Read(Span<byte> picture) => bytes.Read(picture);

    private void ReadPacket(byte first)
    {
        Span<byte> code = stackalloc byte[sizeof(ulong)];
        code[0] = first;
        bytes.Read(code[1..]);
        var length = Number();
        if (length > ShortPacket)
        {
            Skip(ChecksumBytes);
        }

        if (length is < ChecksumBytes or > LongestPacket)
        {
            throw NutReader.Nonsense($"a packet of {length} bytes");
        }

        if (_packet.Length < length)
        {
            _packet = new byte[length];
        }

        bytes.Read(_packet.AsSpan(0, (int)length));
        var packet = new NutReader(_packet.AsSpan(0, (int)length - ChecksumBytes));
        switch (BinaryPrimitives.ReadUInt64BigEndian(code))
        {
            case MainHeader:
                ReadMain(ref packet);
                break;
            case StreamHeader:
                ReadStream(ref packet);
                break;
            case Syncpoint:
                _time = (long)(packet.Unsigned() / (ulong)_timeBases);
                break;
            default:
                break; // words about the stream, an index: not needed
        }
    }

    private void ReadMain(ref NutReader header)
    {
        var version = header.Number();
        if (version > 3)
        {
            header.Number();
        }

        var streams = header.Number();
        header.Number(); // how far syncpoints are apart at most
        _timeBases = (int)header.Number();
        if (streams != 1 || _timeBases != 1)
        {
            throw NutReader.Nonsense($"{streams} streams in {_timeBases} clocks, where one is asked for");
        }

        _tick = (header.Number(), Math.Max(1, header.Number()));
        _codes = new NutCodes(ref header);
    }

    private void ReadStream(ref NutReader header)
    {
        header.Number(); // its number
        var kind = header.Number();
        var format = header.Bytes();
        if (_codes is null || kind != Video || !format.SequenceEqual("I420"u8))
        {
            throw NutReader.Nonsense("its pictures are not 8-bit 4:2:0");
        }

        header.Number(); // its clock
        _shift = (int)Math.Min(header.Number(), LongestTimeShift);
        header.Number(); // from when on a time is told in full
        header.Number(); // how many frames are held back
        header.Number(); // flags
        header.Bytes(); // of the codec
        var (width, height) = (header.Number(), header.Number());
        if (width is < 1 or > LargestSide || height is < 1 or > LargestSide)
        {
            throw NutReader.Nonsense($"pictures of {width}x{height}");
        }

        (Width, Height) = ((int)width, (int)height);
    }

    /// <summary>A time is told in full, or by its lowest bits where it is near the one before.</summary>
    private long TimeOf(long told)
    {
        if (told >= 1L << _shift)
        {
            return told - (1L << _shift);
        }

        var mask = (1L << _shift) - 1;
        var least = _time - (mask / 2);
        return ((told - least) & mask) + least;
    }

    private long Number()
    {
        Span<byte> number = stackalloc byte[NutReader.LongestNumber];
        for (var i = 0; i < number.Length; i++)
        {
            if ((number[i] = bytes.Next()) < 0x80)
            {
                return new NutReader(number[..(i + 1)]).Number();
            }
        }

        throw NutReader.Nonsense("a number without an end");
    }

    private void Skip(int count)
    {
        for (; count > 0; count--)
        {
            bytes.Next();
        }
    }
}
