using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>What a start does first: a site file on trial is counted, and where it has had its starts the one before comes back.</summary>
internal static class SiteStart
{
    /// <summary>To be called once, before anything of the site is opened.</summary>
    /// <returns>What to run by in place of the file, where the disk lets nothing be counted or put back; else null.</returns>
    public static SiteSource? Begin(string file)
    {
        var place = new SitePlace(file);
        if (place.ReadTrial() is not { IsOn: true } trial)
        {
            return null;
        }

        try
        {
            var now = SitePlace.StateOf(place.Read());
            if (now != trial.State)
            {
                place.Write(trial.GivenUp(now == SitePlace.StateOf(trial.Before) ? SiteTexts.CutOff
                    : SiteTexts.EditedMeanwhile));
            }
            else if (trial.Starts >= SiteTrial.MostStarts)
            {
                GiveUp(place, trial, SiteTexts.NoStart((long)SiteChanges.ProofTime.TotalMinutes, SiteTrial.MostStarts));
            }
            else
            {
                place.Write(trial with { Starts = trial.Starts + 1 });
            }

            return null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A start that can't be counted might be tried for ever.
            return new SiteSource(Path.GetFullPath(file), trial.Before);
        }
    }

    /// <summary>The gateway can't run by the file on trial at all.</summary>
    /// <returns>Whether one was on trial, and the one before is back.</returns>
    public static bool GiveUp(string file, Wording problem)
    {
        var place = new SitePlace(file);
        try
        {
            if (place.ReadTrial() is not { IsOn: true } trial || SitePlace.StateOf(place.Read()) != trial.State)
            {
                return false;
            }

            GiveUp(place, trial, SiteTexts.DoesNotStart(problem));
            return true;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The file first: cut off between the two, the next start finds the old one and says so.</summary>
    private static void GiveUp(SitePlace place, SiteTrial trial, Wording reason)
    {
        place.Put(trial.Before);
        place.Write(trial.GivenUp(reason));
    }
}
