using Zhuhui.Edge.Vision.Faces;

namespace Zhuhui.Edge.Gateway.People.Faces;

/// <summary>A face template of a resident, opened.</summary>
/// <param name="Quality">How good the photo was, 0 to 1; the first versions did not keep it.</param>
internal sealed record FaceTemplate(string Pack, float[] Vector, float Quality = FaceTemplate.UsualQuality)
{
    public const float UsualQuality = 0.5f;

    public static FaceTemplate From(Enrolment.Accepted look) => new(look.Pack, look.Template.ToArray(), look.Quality);
}
