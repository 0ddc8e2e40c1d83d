using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Motion;

/// <summary>How much of a picture moves and where.</summary>
/// <param name="Fraction">Moving part of the picture's area, 0 to 1; 0 where nothing does.</param>
/// <param name="Region">The smallest box around all that moves, in the frame's pixels.</param>
internal readonly record struct MotionResult(float Fraction, Box Region)
{
    public static readonly MotionResult None;

    public bool Any => Fraction > 0;

    public static MotionResult Everywhere(Frame frame) => new(1, new Box(0, 0, frame.Width, frame.Height));
}

/// <summary>Tells whether anything moves in a camera's picture, so that the models rest while nothing does. One a camera, one caller at a
/// time. While a gate does not know the scene yet, everything counts as moving.</summary>
internal abstract class MotionGate : IDisposable
{
    /// <summary>The boxes around what moved in the last frame that was looked at, each around things that lie together; none where nothing
    /// did and where everything counts as moving.</summary>
    public IReadOnlyList<Box> Areas => Found.Boxes;

    protected MovingAreas Found { get; } = new();

    /// <summary>Looks at the next frame and learns from it.</summary>
    public abstract MotionResult Evaluate(Frame frame);

    public virtual void Dispose()
    {
    }
}
