using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Admin.Releases;

/// <summary>What the version before says to the one on trial.</summary>
/// <param name="Id">Of that staging; null where an early version wrote it.</param>
/// <param name="Operator">Who ordered it.</param>
/// <param name="Online">What was there when it went, as <see cref="SiteHealth.Online"/> names it.</param>
internal sealed record BeforeTrial(string? Id, string Operator, IReadOnlyList<string> Online);

/// <summary>
/// The program goes over to another release, and comes back by itself. The version that runs waits for a moment when no door is open and
/// ends; the launcher starts the one on trial, which watches itself for two minutes and says that it is to be kept, or gives up and ends.
/// What it says lies in the data folder (<c>release</c>), for the launcher reads it; each outcome is on record once.
/// </summary>
internal sealed class ReleaseTrial(SiteFile site, SiteHealth health, OpenDoors open, EventLedger ledger, GatewayRestart restart,
    TimeProvider time, Slots slots, ProgramPlace place)
{
    public const string KeptFile = "kept";

    private const string GivenUpFile = "given-up";
    private const string BeforeFile = "before.json";

    private readonly Lock _lock = new();
    private readonly long _since = time.GetTimestamp();
    private StagedRelease? _trial;
    private BeforeTrial _before = new(null, "", []);
    private string? _goesOver;
    private bool _isBegun;
    private string? _own;

    private string Folder => FolderIn(site.DataFolder);

    /// <summary>The version that this process tries; null where it tries none.</summary>
    public string? Trying => _trial?.Version;

    /// <summary>What it waits for before it goes over: doors, and a journal that has records in memory alone; null where it does not mean
    /// to.</summary>
    public IReadOnlyList<string>? Waits => _goesOver is null ? null : Waiting;

    private IReadOnlyList<string> Waiting => ledger.IsDegraded ? [.. open.Now, SiteHealth.Journal] : open.Now;

    /// <summary>Where it says what the launcher reads.</summary>
    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "release");

    /// <returns>The staging that was last said to be kept; null where none was.</returns>
    public static string? KeptIn(string dataFolder) => Said(FolderIn(dataFolder), KeptFile);

    /// <summary>Puts on record what became of the last trial, and begins its own. To be called once, at the start; a disk that refuses it
    /// then keeps no door shut, and the next look begins it.</summary>
    public void Begin()
    {
        try
        {
            BeginNow();
            _isBegun = true;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            _isBegun = false;
        }
    }

    /// <summary>At the next moment when no door is open. What is online is written now as well: a kill meanwhile goes over too.</summary>
    public void GoOver(string by)
    {
        lock (_lock)
        {
            try
            {
                WriteBefore(by);
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                // Once more before it goes.
            }

            _goesOver = by;
        }
    }

    /// <summary>To be called every second.</summary>
    public void Look()
    {
        lock (_lock)
        {
            if (!_isBegun)
            {
                Begin();
            }

            try
            {
                NoticeStaged();
                if (_goesOver is { } by && Waiting.Count == 0)
                {
                    WriteBefore(by);
                    restart.Request();
                }
                else if (_trial is { } trial)
                {
                    Look(trial);
                }
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                // The disk refuses it at this moment: the next look tries again.
            }
        }
    }

    private void BeginNow()
    {
        FolderSync.Make(Folder);
        RehearsalCopy.Clear(Folder);
        _before = ReadBefore();
        if (slots.Ended is { } ended)
        {
            Tell(ended.Id, new ReleaseSettled(SiteOutcome.GivenUp, ended.Version, null, ended.Because));
        }

        // Killed after it was said and before it was told, and the launcher has made it the current one since.
        if (slots.Kept is { } kept && Said(KeptFile) == kept.Id)
        {
            TellKept(kept);
        }

        if (slots.Trial is { } trial && slots.IsOnTrial(place.Folder))
        {
            var by = _before.Operator is { Length: > 0 } told ? told : trial.By;
            Tell(trial.Id, new ReleaseSettled(SiteOutcome.Trying, trial.Version, by, null));
            _own = trial.Id;
            _trial = Said(KeptFile) == trial.Id ? null : trial;
            if (_trial is null)
            {
                TellKept(trial);
            }
        }
    }

    /// <summary>A release that is staged, and of which nobody told: whoever staged it was cut off, or this program was just starting. Once
    /// for each staging: a disk on which the launcher can't go over would have the doors stand still again and again.</summary>
    private void NoticeStaged()
    {
        if (_goesOver is null && slots.Trial is { } staged && staged.Id != _own && Before()?.Id != staged.Id)
        {
            GoOver(staged.By);
        }
    }

    private void Look(StagedRelease trial)
    {
        if (health.Problem(_before.Online) is { } problem)
        {
            Write(GivenUpFile, $"{trial.Id}\n{JsonSerializer.Serialize(problem)}\n");
            restart.Request();
        }
        else if (time.GetElapsedTime(_since) >= SiteChanges.ProofTime && health.Missing(_before.Online).Count == 0)
        {
            Write(KeptFile, trial.Id + "\n");
            _trial = null;
            TellKept(trial);
        }
    }

    private void TellKept(StagedRelease trial) => Tell(trial.Id, new ReleaseSettled(SiteOutcome.Kept, trial.Version, null, null));

    /// <summary>Once, whatever is killed: what is told already is not told again, but for a kill between the two.</summary>
    private void Tell(string id, ReleaseSettled settled)
    {
        var told = $"told-{settled.Outcome}";
        if (Said(told) != id)
        {
            ledger.Append(settled);
            Write(told, id + "\n");
        }
    }

    private void Write(string file, string text) => AtomicFile.Write(Path.Combine(Folder, file), Encoding.UTF8.GetBytes(text));

    private void WriteBefore(string by) => AtomicFile.Write(Path.Combine(Folder, BeforeFile),
        JsonSerializer.SerializeToUtf8Bytes(new BeforeTrial(slots.Trial?.Id, by, health.Online)));

    private string? Said(string file) => Said(Folder, file);

    private static string? Said(string folder, string file)
    {
        try
        {
            return File.ReadLines(Path.Combine(folder, file)).FirstOrDefault();
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private BeforeTrial ReadBefore() => Before() is { } before && (before.Id is null || before.Id == slots.Trial?.Id) ? before : _before;

    private BeforeTrial? Before()
    {
        try
        {
            return JsonSerializer.Deserialize<BeforeTrial>(File.ReadAllBytes(Path.Combine(Folder, BeforeFile)));
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }
}
