using System.Diagnostics;
using System.Text;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>Where a set-up lies: the site file in a folder of its own, which the service may write to, under a link; the secrets beside it,
/// for root alone.</summary>
internal sealed class SetupFolder(string folder)
{
    private const string Name = "site.jsonc";
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Passable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What commands and the service are given.</summary>
    public string SiteFile => Path.Combine(folder, Name);

    public string Secrets => Path.Combine(folder, "secrets");

    private string Written => Path.Combine(folder, "site", Name);

    /// <summary>A link that leads nowhere yet, as the package lays it, is none.</summary>
    public bool HasSite => File.Exists(new FileInfo(SiteFile).LinkTarget is { } target ? Path.GetFullPath(target, folder) : SiteFile);

    /// <param name="owner">The service's user, where the folder of the site file is to be its own.</param>
    /// <exception cref="StorageException">The system refuses a file.</exception>
    public void Write(string site, IReadOnlyDictionary<string, string> secrets, string? owner)
    {
        try
        {
            FolderSync.Make(folder, Passable);
            FolderSync.Make(Path.GetDirectoryName(Written)!, Passable);
            FolderSync.Make(Secrets, Own | UnixFileMode.UserExecute);
            foreach (var (name, secret) in secrets)
            {
                var file = Path.Combine(Secrets, name);
                AtomicFile.Write(file, Encoding.UTF8.GetBytes(secret + "\n"));
                File.SetUnixFileMode(file, Own);
            }

            if (HasSite)
            {
                // For people.
                AtomicFile.Write(Written + ".before", File.ReadAllBytes(SiteFile));
            }

            AtomicFile.Write(Written, Encoding.UTF8.GetBytes(site));
            File.SetUnixFileMode(Written, Readable);
            if (owner is not null)
            {
                Run("chown", "-R", $"{owner}:", Path.GetDirectoryName(Written)!);
            }

            var link = SiteFile + ".new";
            File.Delete(link);
            File.CreateSymbolicLink(link, Path.Combine("site", Name));
            File.Move(link, SiteFile, overwrite: true);
            FolderSync.Sync(folder);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused(folder, refusal);
        }
    }

    /// <exception cref="IOException">It ended badly.</exception>
    private static void Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new IOException($"{program}: {said.Trim()}");
        }
    }
}
