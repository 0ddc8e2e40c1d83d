using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Vision.Options;

/// <summary>What holds for all cameras of the site.</summary>
public sealed record VisionOptions
{
    [Description("The folder of the model pack: pack.json and the files it names. deploy/models.sh brings it.")]
    public string ModelFolder { get; init; } = "";

    [Range(0.00001, 0.1)]
    [Description("Of so many strangers who show their face at a door one may be taken for a resident: 0.003 is three in a thousand. The "
        + "door's threshold follows from it and from the people enrolled here. Lower lets fewer strangers in and sends more "
        + "residents to their card.")]
    public double FalsePositiveRate { get; init; } = 0.003;

    [Range(0.0, 0.95)]
    [Description("A fixed score from which a face is taken for an enrolled resident's, in place of the one that "
        + "FalsePositiveRate asks for; 0: none.")]
    public double MatchThreshold { get; init; }

    [Range(0.0, 0.5)]
    [Description("How far the best resident must stand above the second best.")]
    public double MatchMargin { get; init; } = 0.06;

    [Range(0.0, 1.0)]
    [Description("The least probability that the face is a live one; 0 turns the check off. It stops simple prints and replays, not every "
        + "one: of simulated ones (none was real) 5 to 23 in 100 pass 0.1 and 1 to 8 in 100 pass 0.5, and of simulated camera pictures of "
        + "people 23 and 42 in 100 are refused.")]
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
