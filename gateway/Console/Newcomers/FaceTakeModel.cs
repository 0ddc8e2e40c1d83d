using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;
using Zhuhui.Edge.Vision.Faces;

namespace Zhuhui.Edge.Gateway.Console.Newcomers;

/// <summary>A camera before which a face can be taken, with the doors that it looks at.</summary>
public sealed record FaceCamera(string Id, string Name)
{
    internal static IReadOnlyList<FaceCamera> Of(SiteFile site) => [.. site.Doors.SelectMany(door => door.Cameras).Distinct()
        .Select(camera => new FaceCamera(camera, string.Join(" \u00b7 ", site.Doors.Where(door => door.Cameras.Contains(camera,
            StringComparer.Ordinal)).Select(door => door.Name).Prepend(camera))))];
}

/// <summary>How far a face is that is taken before a camera.</summary>
/// <param name="Hint">What whoever stands there should do.</param>
/// <param name="IsGood">It can be taken as it is.</param>
/// <param name="Best">The best view, as an address that holds it; null where there is none.</param>
/// <param name="AsksAlike">It was refused: it may be somebody who looks alike.</param>
/// <param name="Seen">The state of the person's record.</param>
internal sealed record FaceTakeModel(string Id, string Name, FaceTake? Take, string Hint, bool IsGood, int SecondsLeft, string? Best,
    bool AsksAlike, string Seen)
{
    public string At(string act) => $"/people/{Id}/camera/{act}";

    /// <summary>Another one each time, so that a browser asks for it.</summary>
    public string Still => $"{At("still")}?take={Take?.Id}&at={Guid.NewGuid():N}";
}

/// <summary>What a look before a camera came to, in a few words that can be called out to whoever stands there.</summary>
internal static class FaceHints
{
    public static bool IsGood(EnrolmentNews? news) => news is EnrolmentNews.Taken or EnrolmentNews.SameLook;

    public static Wording Of(EnrolmentNews? news, int views) => news switch
    {
        null => FaceTakeTexts.Waiting,
        EnrolmentNews.Taken or EnrolmentNews.SameLook => FaceTakeTexts.Good(views),
        EnrolmentNews.OtherPerson => FaceTakeTexts.Other,
        EnrolmentNews.NotGoodEnough { Why: var why } => Of(why),
        _ => FaceTakeTexts.NoPicture,
    };

    private static Wording Of(Enrolment.Refused refused) => refused.Reason switch
    {
        EnrolmentRefusal.NoFace => FaceTakeTexts.Nobody,
        EnrolmentRefusal.SeveralFaces => FaceTakeTexts.Several,
        EnrolmentRefusal.FaceTooSmall => FaceTakeTexts.TooFar(refused.Width, refused.NeededWidth),
        EnrolmentRefusal.TooDark => FaceTakeTexts.Light,
        EnrolmentRefusal.TooBlurred => FaceTakeTexts.Blurred,
        EnrolmentRefusal.TurnedAway => FaceTakeTexts.Turned,
        EnrolmentRefusal.EyesHidden => FaceTakeTexts.Eyes,
        EnrolmentRefusal.Unsteady => FaceTakeTexts.Unsteady,
        _ => FaceTakeTexts.NoPicture,
    };
}
