using System.Buffers.Binary;
using System.Numerics;

namespace Zhuhui.Edge.Vision.Frames;

/// <summary>Writes a frame as a baseline JPEG with 4:2:0 chroma (ITU-T T.81, JFIF), straight from its planes, which are
/// stretched to full range as JFIF wants them. It exists because a live view sends several pictures a second, for each of which an ffmpeg
/// process would be too slow, and because the OpenCV native is not everywhere. Some 3 ms for 640x360.</summary>
internal sealed class JpegWriter
{
    private const int Side = 8;

    /// <summary>What the fast transform leaves to be divided (Arai, Agui and Nakajima, 1988).</summary>
    private static readonly float[] _scales = [1, 1.387039845f, 1.306562965f, 1.175875602f, 1, 0.785694958f, 0.541196100f, 0.275899379f];

    private readonly byte[] _quantisation;
    private readonly float[] _factors = new float[Side * Side];
    private readonly float[] _block = new float[Side * Side];
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;
    private uint _bits;
    private int _bitCount;

    /// <param name="quality">1 to 100.</param>
    public JpegWriter(int quality)
    {
        _quantisation = JpegTables.Quantisation(quality);
        for (var i = 0; i < _factors.Length; i++)
        {
            _factors[i] = 1 / (_quantisation[i] * _scales[i / Side] * _scales[i % Side] * Side);
        }
    }

    /// <returns>A whole file.</returns>
    public byte[] Write(Frame frame)
    {
        (_length, _bits, _bitCount) = (0, 0, 0);
        WriteHeaders(frame.Width, frame.Height);
        var range = frame.Range;
        var (lumaBefore, uBefore, vBefore) = (0, 0, 0);
        for (var y = 0; y < frame.Height; y += 2 * Side)
        {
            for (var x = 0; x < frame.Width; x += 2 * Side)
            {
                WriteBlock(frame.Y, frame.Width, frame.Height, x, y, range.Black, range.LumaGain, ref lumaBefore);
                WriteBlock(frame.Y, frame.Width, frame.Height, x + Side, y, range.Black, range.LumaGain, ref lumaBefore);
                WriteBlock(frame.Y, frame.Width, frame.Height, x, y + Side, range.Black, range.LumaGain, ref lumaBefore);
                WriteBlock(frame.Y, frame.Width, frame.Height, x + Side, y + Side, range.Black, range.LumaGain, ref lumaBefore);
                WriteBlock(frame.U, frame.ChromaWidth, frame.ChromaHeight, x / 2, y / 2, 128, range.ChromaGain, ref uBefore, 128);
                WriteBlock(frame.V, frame.ChromaWidth, frame.ChromaHeight, x / 2, y / 2, 128, range.ChromaGain, ref vBefore, 128);
            }
        }

        WriteBits(0x7f, 7);
        WriteMarker(0xd9);
        return _bytes.AsSpan(0, _length).ToArray();
    }

    /// <summary>The forward transform of eight numbers that stand <paramref name="step"/> apart.</summary>
    private static void Transform(Span<float> d, int step)
    {
        var (a0, a7) = (d[0] + d[7 * step], d[0] - d[7 * step]);
        var (a1, a6) = (d[step] + d[6 * step], d[step] - d[6 * step]);
        var (a2, a5) = (d[2 * step] + d[5 * step], d[2 * step] - d[5 * step]);
        var (a3, a4) = (d[3 * step] + d[4 * step], d[3 * step] - d[4 * step]);
        var (b0, b3, b1, b2) = (a0 + a3, a0 - a3, a1 + a2, a1 - a2);
        d[0] = b0 + b1;
        d[4 * step] = b0 - b1;
        var z1 = (b2 + b3) * 0.707106781f;
        d[2 * step] = b3 + z1;
        d[6 * step] = b3 - z1;
        (b0, b1, b2) = (a4 + a5, a5 + a6, a6 + a7);
        var z5 = (b0 - b2) * 0.382683433f;
        var z2 = (b0 * 0.541196100f) + z5;
        var z4 = (b2 * 1.306562965f) + z5;
        var z3 = b1 * 0.707106781f;
        var (z11, z13) = (a7 + z3, a7 - z3);
        d[5 * step] = z13 + z2;
        d[3 * step] = z13 - z2;
        d[step] = z11 + z4;
        d[7 * step] = z11 - z4;
    }

