using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site.Edits;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>The trial of a site file, beside that file and on record. What a kill cuts off, the next start finishes.</summary>
internal sealed class TrialBook(SitePlace? place, EventLedger ledger)
{
    private volatile SiteTrial? _now;

    /// <summary>On trial, or how the last trial ended; null where there was none.</summary>
    public SiteTrial? Now => _now;

    /// <summary>Records what is not on record yet of what was before this start.</summary>
    public void Begin()
    {
        _now = place?.ReadTrial();
        if (_now is { IsTold: false } untold)
        {
            TellOf(untold);
        }
    }

    /// <summary>A file goes on trial. The trial first: cut off between the two, the next start finds the old file and says so.</summary>
    /// <exception cref="IOException">The disk refuses it.</exception>
    public void Begin(SiteTrial trial, SiteSource source)
    {
        place!.Write(trial with { IsTold = false });
        place.Put(source.Text);
        _now = trial;
        TellOf(trial);
    }

    /// <summary>The file before comes back.</summary>
    /// <param name="file">As it lies there.</param>
    /// <returns>False where somebody has written another by hand meanwhile, which stays.</returns>
    /// <exception cref="IOException">The disk refuses it.</exception>
    public bool PutBack(SiteTrial trial, byte[] file)
    {
        if (SitePlace.StateOf(file) == trial.State)
        {
            place!.Put(trial.Before);
            return true;
        }

        return file.AsSpan().SequenceEqual(trial.Before);
    }

    /// <summary>On record as this returns.</summary>
    /// <exception cref="IOException">The disk refuses it: the trial goes on.</exception>
    public void End(SiteTrial ended)
    {
        place!.Write(ended);
        _now = ended;
        TellOf(ended);
    }

    private void TellOf(SiteTrial trial)
    {
        ledger.Append(new SiteSettled(trial.Outcome, trial.Parts, trial.IsOn ? trial.Operator : trial.EndedBy, trial.Reason));
        _now = trial with { IsTold = true };
        try
        {
            place!.Write(_now);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The next start tells it once more.
        }
    }
}
