using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Admin.Releases;

/// <summary>
/// A release that was ordered from afar, from the order to root's taking it over: one at a time, kept on the disk. What keeps it up is on
/// record once for each reason, and so is its end where it comes to no trial; the trial's own end is <see cref="ReleaseTrial"/>'s.
/// </summary>
internal sealed class ReleaseOrders(SiteFile site, EventLedger ledger, Slots slots, TimeProvider time) : IUpgrades
{
    private static readonly TimeSpan _longest = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private readonly WakeSignal _ordered = new();
    private readonly string _folder = ReleaseTrial.FolderIn(site.DataFolder);
    private volatile FetchOrder? _order = FetchOrder.Read(ReleaseTrial.FolderIn(site.DataFolder));
    private CancellationTokenSource? _fetching;

    /// <summary>Where it lies until it is handed over.</summary>
    public string Folder => _folder;

    /// <summary>The one under way, without waiting for a disk; null where there is none.</summary>
    public FetchOrder? UnderWay => _order;

    public Refusal? Objection(string version)
    {
        if (site.Link.ReleasesFrom is null)
        {
            return new Refusal("noReleases", ReleaseTexts.NoSource);
        }

        if (slots.Trial is { } trial && trial.Id != ReleaseTrial.KeptIn(site.DataFolder))
        {
            return new Refusal("releaseOnTrial", ReleaseTexts.TrialOn(trial.Version));
        }

        var order = ReleaseVersion.Parse(version)!.CompareTo(ReleaseVersion.Parse(ThisProgram.Version));
        return order == 0 ? new Refusal("sameVersion", ReleaseTexts.Same(ThisProgram.Version))
            : order < 0 ? new Refusal("olderVersion", ReleaseTexts.Older(version, ThisProgram.Version))
            : UnderWay is { Handed: not null } other && other.Version != version
                ? new Refusal("releaseBeingStaged", ReleaseTexts.HandedAlready(other.Version)) : null;
    }

    /// <summary>The same version again tries at once; another one takes its place.</summary>
    public Refusal? Begin(string version, string by)
    {
        lock (_lock)
        {
            try
            {
                if (_order is { } under && under.Version != version)
                {
                    End(under, ReleaseTexts.Replaced(version));
                }

                if (_order is null)
                {
                    var order = new FetchOrder(version, by, time.GetUtcNow());
                    order.Write(_folder);
                    _order = order;
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                return new Refusal("failed", ReleaseTexts.DiskRefuses(refused.Message));
            }
        }

        _ordered.Wake();
        return null;
    }

    /// <summary>Waits for an order, or so long.</summary>
    public async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var told = _ordered.WaitAsync(either.Token);
        await Task.WhenAny(told, Task.Delay(wait, time, either.Token));
        await either.CancelAsync();
        await told.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Whoever fetches it can be called off by another order.</summary>
    /// <param name="fetching">Null: nobody fetches any more.</param>
    /// <returns>Whether the order still stands.</returns>
    public bool Fetching(FetchOrder order, CancellationTokenSource? fetching)
    {
        lock (_lock)
        {
            var stands = _order?.Version == order.Version;
            _fetching = stands ? fetching : null;
            return stands;
        }
    }

    /// <summary>It is here, and whole.</summary>
    /// <exception cref="IOException">The disk refuses it.</exception>
    public void Hand(FetchOrder order)
    {
        lock (_lock)
        {
            if (_order?.Version != order.Version)
            {
                return;
            }

            File.Move(BundleFetch.PartIn(_folder), Path.Combine(_folder, HandOver.Bundle), overwrite: true);
            _order = _order with { Handed = Guid.NewGuid().ToString("N") };
            _order.Write(_folder);
        }
    }

    /// <summary>Root has answered, or does not.</summary>
    /// <param name="refusal">Why it is not staged; null where it is.</param>
    public void Finish(FetchOrder order, Wording? refusal)
    {
        lock (_lock)
        {
            if (_order?.Handed == order.Handed)
            {
                End(order, refusal);
            }
        }
    }

    /// <summary>It can't be had: on record once for each reason.</summary>
    /// <returns>Whether that was the end of it.</returns>
    public bool Note(FetchOrder order, Wording reason, bool isFinal)
    {
        lock (_lock)
        {
            if (_order is not { } now || now.Version != order.Version)
            {
                return true;
            }

            try
            {
                if (isFinal || time.GetUtcNow() - now.Since >= _longest)
                {
                    End(now, isFinal ? reason : ReleaseTexts.TooLong((long)_longest.TotalHours) + Wording.Same(": ") + reason);
                    return true;
                }

                if (now.Told != reason.En)
                {
                    ledger.Append(new ReleaseStalled(now.Version, now.By, reason, Ended: false));
                    _order = now with { Told = reason.En };
                    _order.Write(_folder);
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // What the disk does not keep is told again after a restart.
            }

            return false;
        }
    }

    /// <summary>How far it is.</summary>
    /// <exception cref="IOException">The disk refuses it.</exception>
    public void Keep(FetchOrder order, Func<FetchOrder, FetchOrder> change)
    {
        lock (_lock)
        {
            if (_order is { } now && now.Version == order.Version)
            {
                _order = change(now);
                _order.Write(_folder);
            }
        }
    }

    /// <summary>To be called under the lock.</summary>
    /// <param name="reason">Why it comes to no trial; null where it does.</param>
    private void End(FetchOrder order, Wording? reason)
    {
        if (reason is not null)
        {
            ledger.Append(new ReleaseStalled(order.Version, order.By, reason, Ended: true));
        }

        _fetching?.Cancel();
        _order = null;
        FetchOrder.Clear(_folder);
        foreach (var file in new[] { BundleFetch.PartIn(_folder), Path.Combine(_folder, HandOver.Bundle), HandOver.ReadyIn(_folder) })
        {
            File.Delete(file);
        }
    }
}
