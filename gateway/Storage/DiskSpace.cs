namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>How full a disk is.</summary>
internal static class DiskSpace
{
    /// <returns>Bytes; null where the system does not tell.</returns>
    public static (long Free, long Total)? At(string folder)
    {
        try
        {
            var disk = new DriveInfo(folder);
            return (disk.AvailableFreeSpace, disk.TotalSize);
        }
        catch (Exception silent) when (silent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
