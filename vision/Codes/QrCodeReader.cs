using Zhuhui.Edge.Vision.Frames;
using ZXing;
using ZXing.Common;
using ZXing.Multi.QrCode;

namespace Zhuhui.Edge.Vision.Codes;

/// <summary>Reads the QR codes in a frame's luma, however many there are: dark on light, and light on dark as phones show them at night.
/// Each look is at two sizes, for the smaller one reads what is noisy or out of focus; every second one is also at a third, at the full
/// size, for small codes. One caller at a time.</summary>
internal sealed class QrCodeReader
{
    private static readonly int[] _longSides = [960, 480];
    private const int LargestSide = 1920;
    private static readonly Dictionary<DecodeHintType, object> _thorough = new() { [DecodeHintType.TRY_HARDER] = true };

    private readonly QRCodeMultiReader _reader = new();
    private readonly HashSet<string> _found = [];
    private byte[] _luma = [];
    private float[] _row = [];
    private int _looks;

    /// <returns>The codes' texts; valid until the next call.</returns>
    public IReadOnlyCollection<string> Read(Frame frame)
    {
        _found.Clear();
        var longSide = Math.Max(frame.Width, frame.Height);
        foreach (var side in _longSides)
        {
            Read(frame, Math.Min(side, longSide));
        }

        if (_looks++ % 2 == 0 && longSide > _longSides[0])
        {
            Read(frame, Math.Min(longSide, LargestSide));
        }

        return _found;
    }

    private void Read(Frame frame, int longSide)
    {
        var scale = (double)longSide / Math.Max(frame.Width, frame.Height);
        var (width, height) = ((int)Math.Max(1, frame.Width * scale), (int)Math.Max(1, frame.Height * scale));
        Shrink(frame, width, height);
        var plain = new PlanarYUVLuminanceSource(_luma, width, height, 0, 0, width, height, reverseHoriz: false);
        Decode(plain);
        Decode(new InvertedLuminanceSource(plain));
    }

    private void Shrink(Frame frame, int width, int height)
    {
        if (_luma.Length != width * height)
        {
            _luma = new byte[width * height];
        }

        if (width == frame.Width)
        {
            frame.Y.CopyTo(_luma);
            return;
        }

        _row = _row.Length == width ? _row : new float[width];
        using var plane = new StretchedPlane(frame.Y, frame.Width, frame.Height,
            Affine.Crop(new Box(0, 0, frame.Width, frame.Height), width, height), width, height);
        for (var y = 0; y < height; y++)
        {
            plane.ReadRow(y, _row);
            var line = _luma.AsSpan(y * width, width);
            for (var x = 0; x < width; x++)
            {
                line[x] = (byte)_row[x];
            }
        }
    }

    private void Decode(LuminanceSource source)
    {
        try
        {
            foreach (var result in _reader.decodeMultiple(new BinaryBitmap(new HybridBinarizer(source)), _thorough) ?? [])
            {
                if (!string.IsNullOrEmpty(result.Text))
                {
                    _found.Add(result.Text);
                }
            }
        }
        catch (Exception fault) when (fault is ReaderException or (SystemException and not OutOfMemoryException))
        {
            // The decoder answers some damaged or made-up patterns with an index out of range or the like: a person who holds one up must
            // not stop the gateway.
        }
    }
}
