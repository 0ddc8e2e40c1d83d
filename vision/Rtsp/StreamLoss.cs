using System.Globalization;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>What keeps a stream from us. It decides what is done next; the sentence beside it is for the person who will look after the
/// camera.</summary>
internal enum StreamLossKind
{
    BadAddress,
    NoProgram,
    Refused,
    NoRoute,
    NoSuchName,
    NoAnswer,
    NotFound,

    /// <summary>Another try with the same words will not mend it.</summary>
    Unauthorised,
    Forbidden,
    NoVideo,

    /// <summary>ffmpeg, or the hardware it was to use, cannot decode what the camera sends.</summary>
    Undecodable,

    /// <summary>A JPEG of more pixels than RTP can say.</summary>
    TooLargeForJpeg,

    /// <summary>ffmpeg complains of it without end.</summary>
    Damaged,

    /// <summary>Frames came, and then no more.</summary>
    NoFrame,

    /// <summary>The camera answers, and no frame ever came.</summary>
    NoPicture,
    Ended,
    NoStream,

    /// <summary>This machine has no memory, no processes or no temporary folder left, or ffmpeg's output makes no sense.</summary>
    Machine,
}

/// <summary>Why a stream is lost.</summary>
/// <param name="Reason">One line without credentials.</param>
internal sealed record StreamLoss(StreamLossKind Kind, string Reason)
{
    public static StreamLoss BadAddress { get; } = new(StreamLossKind.BadAddress,
        "its address must begin with rtsp:// or rtsps:// and name a host");

    public static StreamLoss Refused { get; } = new(StreamLossKind.Refused, "connection refused");

    public static StreamLoss NoRoute { get; } = new(StreamLossKind.NoRoute, "no route to the camera");

    public static StreamLoss NoSuchName { get; } = new(StreamLossKind.NoSuchName, "the camera's name cannot be resolved");

    public static StreamLoss NoAnswer { get; } = new(StreamLossKind.NoAnswer, "no answer from the camera");

    public static StreamLoss NotFound { get; } = new(StreamLossKind.NotFound, "no such stream on the camera (404 not found)");

    public static StreamLoss Unauthorised { get; } = new(StreamLossKind.Unauthorised, "user or password not accepted (401 unauthorised)");

    /// <param name="offers">The Digest algorithms that the camera offers, in its order.</param>
    public static StreamLoss LoginNotKnown(string offers) => new(StreamLossKind.Unauthorised, "user or password not accepted (401 "
        + $"unauthorised): the camera offers Digest {offers}, and ffmpeg answers the last, of which it may know MD5 alone; set the "
        + "camera's RTSP login to Digest MD5");

    public static StreamLoss Forbidden { get; } = new(StreamLossKind.Forbidden, "access not allowed (403 forbidden)");

    public static StreamLoss NoVideo { get; } = new(StreamLossKind.NoVideo, "no video stream");

    public static StreamLoss Undecodable { get; } = new(StreamLossKind.Undecodable, "codec not decodable");

    public static StreamLoss TooLargeForJpeg { get; } = new(StreamLossKind.TooLargeForJpeg,
        "it sends JPEG pictures wider or higher than 2,040 pixels, which RTP cannot carry: set the camera to H.264 or H.265, or to a "
        + "smaller picture");

    public static StreamLoss Damaged { get; } = new(StreamLossKind.Damaged, "the stream is damaged");

    public static StreamLoss NoPicture { get; } = new(StreamLossKind.NoPicture, "no picture from the camera");

    public static StreamLoss Ended { get; } = new(StreamLossKind.Ended, "the stream ended");

    public static StreamLoss NoStream { get; } = new(StreamLossKind.NoStream, "the camera gives no stream");

    public static StreamLoss NoFrameFor(TimeSpan limit) =>
        new(StreamLossKind.NoFrame, string.Create(CultureInfo.InvariantCulture, $"no frame for {limit.TotalSeconds:0} s"));
}
