namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>The numbers in one packet of a NUT stream: seven bits a byte, the highest first.</summary>
internal ref struct NutReader(ReadOnlySpan<byte> packet)
{
    public const int LongestNumber = 9;

    private readonly ReadOnlySpan<byte> _packet = packet;
    private int _at;

    public static InvalidDataException Nonsense(string what) => new($"ffmpeg's output is no NUT stream of pictures: {what}");

    public ulong Unsigned()
    {
        var value = 0UL;
        for (var i = 0; i < LongestNumber && _at < _packet.Length; i++)
        {
            var part = _packet[_at++];
            value = (value << 7) | (part & 0x7fu);
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Nonsense("a number without an end");
    }

    public long Number() => (long)Unsigned();

    public long Signed()
    {
        var value = Number() + 1;
        return (value & 1) == 1 ? -(value >> 1) : value >> 1;
    }

    /// <summary>A length and so many bytes.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = Number();
        if (length > _packet.Length - _at)
        {
            throw Nonsense("a text beyond its packet");
        }

        _at += (int)length;
        return _packet.Slice(_at - (int)length, (int)length);
    }
}
