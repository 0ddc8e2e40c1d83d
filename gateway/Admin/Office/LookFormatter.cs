using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>Who looked at what, and how often something was seen, in words.</summary>
internal static class LookFormatter
{
    public static Wording Format(PeopleLookedUp look) => look.Camera is { } camera
        ? PeopleTexts.CameraLookedAt(look.Operator, camera)
        : EventTexts.PeopleLookedUp(look.Operator, look.People);

    /// <summary>After what was seen several times; nothing where it was seen once.</summary>
    public static Wording Often(int? times) => times is { } many ? ListTexts.Often(many) : Wording.Empty;
}
