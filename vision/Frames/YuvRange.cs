namespace Zhuhui.Edge.Vision.Frames;

/// <summary>How a picture's bytes stand for light and colour (ITU-R BT.601): as video mostly has them, luma from 16 to 235, or over the
/// whole byte, as many cameras and all JPEGs do.</summary>
/// <param name="Black">The luma of black.</param>
/// <param name="LumaGain">From a step of luma to one of 0 to 255.</param>
/// <param name="ChromaGain">The same of a step of chroma.</param>
public sealed record YuvRange(float Black, float LumaGain, float ChromaGain)
{
    private const float RedOfFullV = 1.402f;
    private const float GreenOfFullU = -0.344136f;
    private const float GreenOfFullV = -0.714136f;
    private const float BlueOfFullU = 1.772f;

    public static YuvRange Limited { get; } = new(16, 255f / 219, 255f / 224);

    public static YuvRange Full { get; } = new(0, 1, 1);

    internal float RedOfV { get; } = RedOfFullV * ChromaGain;

    internal float GreenOfU { get; } = GreenOfFullU * ChromaGain;

    internal float GreenOfV { get; } = GreenOfFullV * ChromaGain;

    internal float BlueOfU { get; } = BlueOfFullU * ChromaGain;
}
