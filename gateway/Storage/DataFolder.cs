using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>The folder of everything this gateway knows: open to its own user alone.</summary>
internal static class DataFolder
{
    /// <summary>Where the link keeps how far the hub has acknowledged.</summary>
    public static string Bookmarks(SiteFile site) => Path.Combine(site.DataFolder, "bookmarks");

    /// <exception cref="StorageException">The system refuses the folder.</exception>
    public static void Make(SiteFile site)
    {
        try
        {
            if (!Directory.Exists(site.DataFolder))
            {
                FolderSync.Make(site.DataFolder);
            }
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"the data folder {site.DataFolder}", refusal);
        }
    }
}
