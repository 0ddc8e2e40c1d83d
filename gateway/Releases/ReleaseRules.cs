using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Releases;

/// <summary>Which releases a box may go on to.</summary>
internal static class ReleaseRules
{
    /// <param name="version">That runs now.</param>
    /// <param name="data">The form in which its data folder is.</param>
    /// <returns>Why it is not for this box; null where it is.</returns>
    public static Wording? Refusal(ReleaseManifest release, string version, int data)
    {
        if (release.Product != ReleaseManifest.ThisProduct)
        {
            return ReleaseTexts.OtherProduct(release.Product);
        }

        if (release.Platform != ReleaseManifest.ThisPlatform)
        {
            return ReleaseTexts.OtherPlatform(release.Platform, ReleaseManifest.ThisPlatform);
        }

        if (release.Reads < data)
        {
            return ReleaseTexts.OlderData(release.Version, release.Reads, data);
        }

        // A release writes no form that the one before can't read: the way back stays open while it is on trial.
        if (release.Writes > DataForm.Reads)
        {
            return ReleaseTexts.NewerData(release.Version, release.Writes, DataForm.Reads);
        }

        return ReleaseVersion.Parse(release.Version)!.CompareTo(ReleaseVersion.Parse(version)) switch
        {
            0 => ReleaseTexts.Same(version),
            < 0 => ReleaseTexts.Older(release.Version, version),
            _ => null,
        };
    }
}
