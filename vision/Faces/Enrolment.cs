namespace Zhuhui.Edge.Vision.Faces;

/// <summary>Why a photo cannot stand for a resident.</summary>
public enum EnrolmentRefusal
{
    /// <summary>The file is missing or not a picture.</summary>
    Unreadable,
    NoFace,
    SeveralFaces,
    FaceTooSmall,
    TooBlurred,

    /// <summary>Too dark, too bright or without contrast.</summary>
    TooDark,
    TurnedAway,

    /// <summary>Dark glasses, a deep shadow or something else before both eyes.</summary>
    EyesHidden,

    /// <summary>The template is another one when the face's box is moved a little.</summary>
    Unsteady,
}

/// <summary>What came of a photo, or of a frame of a camera.</summary>
public abstract record Enrolment
{
    private Enrolment()
    {
    }

    /// <param name="Template">512 numbers, length one.</param>
    /// <param name="Pack">The model pack it was made with; templates of different packs are never compared.</param>
    /// <param name="Quality">0 to 1.</param>
    /// <param name="Picture">The face and what is next to it, as a JPEG that gives the same template again; null where nobody asked for
    /// it.</param>
    public sealed record Accepted(ReadOnlyMemory<float> Template, string Pack, float Quality, byte[]? Picture = null) : Enrolment;

    /// <param name="Detail">What kept a picture from being read; null where it is none.</param>
    /// <param name="Width">Of a face that is too small, in pixels.</param>
    /// <param name="NeededWidth">What it has to be.</param>
    public sealed record Refused(EnrolmentRefusal Reason, string? Detail = null, int Width = 0, int NeededWidth = 0) : Enrolment;
}
