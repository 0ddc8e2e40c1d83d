using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Vision.Options;

/// <summary>How a stream's packets come.</summary>
public enum StreamTransport
{
    Tcp,
    Udp,
}

/// <summary>Who decodes a stream.</summary>
public enum StreamDecoder
{
    /// <summary>The best this machine's ffmpeg offers, software where nothing else works.</summary>
    Auto,
    Software,

    /// <summary>Intel and AMD graphics under Linux.</summary>
    Vaapi,

    /// <summary>A stateful decoder of the system on chip.</summary>
    V4l2M2m,

    /// <summary>A stateless decoder through DRM: the Raspberry Pi's HEVC.</summary>
    Drm,
}

/// <summary>A camera, as the site file describes it. What it watches for decides what is computed on its frames.</summary>
public record CameraOptions
{
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,31}$")]
    [Description("The camera's name; doors refer to it.")]
    public string Id { get; init; } = "";

    [Required]
    [Description("The stream, for example rtsp://192.168.1.64:554/Streaming/Channels/102. User and password do not "
        + "belong here: see Credential.")]
    public string Url { get; init; } = "";

    [Description("The camera's second, smaller stream; people, zones and the live view are taken from it, faces and codes from "
        + "Url. Empty: Url serves all.")]
    public string SubUrl { get; init; } = "";

    [Description("tcp or udp: how the stream's packets come. udp only where the camera can't do tcp.")]
    public StreamTransport Transport { get; init; } = StreamTransport.Tcp;

    [Description("Who decodes: auto, software, vaapi, v4l2m2m or drm (the Raspberry Pi's HEVC). auto takes what this machine's ffmpeg "
        + "offers and falls back to software.")]
    public StreamDecoder Decoder { get; init; } = StreamDecoder.Auto;

    [RegularExpression("^[a-z0-9-]*$")]
    [Description("The name of the secret that holds user:password for this camera; empty where the camera asks for none.")]
    public string Credential { get; init; } = "";

    [Description("true: faces are looked for and matched against the residents.")]
    public bool Faces { get; init; }

    [Description("true: QR codes held up to the camera are read.")]
    public bool QrCodes { get; init; }

    [Description("Lines that persons are watched for crossing.")]
    public IReadOnlyList<LineOptions> Lines { get; init; } = [];

    [Description("Areas of the picture that persons are watched in.")]
    public IReadOnlyList<ZoneOptions> Zones { get; init; } = [];

    [Description("Areas of the picture that are painted over before anybody or anything looks at it: a "
        + "neighbour's window, a swaying tree.")]
    public IReadOnlyList<MaskOptions> Masks { get; init; } = [];

    [Description("true: a camera that is covered, out of focus, turned away or shows a frozen picture is reported.")]
    public bool Tamper { get; init; } = true;

    [Range(1, 25)]
    [Description("At most this many frames a second are analysed; all are decoded, and of more some are left out.")]
    public int AnalysedFramesPerSecond { get; init; } = 8;

    [Range(2, 8)]
    [Description("The camera counts as offline when no frame has come for this many seconds, or for three times the longest gap of the "
        + "last ten minutes where its frames come more slowly, 30 at most.")]
    public int NoFrameSeconds { get; init; } = 5;
}
