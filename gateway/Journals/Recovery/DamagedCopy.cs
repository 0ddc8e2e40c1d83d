using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Journals.Recovery;

/// <summary>A damaged segment as it was found, kept beside the one that is worked with: evidence, and perhaps more can be read out of it
/// elsewhere.</summary>
internal static class DamagedCopy
{
    public const string Extension = ".damaged";

    /// <summary>Copies of segments that began with one of these numbers: what was put away whole leaves nothing else behind.</summary>
    public static IEnumerable<string> Find(string folder, SeqRange where) => Directory.EnumerateFiles(folder, "*" + Extension)
        .Where(path => long.TryParse(Path.GetFileName(path).AsSpan(0, Path.GetFileName(path).IndexOf('.')), out var first)
            && first >= where.First && first <= where.Last);

    /// <summary>Keeps a segment as it is now; of one that was kept before, the first copy stays.</summary>
    /// <returns>What is kept, and whether it was not before. Where there is no room for a copy, that is the segment itself.</returns>
    public static (string Path, bool IsNew) Keep(string segment)
    {
        var aside = segment + Extension;
        try
        {
            if (File.Exists(aside))
            {
                return (aside, false);
            }

            File.Copy(segment, aside);
            return (aside, true);
        }
        catch (IOException)
        {
            File.Delete(aside);
            return (segment, true);
        }
    }
}
