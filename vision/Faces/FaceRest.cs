namespace Zhuhui.Edge.Vision.Faces;

/// <summary>What a followed face's last view was worth, and with it when the next is.</summary>
internal sealed class FaceRest
{
    /// <summary>When a view of it was last described; null before the first.</summary>
    public long? ViewedAt { get; private set; }

    /// <summary>Whether that view named somebody on its own.</summary>
    public bool IsNear { get; private set; }

    /// <summary>How good the best view looked, before it was described.</summary>
    public float BestLook { get; private set; }

    /// <summary>Views since the face was given up.</summary>
    public int InVain { get; private set; }

    /// <summary>The gallery's state in which that view was searched.</summary>
    public object? Searched { get; private set; }

    public void Viewed(long at, float look, bool isNear, bool isGivenUp, object searched)
    {
        (ViewedAt, IsNear, BestLook, Searched) = (at, isNear, MathF.Max(look, BestLook), searched);
        InVain = isGivenUp && !isNear ? InVain + 1 : 0;
    }
}
