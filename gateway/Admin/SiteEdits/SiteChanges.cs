using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>The site file, changed by way of the gateway: checked whole, written whole, put in force without stopping what has not
/// changed, watched, and given up where the gateway does not run with it. One at a time. Each that is taken, kept or given up is on
/// record.</summary>
internal sealed class SiteChanges(SiteInForce inForce, SiteJudge judge, SiteSwitch live, SiteHealth health, OpenDoors open,
    EventLedger ledger, GatewayRestart restart, TimeProvider time) : IDisposable
{
    /// <summary>A larger file is not taken.</summary>
    public const int MostBytes = 512 << 10;

    /// <summary>So long it has to run to be good.</summary>
    public static readonly TimeSpan ProofTime = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TrialBook _book = new(judge.Place, ledger);
    private long _since = time.GetTimestamp();
    private volatile ComingStart? _coming;

    /// <summary>How the last change stands; null where there was none.</summary>
    public SiteTrialStatus? Status => _coming is { } coming ? SiteTrialStatus.Of(coming.Trial) with { Waits = open.Now }
        : _book.Now is not { } trial ? null
        : !trial.IsOn ? SiteTrialStatus.Of(trial)
        : SiteTrialStatus.Of(trial) with
        {
            Left = Math.Max(0, (int)(ProofTime - time.GetElapsedTime(Volatile.Read(ref _since))).TotalSeconds),
            Missing = health.Missing(trial.Online),
        };

    /// <summary>The file as it is on the disk, its passwords masked.</summary>
    public SiteSeen Seen() => judge.Seen();

    /// <summary>What <c>check</c> says of an edited text, and what it would change; the plan is null where there are problems.</summary>
    public (IReadOnlyList<SiteFinding> Problems, SitePlan? Plan) Check(string text)
    {
        var (site, _, problems) = judge.Judge(text, judge.Read() ?? []);
        return (problems, site is null ? null : judge.PlanFor(site));
    }

    public async Task<SiteAnswer> ApplyAsync(SiteChange change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await ApplyInTurnAsync(change);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return new SiteAnswer(SiteAnswerKind.Failed, [], Detail: SiteTexts.Failed(refusal.Message));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>It is good: the trial ends before its time.</summary>
    /// <returns>False where none is on.</returns>
    public Task<bool> KeepAsync(string by) => EndAsync(trial =>
    {
        _book.End(trial.Kept(by));
        return Task.CompletedTask;
    }, waiting: null);

    /// <summary>The one before comes back; one that waits for its start is dropped.</summary>
    /// <returns>False where none is on or waits.</returns>
    public Task<bool> GiveUpAsync(string by) => EndAsync(trial => BackAsync(trial, null, by), trial => trial.GivenUp(null, by));

    /// <summary>Records how a trial ended before this start, and goes on with one that is on. To be called once, at the start.</summary>
    public void Begin()
    {
        Volatile.Write(ref _since, time.GetTimestamp());
        _book.Begin();
    }

    /// <summary>To be called every second: starts anew when that may be, and settles a trial.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_coming is { } coming)
            {
                Look(coming);
            }
            else if (_book.Now is { IsOn: true } trial)
            {
                // Where the pages' own address changed, only somebody who keeps it shows that they can be reached.
                var isOver = time.GetElapsedTime(_since) >= ProofTime;
                if ((health.Problem(trial.Online) ?? (isOver && SitePlanFormatter.HasToBeKept(trial.Parts) ? SiteTexts.NobodyKept : null))
                    is { } problem)
                {
                    await BackAsync(trial, problem, by: null);
                }
                else if (isOver && health.Missing(trial.Online).Count == 0)
                {
                    _book.End(trial.Kept(null));
                }
            }
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The disk refuses it at this moment: the next look tries again.
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<SiteAnswer> ApplyInTurnAsync(SiteChange change)
    {
        var running = _book.Now is { IsOn: true } on ? on : null;
        if (_coming is not null || running is { Restarts: true })
        {
            return new SiteAnswer(SiteAnswerKind.Busy, []);
        }

        if (judge.Read() is not { } file || inForce.Source is not { } now)
        {
            return new SiteAnswer(SiteAnswerKind.Failed, [], Detail: SiteTexts.NoFile);
        }

        if (SitePlace.StateOf(file) != change.State)
        {
            return new SiteAnswer(SiteAnswerKind.Stale, []);
        }

        var (site, source, problems) = judge.Judge(change.Text, file);
        if (site is null)
        {
            return new SiteAnswer(SiteAnswerKind.Problems, problems);
        }

        var plan = judge.PlanFor(site);
        if (plan.Restarts && !change.MayRestart)
        {
            return new SiteAnswer(SiteAnswerKind.NeedsRestart, [], plan);
        }

        if (plan.Restarts && running is not null)
        {
            return new SiteAnswer(SiteAnswerKind.Busy, [], plan);
        }

        var trial = new SiteTrial(SiteOutcome.Trying, now.Text, SitePlace.StateOf(source.Text), change.Operator, ledger.Time.GetUtcNow(),
            plan.Parts, plan.Restarts, health.Online).On(running);
        judge.Place!.KeepBefore(running is null ? file : trial.Before);
        if (plan.Restarts)
        {
            _coming = new ComingStart(trial, source, change.State, time.GetTimestamp(), ComingStart.LongestWait);
            return new SiteAnswer(SiteAnswerKind.Waits, [], plan);
        }

        if (plan.Parts.Count == 0 && running is null)
        {
            judge.Place.Put(source.Text);
            inForce.Take(inForce.Now with { Source = source });
            _book.End(trial.Kept(change.Operator));
            return new SiteAnswer(SiteAnswerKind.Kept, [], plan);
        }

        _book.Begin(trial, source);
        Volatile.Write(ref _since, time.GetTimestamp());
        try
        {
            await live.TakeAsync(site);
            return new SiteAnswer(SiteAnswerKind.OnTrial, [], plan);
        }
        catch (Exception refusal)
        {
            var why = SiteTexts.Failed(refusal.Message);
            await BackAsync(trial, why, by: null);
            return new SiteAnswer(SiteAnswerKind.Failed, [], plan, why);
        }
    }

    private void Look(ComingStart coming)
    {
        var waits = open.Now;
        var isTooLong = time.GetElapsedTime(coming.Since) >= coming.Patience;
        if (waits.Count > 0 && !isTooLong)
        {
            return;
        }

        if (coming.Source is { } source)
        {
            if (waits.Count > 0 || SitePlace.StateOf(judge.Read() ?? []) != coming.State)
            {
                _coming = null;
                _book.End(coming.Trial.GivenUp(waits.Count > 0
                    ? SiteTexts.NoMoment((long)coming.Patience.TotalMinutes, string.Join(", ", waits)) : SiteTexts.EditedMeanwhile));
                return;
            }

            _book.Begin(coming.Trial, source);
            _coming = coming with { Source = null };
        }

        restart.Request();
    }

    /// <summary>The file first, then what runs.</summary>
    private async Task BackAsync(SiteTrial trial, Wording? why, string? by)
    {
        var ended = trial.GivenUp(_book.PutBack(trial, judge.Read() ?? []) ? why : SiteTexts.EditedMeanwhile, by);
        if (!trial.Restarts && SiteFiles.InForce(inForce.Source! with { Text = trial.Before }) is { } old)
        {
            await live.TakeAsync(old);
        }

        _book.End(ended);
        _coming = trial.Restarts ? new ComingStart(ended, null, "", time.GetTimestamp(), ComingStart.LongestWaitBack) : null;
    }

    private async Task<bool> EndAsync(Func<SiteTrial, Task> end, Func<SiteTrial, SiteTrial>? waiting)
    {
        await _turn.WaitAsync();
        try
        {
            switch (_coming, _book.Now)
            {
                case ({ Source: not null } coming, _) when waiting is not null:
                    _coming = null;
                    _book.End(waiting(coming.Trial));
                    return true;
                case (null, { IsOn: true } trial):
                    await end(trial);
                    return true;
                default:
                    return false;
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
