using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Releases;

/// <param name="Release">What it says of itself; null where that can't be believed.</param>
/// <param name="Problem">Why this box does not take it; null where it does.</param>
internal sealed record FoundBundle(string File, ReleaseManifest? Release, Wording? Problem);

/// <summary>Bundles on what somebody has mounted: a USB stick's own folder and those right in it.</summary>
internal static class BundleSearch
{
    public const string Usual = "/media, /run/media, /mnt";

    private const string Mounts = "/proc/self/mounts";

    /// <summary>A stick with a thousand others on it is none for this.</summary>
    private const int Most = 50;

    private static readonly string[] _under = Usual.Split(", ");

    /// <summary>What is mounted where sticks are mounted.</summary>
    public static string[] Media() => File.Exists(Mounts) ? [.. MountedIn(File.ReadLines(Mounts))] : [];

    /// <param name="mounts">Lines as those of /proc/self/mounts (proc(5), fstab(5)).</param>
    public static IEnumerable<string> MountedIn(IEnumerable<string> mounts) => mounts.Select(line => line.Split(' '))
        .Where(fields => fields.Length > 1).Select(fields => Plain(fields[1])).Distinct(StringComparer.Ordinal)
        .Where(place => _under.Any(under => place == under || place.StartsWith(under + '/', StringComparison.Ordinal)));

    /// <returns>Newest first; last those that are not taken.</returns>
    /// <param name="refusal">Why a release is not for this box; null where it is.</param>
    public static IReadOnlyList<FoundBundle> In(IEnumerable<string> places, ReleaseKeys keys, Func<ReleaseManifest, Wording?> refusal) =>
    [
        .. places.SelectMany(FilesIn).Distinct(StringComparer.Ordinal).Take(Most).Select(file => Seen(file, keys, refusal))
            .OrderBy(found => found.Problem is not null)
            .ThenByDescending(found => found.Release is { } release ? ReleaseVersion.Parse(release.Version) : null),
    ];

    private static FoundBundle Seen(string file, ReleaseKeys keys, Func<ReleaseManifest, Wording?> refusal)
    {
        try
        {
            var release = ReleaseBundle.Open(file, keys).Manifest;
            return new FoundBundle(file, release, refusal(release));
        }
        catch (ReleaseException none)
        {
            return new FoundBundle(file, null, none.Words);
        }
        catch (IOException unreadable)
        {
            return new FoundBundle(file, null, ReleaseTexts.Unreadable(file, unreadable.Message));
        }
    }

    /// <summary>No link is followed: it may lead off the stick.</summary>
    private static IEnumerable<string> FilesIn(string place)
    {
        try
        {
            var home = new DirectoryInfo(place);
            return [.. home.EnumerateDirectories().Where(inner => inner.LinkTarget is null).Prepend(home).SelectMany(BundlesIn)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<string> BundlesIn(DirectoryInfo folder)
    {
        try
        {
            return [.. folder.EnumerateFiles("*.bundle").Where(file => file.LinkTarget is null).Select(file => file.FullName)
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Plain(string escaped) => escaped.Replace("\\040", " ", StringComparison.Ordinal)
        .Replace("\\011", "\t", StringComparison.Ordinal).Replace("\\012", "\n", StringComparison.Ordinal)
        .Replace("\\134", "\\", StringComparison.Ordinal);
}
