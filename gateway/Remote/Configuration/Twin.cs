using System.Text.Json;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Site.Edits;

namespace Zhuhui.Edge.Gateway.Remote.Configuration;

/// <summary>The site file that the gateway was started with, before anything from afar.</summary>
/// <param name="Source">What the file held; null where the gateway was put together without one.</param>
internal sealed record BareSite(SiteFile Site, SiteSource? Source = null);

/// <summary>The configuration from afar: judged with all its errors at once, kept beside the journal, tried by an orderly restart, and
/// given up where it does not run.</summary>
internal sealed class Twin(BareSite bare, Authorities authorities, RefusalMeter refusals, Action<GatewayEvent> append,
    Func<long?> rosterVersion, Action restart, TimeProvider time)
{
    public const int MostBytes = 64 << 10;

    /// <summary>So long it has to run to be good.</summary>
    public static readonly TimeSpan ProofTime = TimeSpan.FromSeconds(60);

    private const string Kind = "twin";

    /// <summary>A record of the journal and a message to the broker have to hold it.</summary>
    private const int LongestReason = 4000;

    private SiteFile _site = bare.Site;
    private readonly Lock _turn = new();
    private TwinState _state = TwinState.Read(bare.Site.DataFolder);

    /// <summary>Told when there is something to report.</summary>
    public event Action? Changed;

    public TwinReported Reported
    {
        get
        {
            lock (_turn)
            {
                return new TwinReported(_state.DealtWith is > 0 and var version ? version : null, _state.Outcome, _state.Reason,
                    _state.InForce?.Settings, rosterVersion(), time.GetUtcNow());
            }
        }
    }

    /// <summary>The site as it is to run, and what became of what was tried. To be called once, before anything of the site is
    /// opened.</summary>
    public static SiteFile Started(SiteFile site)
    {
        var before = TwinState.Read(site.DataFolder);
        var state = before.Started(settings => On(site, settings).Problems);
        if (state != before)
        {
            try
            {
                state.Write(site.DataFolder);
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                // A start that can't be counted might be tried for ever.
                return site;
            }
        }

        return state.InForce is { } settings ? On(site, settings.Settings).Site ?? site : site;
    }

    /// <summary>Takes a desired configuration. The broker brings the same at every connect.</summary>
    public PendingReply Handle(InboundMessage message)
    {
        var (key, refusal) = authorities.Check(message, MostBytes);
        var (desired, problem) = refusal is null ? RemoteJson.Read<TwinDesired>(message.Payload.Span) : (null, null);
        if (desired is null)
        {
            return Refused(key, null, refusal ?? RemoteRefusal.Malformed.ToRefusal(problem));
        }

        if (desired.Gateway != RemoteCommands.AddressOf(_site) || !authorities.May(key!, RemoteRight.Twin))
        {
            return Refused(key, desired.Version, (desired.Gateway != RemoteCommands.AddressOf(_site) ? RemoteRefusal.OtherGateway
                : RemoteRefusal.NotPermitted).ToRefusal());
        }

        lock (_turn)
        {
            return desired.Version == _state.DealtWith ? new PendingReply(_ => Task.FromResult<Reply?>(null))
                : desired.Version < _state.DealtWith ? Refused(key, desired.Version, RemoteRefusal.OldVersion.ToRefusal($"version "
                + $"{_state.DealtWith} was dealt with"))
                : Judge(desired, key!);
        }
    }

    /// <summary>Records what the start gave up.</summary>
    public void Begin()
    {
        lock (_turn)
        {
            if (!_state.IsTold && _state.Outcome is { } outcome)
            {
                append(new TwinSettled(_state.DealtWith, outcome, _state.Reason, null));
                KeepIfPossible(_state with { IsTold = true });
            }
        }
    }

    /// <summary>A site file as it would run: what is in force from afar comes over it.</summary>
    /// <returns>The site, or why what is in force from afar does not fit it.</returns>
    public (SiteFile? Site, IReadOnlyList<string> Problems) Over(SiteFile site)
    {
        lock (_turn)
        {
            return _state.InForce is { } settings ? On(site, settings.Settings) : (site, []);
        }
    }

    /// <summary>The site file is another one from now on: what comes from afar is judged by it.</summary>
    public void Take(SiteFile next)
    {
        lock (_turn)
        {
            _site = next;
        }
    }

    /// <summary>It has run for a minute.</summary>
    public void Prove()
    {
        lock (_turn)
        {
            if (_state.Trying is { } trying)
            {
                KeepIfPossible(_state.Proven());
                append(new TwinSettled(trying.Version, TwinOutcome.Applied, null, null));
            }
        }

        Changed?.Invoke();
    }

    private static (SiteFile? Site, IReadOnlyList<string> Problems) On(SiteFile site, JsonElement settings)
    {
        var reading = SiteReader.ReadText<TwinSettings>(JsonSerializer.SerializeToUtf8Bytes(settings), "settings", "settings");
        return reading.Value is { } twin ? twin.On(site) : (null, [.. reading.Errors.Select(error => error.English)]);
    }

    private PendingReply Judge(TwinDesired desired, string key)
    {
        if (On(_site, desired.Settings).Problems is { Count: > 0 } problems)
        {
            var reason = string.Join("; ", problems);
            reason = reason.Length > LongestReason ? $"{reason[..LongestReason]}…" : reason;
            KeepIfPossible(_state with { DealtWith = desired.Version, Outcome = TwinOutcome.Refused, Reason = reason });
            append(new TwinSettled(desired.Version, TwinOutcome.Refused, reason, key));
            Changed?.Invoke();
            var invalid = RemoteRefusal.Invalid.ToRefusal(reason);
            return new PendingReply(_ => Task.FromResult<Reply?>(new Reply(null, Kind, Outcome.Refused, Spoken.In(_site, invalid.Because),
                invalid.Code, time.GetUtcNow(), desired.Version)));
        }

        try
        {
            Keep(_state with
            {
                Trying = new TwinVersion(desired.Version, desired.Settings),
                Starts = 0,
                DealtWith = desired.Version,
                Outcome = TwinOutcome.Trying,
                Reason = null
            });
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return Refused(key, desired.Version, RemoteRefusal.Failed.ToRefusal($"{TwinState.PathIn(_site.DataFolder)}: "
                + $"{refusal.Message}"));
        }

        append(new TwinSettled(desired.Version, TwinOutcome.Trying, null, key));
        Changed?.Invoke();
        return new PendingReply(_ => Task.FromResult<Reply?>(new Reply(null, Kind, Outcome.Done, null, null, time.GetUtcNow(),
            desired.Version)), restart);
    }

    /// <summary>Where the disk refuses it, it is so for this run.</summary>
    private void KeepIfPossible(TwinState state)
    {
        try
        {
            Keep(state);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            _state = state;
        }
    }

    private void Keep(TwinState state)
    {
        state.Write(_site.DataFolder);
        _state = state;
    }

    private PendingReply Refused(string? key, long? version, Refusal refusal)
    {
        refusals.Record(new CommandRefused("", CommandDone.NoDoor, Kind, key ?? "?", refusal.Because, key, refusal.Code));
        var reply = refusals.MayAnswer(refusal.Code, key) ? new Reply(null, Kind, Outcome.Refused, Spoken.In(_site, refusal.Because),
            refusal.Code, time.GetUtcNow(), version) : null;
        return new PendingReply(_ => Task.FromResult(reply));
    }
}
