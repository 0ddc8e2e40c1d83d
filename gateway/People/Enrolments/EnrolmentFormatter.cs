using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Faces;

namespace Zhuhui.Edge.Gateway.People.Enrolments;

/// <summary>What is wrong with a photo, or how it goes on before a camera, in words: one sentence that says what to do.</summary>
internal static class EnrolmentFormatter
{
    public static Wording Format(Enrolment.Refused refused) => refused.Reason switch
    {
        EnrolmentRefusal.NoFace => EnrolmentTexts.NoFace,
        EnrolmentRefusal.SeveralFaces => EnrolmentTexts.SeveralFaces,
        EnrolmentRefusal.FaceTooSmall => EnrolmentTexts.FaceTooSmall(refused.Width, refused.NeededWidth),
        EnrolmentRefusal.TooBlurred => EnrolmentTexts.TooBlurred,
        EnrolmentRefusal.TooDark => EnrolmentTexts.TooDark,
        EnrolmentRefusal.TurnedAway => EnrolmentTexts.TurnedAway,
        EnrolmentRefusal.EyesHidden => EnrolmentTexts.EyesHidden,
        EnrolmentRefusal.Unsteady => EnrolmentTexts.Unsteady,
        _ => refused.Detail is { } detail ? Wording.Same(detail) : EnrolmentTexts.NotAPicture,
    };

    public static Wording Format(EnrolmentNews news) => news switch
    {
        EnrolmentNews.NotGoodEnough { Why: var why } => Format(why),
        EnrolmentNews.OtherPerson => EnrolmentTexts.OtherPerson,
        EnrolmentNews.SameLook { Count: var taken } => EnrolmentTexts.TurnHead(taken),
        EnrolmentNews.Taken { Count: var taken } => EnrolmentTexts.Taken(taken),
        _ => EnrolmentTexts.NoPicture,
    };
}
