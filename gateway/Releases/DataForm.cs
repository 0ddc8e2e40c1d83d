using System.Globalization;
using System.Text;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Releases;

/// <summary>
/// The form of a data folder, a number in a file of its own there. It grows when a version writes what those before can't read; a version
/// can read a form before any version writes it, so that there is always a way back by one.
/// </summary>
internal static class DataForm
{
    /// <summary>The newest form that this version can read.</summary>
    public const int Reads = 1;

    /// <summary>The form in which it leaves a data folder.</summary>
    public const int Writes = 1;

    private const string Name = "form";

    /// <returns>1 where the folder says nothing: so did all before there were forms.</returns>
    /// <exception cref="StorageException">The system refuses the file, or it holds no number.</exception>
    public static int Of(string dataFolder)
    {
        var file = Path.Combine(dataFolder, Name);
        try
        {
            return int.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var form) && form > 0
                ? form
                : throw new StorageException($"{file} holds no number; bring the data folder back from a backup");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return 1;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused(file, refusal);
        }
    }

    /// <summary>To be called before anything of the data folder is opened to be changed.</summary>
    /// <exception cref="StorageException">A newer version has left the folder in a form that this one can't read, or the system refuses the
    /// file.</exception>
    public static void Take(string dataFolder, string version)
    {
        var form = Of(dataFolder);
        if (form > Reads)
        {
            throw new StorageException(ReleaseTexts.DataTooNew(dataFolder, form, version, Reads).En);
        }

        if (form < Writes)
        {
            try
            {
                AtomicFile.Write(Path.Combine(dataFolder, Name), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
                    $"{Writes}\n")));
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                throw StorageException.Refused(Path.Combine(dataFolder, Name), refusal);
            }
        }
    }
}
