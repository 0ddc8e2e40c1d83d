namespace Zhuhui.Edge.Benchmarks.Liveness;

/// <summary>Photos of people in a folder, called Name_0001.jpg.</summary>
internal static class PeoplePhotos
{
    /// <returns>One photo each of so many people, drawn by the seed.</returns>
    public static List<string> Sample(string folder, int people, int seed)
    {
        var random = new Random(seed);
        return [.. ByPerson(folder).Select(photos => photos[0]).OrderBy(_ => random.Next()).Take(people)];
    }

    /// <summary>Each person's photos, in the order of the names.</summary>
    public static IEnumerable<string[]> ByPerson(string folder) => Directory.EnumerateFiles(folder, "*.jpg").Order(StringComparer.Ordinal)
        .GroupBy(file => Path.GetFileNameWithoutExtension(file)[..^5], StringComparer.Ordinal).Select(group => group.ToArray());
}
