namespace Zhuhui.Edge.Vision.Sightings;

/// <summary>A tracked face that at least two frames agree on, and the newest of them is the frame that settled it. Whether it has to be
/// live is the gateway's business.</summary>
/// <param name="Person">The gallery's label of the person; what it means is the gateway's business.</param>
/// <param name="Score">Similarity of the track's fused embedding to that person's best template, -1 to 1.</param>
/// <param name="RunnerUp">The same for the best other person; -1 where there is none.</param>
/// <param name="Threshold">The score that was asked for.</param>
/// <param name="Liveness">Probability that the face is live, 0 to 1, over the frames that were matched; null where the check is
/// off.</param>
/// <param name="Frames">How many frames agreed.</param>
/// <param name="UsableAt">When the first frame arrived in which this face was good enough to match.</param>
/// <param name="Pack">The model pack's id.</param>
/// <param name="Again">The same face was matched before and is still there: nobody has been waiting since it became usable.</param>
/// <param name="RunnerUpPerson">Who the best other person is; null where there is none.</param>
public sealed record FaceMatched(string Camera, long FrameAt, int Track, string Person, float Score, float RunnerUp, float Threshold,
    float? Liveness,
    int Frames, long UsableAt, string Pack, bool Again = false, string? RunnerUpPerson = null) : Sighting(Camera, FrameAt);

/// <summary>Why a tracked face was given no name.</summary>
public enum UnmatchedReason
{
    /// <summary>No enrolled person is near enough.</summary>
    NotRecognised,

    /// <summary>Two enrolled persons are too near each other to tell.</summary>
    Ambiguous,
}

/// <summary>A tracked face that was seen well and long enough and is nobody's here. One a track; nothing of the face leaves
/// vision.</summary>
/// <param name="RunnerUp">As in <see cref="FaceMatched"/>.</param>
public sealed record FaceUnmatched(string Camera, long FrameAt, int Track, UnmatchedReason Reason, float Score, float Threshold,
    float? Liveness, int Frames,
    long UsableAt, string Pack, float RunnerUp = -1) : Sighting(Camera, FrameAt);
