using Zhuhui.Edge.Gateway.Journals.Segments;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>A segment on the disk, named after the first number it may hold.</summary>
internal readonly record struct JournalFile(long First, string Path)
{
    public static List<JournalFile> In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*" + JournalSegment.Extension)
            .Select(path => (Path: path, IsNumber: long.TryParse(System.IO.Path.GetFileNameWithoutExtension(path), out var first),
                First: first))
            .Where(file => file.IsNumber)
            .Select(file => new JournalFile(file.First, file.Path))
            .OrderBy(file => file.First),
    ];
}
