namespace Zhuhui.Edge.Vision.Frames;

/// <summary>One decoded picture in planar YUV 4:2:0 (BT.601): width*height bytes of luma, then the two chroma planes at half
/// the width and half the height, rounded up. The buffer is pooled: the holder of the frame may read it until
/// <see cref="Dispose"/>.</summary>
public sealed class Frame : IDisposable
{
    private readonly Action<byte[]>? _giveBack;
    private byte[]? _buffer;

    /// <param name="buffer">At least <see cref="SizeOf"/> bytes; not copied.</param>
    /// <param name="arrivedAt"><see cref="TimeProvider.GetTimestamp"/> when the whole frame had been read; earlier for one that was held up
    /// on the way.</param>
    /// <param name="number">Counts the camera's decoded frames from 1.</param>
    public Frame(byte[] buffer, int width, int height, long arrivedAt, long number, Action<byte[]>? giveBack = null)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer.Length, SizeOf(width, height));
        (_buffer, Width, Height, ArrivedAt, Number, _giveBack) = (buffer, width, height, arrivedAt, number, giveBack);
    }

    public int Width { get; }

    public int Height { get; }

    public long ArrivedAt { get; }

    public long Number { get; }

    /// <summary>What its bytes stand for.</summary>
    public YuvRange Range { get; init; } = YuvRange.Limited;

    public int ChromaWidth => (Width + 1) / 2;

    public int ChromaHeight => (Height + 1) / 2;

    /// <summary>Luma, <c>Width</c> bytes a row, <c>Height</c> rows; it is also the grey picture.</summary>
    public ReadOnlySpan<byte> Y => Planes[..(Width * Height)];

    public ReadOnlySpan<byte> U => Planes.Slice(Width * Height, ChromaWidth * ChromaHeight);

    public ReadOnlySpan<byte> V => Planes.Slice((Width * Height) + (ChromaWidth * ChromaHeight), ChromaWidth * ChromaHeight);

    /// <summary>The three planes one behind the other.</summary>
    internal ReadOnlyMemory<byte> Memory => (_buffer ?? throw new ObjectDisposedException(nameof(Frame)))
        .AsMemory(0, SizeOf(Width, Height));

    /// <summary>The same, for code that paints something over before any other sees the frame.</summary>
    internal Span<byte> Writable => (_buffer ?? throw new ObjectDisposedException(nameof(Frame))).AsSpan(0, SizeOf(Width, Height));

    private ReadOnlySpan<byte> Planes => _buffer ?? throw new ObjectDisposedException(nameof(Frame));

    /// <summary>Bytes of a frame of this size.</summary>
    public static int SizeOf(int width, int height) => (width * height) + (2 * ((width + 1) / 2) * ((height + 1) / 2));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            _giveBack?.Invoke(buffer);
        }
    }
}
