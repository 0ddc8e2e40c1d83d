using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Motion;

/// <summary>Something that was not there, came and stays where it is.</summary>
/// <param name="Since">The arrival of the first frame that showed it at rest.</param>
internal readonly record struct StillThing(Box Box, long Since);
