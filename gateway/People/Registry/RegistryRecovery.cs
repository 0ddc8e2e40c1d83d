using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>A state that the registry could be put back to.</summary>
/// <param name="Name">What it is, for the finding: "the copy of the last change".</param>
internal sealed record RegistryCandidate(string Name, Dictionary<RegistryKey, byte[]> Documents, RegistryMark Mark);

/// <summary>Chooses what takes the place of registry files that don't agree.</summary>
internal static class RegistryRecovery
{
    /// <summary>The end of the name of a damaged file that is kept.</summary>
    public const string Aside = ".damaged";

    private static readonly TimeSpan _longestReading = TimeSpan.FromMinutes(1);

    private const string LastChange = "the copy of the last change";

    /// <param name="state">What could be read of the copy.</param>
    /// <param name="wasChanging">A change was cut off: the copy says whether it was made, and nothing is damaged for it.</param>
    /// <param name="backups">Newest first.</param>
    /// <returns>The state; what was amiss, null where nothing was; whether the LiteDB file is what was.</returns>
    /// <exception cref="StorageException">Nothing can take its place.</exception>
    public static (RegistryCandidate Best, string? Finding, bool IsFileDamaged) Choose(string path, RegistryCopy.State? state,
        bool wasChanging,
        Func<IEnumerable<RegistryCandidate>> backups)
    {
        var copy = state is null ? null : new RegistryCandidate(LastChange, state.Documents, state.Mark);
        if (wasChanging && copy is not null)
        {
            return (copy, null, false);
        }

        if (copy is not null)
        {
            // What a log holds while no change is under way was never acknowledged.
            File.Delete(LiteDbOpening.LogOf(path));
        }

        // A file that is not what was written last is not even looked at where the copy is whole.
        var (database, damage) = state is { IsWhole: true } ? (null, null) : FromDatabase("the file itself", path);

        if (copy is null && database is not null)
        {
            // Versions before this one kept no such copy; and whatever became of it, nobody is missing.
            return (database, null, false);
        }

        var oldCopy = copy is null ? FromDatabase(LastChange, OldCopyOf(path)).Found : null;
        var backup = copy is null || state is { IsWhole: false } ? backups().FirstOrDefault() : null;
        var best = new[] { copy, database, oldCopy, backup }.OfType<RegistryCandidate>().MaxBy(candidate => candidate.Mark.Generation);
        if (best is null)
        {
            return damage is null ? (new RegistryCandidate("nothing", [], RegistryMark.None), null, false)
                : throw new StorageException($"the registry {path} is damaged ({damage}), and there is no copy or backup of it; restore it "
                + "from a backup kept elsewhere");
        }

        return best == database
            ? (best, $"the copy of the registry beside {path} is damaged; it was written anew from {path}, which is whole", false)
            : (best, $"the registry {path} is damaged ({damage ?? (File.Exists(path) ? "it is not what was written last" : "it is gone")}"
            + $"); it was kept aside as {path}{Aside} and {best.Name} took its place", true);
    }

    /// <summary>The copy that versions before this one kept.</summary>
    public static string OldCopyOf(string path) => path + ".bak";

    /// <summary>Keeps what is damaged for an engineer to look at.</summary>
    /// <exception cref="IOException">The system refuses it.</exception>
    public static void KeepAside(string path, string copy, bool isFileDamaged)
    {
        if (isFileDamaged && File.Exists(path))
        {
            File.Move(path, path + Aside, overwrite: true);
        }
        else if (!isFileDamaged && File.Exists(copy))
        {
            File.Copy(copy, copy + Aside, overwrite: true);
        }
    }

    private static (RegistryCandidate? Found, string? Damage) FromDatabase(string name, string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            return (null, null);
        }

        try
        {
            // LiteDB can go round in circles in a damaged file, and nothing stops it then but the end of the process.
            var reading = Task.Factory.StartNew(() => RegistryDatabase.Read(path), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            if (!((IAsyncResult)reading).AsyncWaitHandle.WaitOne(_longestReading))
            {
                return (null, "LiteDB finds no end in it");
            }

            var (documents, mark) = reading.GetAwaiter().GetResult();
            return (new RegistryCandidate(name, documents, mark), null);
        }
        catch (InvalidDataException damage)
        {
            return (null, damage.Message);
        }
    }
}
