namespace Zhuhui.Edge.Vision.Models;

/// <summary>What a file of a model pack is for.</summary>
public enum ModelRole
{
    /// <summary>Finds faces in a frame.</summary>
    FaceDetector,

    /// <summary>Places 68 points on a face.</summary>
    FaceLandmarks,

    /// <summary>Turns an aligned face into a template.</summary>
    FaceEmbedding,

    /// <summary>Tells a live face from a picture of one.</summary>
    Liveness,

    /// <summary>Finds persons in a frame.</summary>
    Person,
}
