using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>What the stream that is running now looks like.</summary>
/// <param name="Decoder">Who decodes it, as <see cref="StreamHealth"/> shows it.</param>
internal sealed record StreamFacts(int Width, int Height, string Codec, string Decoder);
