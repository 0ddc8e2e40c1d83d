using System.Numerics;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>Where the eyes, the nose's tip and the mouth's corners are; left and right as the picture shows them.</summary>
internal readonly record struct FivePoints(Vector2 LeftEye, Vector2 RightEye, Vector2 Nose, Vector2 LeftMouth, Vector2 RightMouth)
{
    /// <summary>How far the nose lies from between the eyes, along the line of the eyes and in their distance: 0 looking straight, about
    /// 0.5 in three-quarter view.</summary>
    public float Yaw
    {
        get
        {
            var eyes = RightEye - LeftEye;
            return Vector2.Dot(Nose - ((LeftEye + RightEye) / 2), eyes) / MathF.Max(eyes.LengthSquared(), 1e-6f);
        }
    }

    /// <summary>How far down from the eyes to the mouth the nose's tip is: about 0.5 looking straight, less looking up, more looking
    /// down.</summary>
    public float Pitch
    {
        get
        {
            var eyes = RightEye - LeftEye;
            var down = new Vector2(-eyes.Y, eyes.X);
            var middle = (LeftEye + RightEye) / 2;
            var mouth = Vector2.Dot(((LeftMouth + RightMouth) / 2) - middle, down);
            return mouth <= 0 ? float.PositiveInfinity : Vector2.Dot(Nose - middle, down) / mouth;
        }
    }

    /// <summary>The head's tilt in degrees, 0 upright.</summary>
    public float Roll => MathF.Atan2(RightEye.Y - LeftEye.Y, RightEye.X - LeftEye.X) * (180 / MathF.PI);

    public Vector2 this[int index] => index switch
    {
        0 => LeftEye,
        1 => RightEye,
        2 => Nose,
        3 => LeftMouth,
        4 => RightMouth,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };
}
