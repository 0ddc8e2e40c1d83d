namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>A line of a comparison.</summary>
/// <param name="Old">Its number in the old text, from 1 on; 0 where it is new.</param>
/// <param name="New">Its number in the new text; 0 where it is gone.</param>
internal sealed record DiffLine(int Old, int New, string Text)
{
    public bool IsSame => Old > 0 && New > 0;
}

/// <summary>Compares two texts line by line (longest common subsequence between what is alike at both ends).</summary>
internal static class LineDifference
{
    /// <summary>So many lines around a change are shown.</summary>
    private const int Around = 3;

    /// <summary>Two parts that differ and are longer together are shown as one that is gone and one that is new.</summary>
    private const int MostCompared = 4_000_000;

    /// <returns>The changed lines with some around them; groups that are apart have a null between them.</returns>
    public static IReadOnlyList<DiffLine?> Between(string old, string now)
    {
        var (before, after) = (Lines(old), Lines(now));
        var all = All(before, after);
        List<DiffLine?> shown = [];
        var last = -1;
        for (var i = 0; i < all.Count; i++)
        {
            var isNear = all[Math.Max(0, i - Around)..Math.Min(all.Count, i + Around + 1)].Exists(line => !line.IsSame);
            if (isNear)
            {
                if (last >= 0 && last < i - 1)
                {
                    shown.Add(null);
                }

                shown.Add(all[i]);
                last = i;
            }
        }

        return shown;
    }

    private static string[] Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');

    private static List<DiffLine> All(string[] before, string[] after)
    {
        var (head, tail) = (0, 0);
        var shorter = Math.Min(before.Length, after.Length);
        while (head < shorter && before[head] == after[head])
        {
            head++;
        }

        while (tail < shorter - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        List<DiffLine> all = [.. before.Take(head).Select((line, i) => new DiffLine(i + 1, i + 1, line))];
        all.AddRange(Middle(before[head..^tail], after[head..^tail], head));
        all.AddRange(Enumerable.Range(0, tail).Reverse().Select(i => new DiffLine(before.Length - i, after.Length - i, before[^(i + 1)])));
        return all;
    }

    private static List<DiffLine> Middle(string[] before, string[] after, int head)
    {
        if ((long)before.Length * after.Length > MostCompared)
        {
            return [.. before.Select((line, i) => new DiffLine(head + i + 1, 0, line)),
                .. after.Select((line, i) => new DiffLine(0, head + i + 1, line))];
        }

        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        List<DiffLine> lines = [];
        var (old, now) = (0, 0);
        while (old < before.Length || now < after.Length)
        {
            if (old < before.Length && now < after.Length && before[old] == after[now])
            {
                lines.Add(new DiffLine(head + ++old, head + ++now, before[old - 1]));
            }
            else if (now == after.Length || (old < before.Length && common[old + 1, now] >= common[old, now + 1]))
            {
                lines.Add(new DiffLine(head + ++old, 0, before[old - 1]));
            }
            else
            {
                lines.Add(new DiffLine(0, head + ++now, after[now - 1]));
            }
        }

        return lines;
    }
}
