using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Vision;

/// <summary>A camera, as the site file describes it. What it watches for decides what is computed on its frames.</summary>
public sealed record CameraOptions
{
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,31}$")]
    [Description("The camera's name; doors refer to it.")]
    public string Id { get; init; } = "";

    [Required]
    [Description("The stream, for example rtsp://192.168.1.64:554/Streaming/Channels/102. User and password do not belong here: see Credential.")]
    public string Url { get; init; } = "";

    [RegularExpression("^[a-z0-9-]*$")]
    [Description("The name of the secret that holds user:password for this camera; empty where the camera asks for none.")]
    public string Credential { get; init; } = "";

    [Description("true: faces are looked for and matched against the residents.")]
    public bool Faces { get; init; }

    [Description("true: QR codes held up to the camera are read (needs the OpenCV native library).")]
    public bool QrCodes { get; init; }

    [Description("Lines that persons are watched for crossing.")]
    public IReadOnlyList<LineOptions> Lines { get; init; } = [];

    [Range(1, 25)]
    [Description("At most this many frames a second are analysed; all are decoded, the newest is taken.")]
    public int AnalysedFramesPerSecond { get; init; } = 8;

    [Range(2, 60)]
    [Description("The camera counts as offline when no frame has come for this many seconds.")]
    public int NoFrameSeconds { get; init; } = 5;
}

/// <summary>Which crossing of a line counts, seen standing at From and looking to To.</summary>
public enum CrossingDirection
{
    /// <summary>Both ways.</summary>
    Either,

    /// <summary>Only from the left of the line to its right.</summary>
    LeftToRight,

    /// <summary>Only from the right of the line to its left.</summary>
    RightToLeft,
}

/// <summary>A directed line in the picture.</summary>
public sealed record LineOptions
{
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,31}$")]
    [Description("The line's name, as alarms quote it.")]
    public string Id { get; init; } = "";

    [Required]
    [Description("Where the line starts, as fractions of the picture's width and height: [0.1, 0.7].")]
    public IReadOnlyList<double> From { get; init; } = [];

    [Required]
    [Description("Where the line ends, as fractions of the picture's width and height.")]
    public IReadOnlyList<double> To { get; init; } = [];

    [Description("either, leftToRight or rightToLeft, seen standing at From and looking to To.")]
    public CrossingDirection Direction { get; init; } = CrossingDirection.Either;
}

/// <summary>What holds for all cameras of the site.</summary>
public sealed record VisionOptions
{
    [Description("The folder of the model pack: pack.json and the files it names. deploy/models.sh brings it.")]
    public string ModelFolder { get; init; } = "";

    [Range(0.2, 0.95)]
    [Description("Cosine similarity from which a face is taken for an enrolled resident's. Higher lets fewer strangers in and sends more residents to their card.")]
    public double MatchThreshold { get; init; } = 0.5;

    [Range(0.0, 0.5)]
    [Description("How far the best resident must stand above the second best.")]
    public double MatchMargin { get; init; } = 0.06;

    [Range(0.0, 1.0)]
    [Description("The least probability that the face is a live one; 0 turns the check off. It stops simple prints and replays, not every one.")]
    public double LivenessThreshold { get; init; } = 0.1;

    [Range(16, 400)]
    [Description("A face narrower than this many pixels is not used for matching.")]
    public int MinFacePixels { get; init; } = 60;

    [Range(1, 8)]
    [Description("Threads each model may use.")]
    public int ModelThreads { get; init; } = 1;

    [Description("false: OpenCV is not used even where its native library is present.")]
    public bool OpenCv { get; init; } = true;
}
