using SkiaSharp;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Benchmarks.Pictures;

/// <summary>What the product would have around SkiaSharp. Its API takes and gives red, green and blue in full range, so planes are
/// converted on both ways.</summary>
internal sealed class Skia
{
    private readonly SKJpegEncoderOptions _options = new(75, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore);
    private byte[] _pixels = [];

    public byte[] Write(Frame frame) => Encode(Pixels(frame), frame.Width, frame.Height);

    /// <summary>The encoder alone.</summary>
    public unsafe byte[] Encode(byte[] pixels, int width, int height)
    {
        fixed (byte* first = pixels)
        {
            using var map = new SKPixmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque), (nint)first, width * 4);
            using var data = map.Encode(_options) ?? throw new InvalidOperationException("SkiaSharp encodes nothing");
            return data.ToArray();
        }
    }

    /// <summary>BT.601, limited range, to red, green, blue and one unused byte.</summary>
    public byte[] Pixels(Frame frame)
    {
        if (_pixels.Length != frame.Width * frame.Height * 4)
        {
            _pixels = new byte[frame.Width * frame.Height * 4];
        }

        for (var y = 0; y < frame.Height; y++)
        {
            var row = frame.Y.Slice(y * frame.Width, frame.Width);
            var blues = frame.U.Slice(y / 2 * frame.ChromaWidth, frame.ChromaWidth);
            var reds = frame.V.Slice(y / 2 * frame.ChromaWidth, frame.ChromaWidth);
            var to = _pixels.AsSpan(y * frame.Width * 4, frame.Width * 4);
            for (var x = 0; x < row.Length; x++)
            {
                var (bright, blue, red) = ((298 * (row[x] - 16)) + 128, blues[x / 2] - 128, reds[x / 2] - 128);
                to[x * 4] = (byte)Math.Clamp((bright + (409 * red)) >> 8, 0, 255);
                to[(x * 4) + 1] = (byte)Math.Clamp((bright - (100 * blue) - (208 * red)) >> 8, 0, 255);
                to[(x * 4) + 2] = (byte)Math.Clamp((bright + (516 * blue)) >> 8, 0, 255);
                to[(x * 4) + 3] = 255;
            }
        }

        return _pixels;
    }

    /// <summary>A photo as the product wants it: upright, its longer side brought down, in limited-range planes.</summary>
    /// <returns>Null where it is not a picture.</returns>
    public static Frame? Read(string path)
    {
        using var codec = SKCodec.Create(path);
        if (codec is null)
        {
            return null;
        }

        var longest = (float)Math.Max(codec.Info.Width, codec.Info.Height);
        var size = longest <= Photo.LongestSide ? codec.Info.Size : codec.GetScaledDimensions(Photo.LongestSide / longest);
        if (longest > Photo.LongestSide && Math.Max(size.Width, size.Height) < Photo.LongestSide)
        {
            // JPEG shrinks by eighths: the next that is large enough, and the rest by resampling.
            size = codec.GetScaledDimensions(Math.Min(1, (Photo.LongestSide / longest) + 0.124f));
        }

        using var decoded = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(decoded.Info, decoded.GetPixels()) is not SKCodecResult.Success)
        {
            return null;
        }

        var by = Math.Min(1f, Photo.LongestSide / (float)Math.Max(size.Width, size.Height));
        var wanted = new SKSizeI((int)MathF.Round(size.Width * by), (int)MathF.Round(size.Height * by));
        using var small = by < 1 ? decoded.Resize(wanted, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)) : decoded.Copy();
        using var upright = Turned(small, codec.EncodedOrigin);
        return Planes(upright);
    }

    private static SKBitmap Turned(SKBitmap picture, SKEncodedOrigin origin)
    {
        var degrees = origin switch
        {
            SKEncodedOrigin.RightTop => 90,
            SKEncodedOrigin.BottomRight => 180,
            SKEncodedOrigin.LeftBottom => 270,
            _ => 0,
        };
        var (width, height) = degrees is 90 or 270 ? (picture.Height, picture.Width) : (picture.Width, picture.Height);
        var turned = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Premul);
        using var canvas = new SKCanvas(turned);
        canvas.Translate(turned.Width / 2f, turned.Height / 2f);
        canvas.RotateDegrees(degrees);
        canvas.DrawBitmap(picture, -picture.Width / 2f, -picture.Height / 2f, SKSamplingOptions.Default);
        return turned;
    }

    private static Frame Planes(SKBitmap picture)
    {
        var (width, height, chromaWidth, chromaHeight) = (picture.Width, picture.Height, (picture.Width + 1) / 2, (picture.Height + 1) / 2);
        var planes = new byte[Frame.SizeOf(width, height)];
        var pixels = picture.GetPixelSpan();
        var stride = picture.RowBytes;
        for (var y = 0; y < height; y++)
        {
            var row = pixels.Slice(y * stride, width * 4);
            for (var x = 0; x < width; x++)
            {
                planes[(y * width) + x] = (byte)(((66 * row[x * 4]) + (129 * row[(x * 4) + 1]) + (25 * row[(x * 4) + 2]) + 4224) >> 8);
            }
        }

        var u = planes.AsSpan(width * height);
        var v = u[(chromaWidth * chromaHeight)..];
        for (var y = 0; y < chromaHeight; y++)
        {
            var upper = pixels.Slice(2 * y * stride, stride);
            var lower = pixels.Slice(Math.Min((2 * y) + 1, height - 1) * stride, stride);
            for (var x = 0; x < chromaWidth; x++)
            {
                var (left, right) = (8 * x, 4 * Math.Min((2 * x) + 1, width - 1));
                var red = upper[left] + upper[right] + lower[left] + lower[right];
                var green = upper[left + 1] + upper[right + 1] + lower[left + 1] + lower[right + 1];
                var blue = upper[left + 2] + upper[right + 2] + lower[left + 2] + lower[right + 2];
                u[(y * chromaWidth) + x] = (byte)(((-38 * red) - (74 * green) + (112 * blue) + (128 << 10) + 512) >> 10);
                v[(y * chromaWidth) + x] = (byte)(((112 * red) - (94 * green) - (18 * blue) + (128 << 10) + 512) >> 10);
            }
        }

        return new Frame(planes, width, height, 0, 1);
    }
}
