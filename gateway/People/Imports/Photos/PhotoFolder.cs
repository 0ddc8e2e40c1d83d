using System.IO.Enumeration;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports.Photos;

/// <summary>Photos in a folder and those below it. Links are not followed: what they point to was not handed in.</summary>
internal sealed class PhotoFolder : PhotoSource
{
    private readonly string _folder;

    public PhotoFolder(string folder)
    {
        _folder = Path.GetFullPath(folder);
        var entries = new FileSystemEnumerable<FileSystemInfo>(_folder, (ref entry) => entry.ToFileSystemInfo(), new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = false,
            AttributesToSkip = FileAttributes.None,
        })
        {
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        var all = entries.Select(one => (Info: one, Path: Path.GetRelativePath(_folder, one.FullName)))
            .Where(one => !PhotoLimits.IsNothing(one.Path)).Take((2 * PhotoLimits.MostFiles) + 1).ToArray();
        Files = [.. all.Where(one => one.Info is FileInfo { LinkTarget: null }).Select(one =>
            new PhotoFile(one.Path, ((FileInfo)one.Info).Length))];
        Problems = [.. all.Where(one => one.Info.LinkTarget is not null).Select(one => (one.Path, ImportTexts.PhotoIsLink))];
    }

    public override void Dispose()
    {
        // Nothing is open between two photos.
    }

    protected override Stream OpenFile(string path) => File.OpenRead(Path.Combine(_folder, path));
}
