namespace Zhuhui.Edge.Drivers.Readers;

/// <summary>The bits a reader sent, in the order they came. Bits are numbered from 1, as the formats number them; bit 1 came
/// first.</summary>
internal readonly record struct WiegandFrame(UInt128 Bits, int Length)
{
    /// <summary>No format is longer; what goes on beyond is noise.</summary>
    public const int MaxLength = 128;

    public bool this[int number] => ((Bits >> (Length - number)) & 1) != 0;

    public WiegandFrame Append(bool bit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Length, MaxLength);
        return new WiegandFrame((Bits << 1) | (bit ? UInt128.One : UInt128.Zero), Length + 1);
    }

    /// <summary>The same frame with one bit inverted.</summary>
    public WiegandFrame Flip(int number) => this with { Bits = Bits ^ (UInt128.One << (Length - number)) };

    /// <summary>The number of ones among the bits <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public int Ones(int first, int last) => (int)UInt128.PopCount(Slice(first, last));

    /// <summary>The bits <paramref name="first"/> to <paramref name="last"/>, both included, most significant first.</summary>
    public UInt128 Slice(int first, int last) => (Bits >> (Length - last)) & ((UInt128.One << (last - first + 1)) - 1);

    public override string ToString()
    {
        var frame = this;
        return string.Create(Length, frame, static (text, bits) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = bits[i + 1] ? '1' : '0';
            }
        });
    }
}
