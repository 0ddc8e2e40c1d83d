using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Tracking;

/// <summary>Something a detector found in one frame.</summary>
/// <param name="Score">How sure the detector is, 0 to 1.</param>
internal readonly record struct Detection(Box Box, float Score);
