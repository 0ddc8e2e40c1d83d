using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Releases;

/// <summary>
/// Two places for a program beside the packaged one, in a folder of root's. <c>current</c> leads to the version that is kept, <c>trial</c>
/// to the one that is tried; without either the packaged program runs. The launcher (deploy/launch) reads them at each start of the
/// service, and alone decides which runs: what is killed at whatever moment leaves one whole version to run.
/// </summary>
internal sealed class Slots(string folder)
{
    public const string UsualFolder = "/var/lib/zhuhui-edge-program";

    /// <summary>In each place: the version by its name, below it a word that no other staging has, and who staged it. Written
    /// last.</summary>
    private const string VersionFile = "VERSION";

    private const string Program = "zhuhui-edge";
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Runs = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string[] _places = ["a", "b"];

    public string Folder => folder;

    /// <summary>The version that is kept; null where it is the packaged one.</summary>
    public string? Current => Kept?.Version;

    /// <inheritdoc cref="Current"/>
    public StagedRelease? Kept => StagedAt("current");

    /// <summary>As <see cref="Current"/>, where a version on trial may have said that it is to be kept and nothing was started
    /// since.</summary>
    /// <param name="kept">The staging of which it was said; null where none was.</param>
    public string? CurrentOr(string? kept) => Trial is { } trial && trial.Id == kept ? trial.Version : Current;

    /// <summary>The version on trial, or about to be; null where there is none.</summary>
    public StagedRelease? Trial => StagedAt("trial");

    /// <summary>How the last trial ended that was given up, by the launcher's word; null where there was none.</summary>
    public EndedTrial? Ended => Lines("ended") is ["givenUp", var version, var reason, var id, ..] ? new EndedTrial(version, id, reason)
        : null;

    /// <summary>Whether the program in that folder is the one on trial; by what lies in it, as the way there may lead over
    /// links.</summary>
    public bool IsOnTrial(string program) => StagedAt(Path.GetFullPath(program)) is { } here && here == Trial;

    /// <summary>To be held while something is staged.</summary>
    /// <exception cref="StorageException">Somebody stages already, or the disk refuses it.</exception>
    public FileStream Take()
    {
        try
        {
            Directory.CreateDirectory(folder, Runs);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"the programs' folder {folder}", refusal);
        }