    private void WriteBlock(ReadOnlySpan<byte> plane, int width, int height, int left, int top, float zero, float gain, ref int before,
        int middle = 0)
    {
        Read(plane, width, height, left, top, zero, gain, middle);
        for (var i = 0; i < Side; i++)
        {
            Transform(_block.AsSpan(i * Side), 1);
        }

        for (var i = 0; i < Side; i++)
        {
            Transform(_block.AsSpan(i), Side);
        }

        WriteDc((int)MathF.Round(_block[0] * _factors[0]), ref before);
        var zeros = 0;
        for (var i = 1; i < JpegTables.ZigZag.Length; i++)
        {
            var at = JpegTables.ZigZag[i];
            var value = (int)MathF.Round(_block[at] * _factors[at]);
            if (value == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15; zeros -= 16)
            {
                WriteCode(JpegTables.Ac[0xf0]);
            }

            var size = SizeOf(value);
            WriteCode(JpegTables.Ac[(zeros << 4) | size]);
            WriteValue(value, size);
            zeros = 0;
        }

        if (zeros > 0)
        {
            WriteCode(JpegTables.Ac[0]);
        }
    }

    /// <summary>Takes in a block around zero; what lies outside the picture is its nearest edge.</summary>
    private void Read(ReadOnlySpan<byte> plane, int width, int height, int left, int top, float zero, float gain, int middle)
    {
        for (var y = 0; y < Side; y++)
        {
            var row = plane.Slice(Math.Min(top + y, height - 1) * width, width);
            for (var x = 0; x < Side; x++)
            {
                _block[(y * Side) + x] = Math.Clamp(((row[Math.Min(left + x, width - 1)] - zero) * gain) + middle, 0, 255) - 128;
            }
        }
    }

    private void WriteDc(int value, ref int before)
    {
        var difference = value - before;
        before = value;
        var size = SizeOf(difference);
        WriteCode(JpegTables.Dc[size]);
        WriteValue(difference, size);
    }

    private static int SizeOf(int value) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));

    private void WriteValue(int value, int size) => WriteBits((uint)(value < 0 ? value + (1 << size) - 1 : value), size);

    private void WriteCode((ushort Code, byte Length) code) => WriteBits(code.Code, code.Length);

    private void WriteBits(uint bits, int count)
    {
        _bits = (_bits << count) | (bits & ((1u << count) - 1));
        for (_bitCount += count; _bitCount >= 8; _bitCount -= 8)
        {
            var whole = (byte)(_bits >> (_bitCount - 8));
            Add(whole);
            if (whole == 0xff)
            {
                Add(0);
            }
        }
    }

    private void WriteHeaders(int width, int height)
    {
        WriteMarker(0xd8);
        WriteSegment(0xe0, [(byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        WriteSegment(0xdb, [0, .. JpegTables.ZigZag.Select(at => _quantisation[at])]);
        WriteSegment(0xc0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0]);
        WriteSegment(0xc4, [0x00, .. JpegTables.DcCounts, .. JpegTables.DcValues]);
        WriteSegment(0xc4, [0x10, .. JpegTables.AcCounts, .. JpegTables.AcValues]);
        WriteSegment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
    }

    private void WriteMarker(byte kind)
    {
        Add(0xff);
        Add(kind);
    }

    private void WriteSegment(byte kind, ReadOnlySpan<byte> content)
    {
        WriteMarker(kind);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(content.Length + 2));
        Add(length[0]);
        Add(length[1]);
        foreach (var each in content)
        {
            Add(each);
        }
    }

    private void Add(byte value)
    {
        if (_length == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        _bytes[_length++] = value;
    }
}