        return FileLock.Acquire(Path.Combine(folder, "lock"), $"the programs' folder {folder}");
    }

    /// <summary>A version on trial has said that it is to be kept: what else the next start of the service would do.</summary>
    /// <param name="kept">The staging of which it was said; null where none was.</param>
    /// <exception cref="StorageException">The disk refuses it.</exception>
    public void Keep(string? kept)
    {
        if (Trial?.Id is not { } trial || trial != kept)
        {
            return;
        }

        try
        {
            LinkRename.Put(Path.Combine(folder, "trial"), Path.Combine(folder, "current"));
            FolderSync.Sync(folder);
        }
        catch (IOException refusal)
        {
            throw StorageException.Refused($"the programs' folder {folder}", refusal);
        }
    }

    /// <summary>Unpacks a release into the place that nothing leads to. What lies there is gone.</summary>
    /// <param name="by">Who stages it.</param>
    /// <returns>The place.</returns>
    /// <exception cref="ReleaseException">It is cut off, was changed after it was signed, or holds what no program has.</exception>
    /// <exception cref="StorageException">The disk refuses it.</exception>
    public string Stage(ReleaseBundle bundle, string by)
    {
        try
        {
            Directory.CreateDirectory(folder, Runs);
            var kept = Path.GetFileName(new FileInfo(Path.Combine(folder, "current")).LinkTarget);
            var place = Path.Combine(folder, _places.First(name => name != kept));
            var unfinished = place + ".new";
            foreach (var old in new[] { place, unfinished }.Where(Directory.Exists))
            {
                Directory.Delete(old, recursive: true);
            }

            Directory.CreateDirectory(unfinished, Runs);
            var archive = Path.Combine(unfinished, ReleaseBundle.ProgramName);
            bundle.CopyProgram(archive);
            Unpack(archive, unfinished);
            File.Delete(archive);
            File.WriteAllText(Path.Combine(unfinished, VersionFile), $"{bundle.Manifest.Version}\n{Guid.NewGuid():N}\n{by}\n");
            Sync();
            Directory.Move(unfinished, place);
            FolderSync.Sync(folder);
            return place;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"the programs' folder {folder}", refusal);
        }
    }

    /// <summary>From the next start of the service on it is on trial.</summary>
    /// <exception cref="StorageException">The disk refuses it.</exception>
    public void Try(string place)
    {
        try
        {
            File.Delete(Path.Combine(folder, "starts"));
            Link("trial", Path.GetFileName(place));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"the programs' folder {folder}", refusal);
        }
    }

    /// <summary>The trial is off before it began, or is given up by hand.</summary>
    public void Drop() => File.Delete(Path.Combine(folder, "trial"));

    private StagedRelease? StagedAt(string link) => Lines(Path.Combine(link, VersionFile)) is [var version, var id, .. var more]
        ? new StagedRelease(version, id, more.FirstOrDefault() ?? "") : null;

    private string[] Lines(string file)
    {
        try
        {
            return File.Exists(Path.Combine(folder, file)) ? File.ReadAllLines(Path.Combine(folder, file)) : [];
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static void Unpack(string archive, string to)
    {
        using var packed = File.OpenRead(archive);
        using var plain = new GZipStream(packed, CompressionMode.Decompress);
        using var tar = new TarReader(plain);
        var home = Path.GetFullPath(to) + Path.DirectorySeparatorChar;
        while (tar.GetNextEntry() is { } entry)
        {
            var target = Path.GetFullPath(Path.Combine(to, entry.Name));
            if (!(target + Path.DirectorySeparatorChar).StartsWith(home, StringComparison.Ordinal))
            {
                throw new ReleaseException(ReleaseTexts.StrangeEntry(entry.Name));
            }

            switch (entry.EntryType)
            {
                case TarEntryType.Directory:
                    Directory.CreateDirectory(target, Runs);
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                    Directory.CreateDirectory(Path.GetDirectoryName(target)!, Runs);
                    entry.ExtractToFile(target, overwrite: false);
                    File.SetUnixFileMode(target, entry.Mode.HasFlag(UnixFileMode.UserExecute) ? Runs : Plain);
                    break;
                default:
                    throw new ReleaseException(ReleaseTexts.StrangeEntry(entry.Name));
            }
        }

        if (!File.Exists(Path.Combine(to, Program)))
        {
            throw new ReleaseException(ReleaseTexts.NoProgram);
        }
    }

    /// <summary>Put in place at once: one of the two is there at every moment.</summary>
    private void Link(string name, string target)
    {
        var unfinished = Path.Combine(folder, name + ".new");
        File.Delete(unfinished);
        File.CreateSymbolicLink(unfinished, target);
        LinkRename.Put(unfinished, Path.Combine(folder, name));
        FolderSync.Sync(folder);
    }

    /// <summary>Hundreds of files: one call for all of them.</summary>
    private void Sync()
    {
        using var sync = Process.Start(new ProcessStartInfo("sync", ["--file-system", folder]));
        sync!.WaitForExit();
        if (sync.ExitCode != 0)
        {
            throw new IOException($"sync {folder} ended with {sync.ExitCode}");
        }
    }
}

/// <summary>A release in its place.</summary>
/// <param name="Id">Of this staging.</param>
/// <param name="By">Who staged it; empty where an early version did.</param>
internal sealed record StagedRelease(string Version, string Id, string By);

/// <summary>A trial that was given up.</summary>
/// <param name="Reason">What the version on trial said, as JSON; any other word where it did not live through it.</param>
internal sealed record EndedTrial(string Version, string Id, string Reason)
{
    public Wording Because
    {
        get
        {
            try
            {
                return JsonSerializer.Deserialize<Wording>(Reason) ?? ReleaseTexts.NoStart;
            }
            catch (JsonException)
            {
                return ReleaseTexts.NoStart;
            }
        }
    }
}
