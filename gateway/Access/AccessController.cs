using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>How the door stands towards the person who wants to pass.</summary>
/// <param name="Interlock">The other door of an interlock that is not shut; null where all are.</param>
/// <param name="PresenceOf">Where a person is, and how full it is where the person wants to go; null where nothing is counted.</param>
internal sealed record DoorConditions(DoorMode Mode, string? Interlock, Func<string, DoorSide, Presence?> PresenceOf);

/// <summary>What came of something presented.</summary>
/// <param name="Since">When the person first could have been let in: the wait is measured from there. Null for somebody who was let in and
/// stayed.</param>
internal sealed record AdmissionResult(Decision Decision, DoorSide Side, PassageMethod Method, long? Since);

/// <summary>One door's way from what was read to a decision in the journal: gathers the facts, asks the rules, journals what they said.
/// Belongs to the door's loop.</summary>
internal sealed class AccessController
{
    /// <summary>A pass that stays before the scanner after its holder was let in is one use, not three.</summary>
    private static readonly TimeSpan _sameShowing = TimeSpan.FromSeconds(5);

    private readonly DoorOptions _door;
    private readonly PolicyInForce _policies;
    private readonly Credentials _credentials;
    private readonly EventLedger _ledger;
    private readonly TimeProvider _time;
    private readonly FaceMemory _faces;
    private readonly PendingCredentials _pending;
    private readonly CredentialReader _reading;
    private readonly StrangerRefusals _strangers;
    private readonly LostCardAlarms _lost;
    private (string Pass, long At)? _lastPass;
    private (PassageGranted Record, AccessPolicy Policy, long At)? _lastGrant;

    public AccessController(DoorOptions door, PolicyInForce policies, ResidentDirectory residents, Credentials credentials,
        EventLedger ledger, TimeProvider time)
    {
        (_door, _policies, _credentials, _ledger, _time) = (door, policies, credentials, ledger, time);
        _faces = new FaceMemory(time);
        _strangers = new StrangerRefusals(door.Id, time, ledger.AppendSoon);
        _lost = new LostCardAlarms(door.Id, time, ledger.AppendSoon);
        _pending = new PendingCredentials(door.SecondWithinSeconds, time);
        _reading = new CredentialReader(door, policies, residents, credentials, _pending, time);
    }

    /// <summary>Decides about something read or seen and journals the decision. Null where there is nothing to decide: a digit of a PIN, a
    /// face that has just been dealt with and is still there.</summary>
    public AdmissionResult? Handle(CredentialInput message, DoorConditions standing)
    {
        if (message is CredentialInput.Seen(FaceMatched known) && _faces.IsOfPassage(known))
        {
            return null;
        }

        if (_reading.Read(message) is not { } what || (message is CredentialInput.Seen(QrCodeSeen)
            && what.LookUp().Holder is { } shown && _faces.IsOfPassage(shown.Person, what.At)))
        {
            return null;
        }

        var by = _policies.Now;
        var asks = AccessRules.Asks(by.Policy, by.Policy.Doors.First(d => d.Id == _door.Id), what.Side, _time.GetUtcNow());
        var before = _pending.Before(what, asks);
        var seenBefore = what.Seen is { } face && before.Any(p => p.LookUp().Holder?.Person == face.Person);
        if (IsSameShowing(what) || (seenBefore && asks == Verification.TwoPersons))
        {
            return null;
        }

        var waits = what.Seen is { } again && _pending.HasFaceOf(again.Person);
        var decision = Decide([.. before, what], standing, by, isTold: !waits);
        _pending.Decided(decision, before, what);
        return new AdmissionResult(decision, what.Side, what.Method, what.Since);
    }

    /// <summary>The passage of those who were let in is over, by the monotonic clock.</summary>
    public void PassageEnded(TimeSpan at) => _faces.PassageEnded(at);

    /// <summary>To be called in every turn of the door's loop.</summary>
    public void Look() => _strangers.Look();

    /// <summary>The door stops.</summary>
    public void Flush() => _strangers.Flush();

    /// <summary>The last grant was so long on its way to the disk that nobody is let in by it. What it rests on is older by now, and the
    /// same rules refuse it: that stands behind the grant.</summary>
    public void NotLetIn(Decision.Granted granted)
    {
        _faces.Forget(granted.Holder.Person);
        _faces.Forget(granted.With?.Person ?? granted.Holder.Person);
        _lastPass = null;
        if (_lastGrant is not var (record, policy, at))
        {
            return;
        }

        _lastGrant = null;
        var waited = _time.GetElapsedTime(at);
        var facts = record.Facts with
        {
            Factors = [.. record.Facts.Factors.Select(factor => factor with { AgeMs = Milliseconds(TimeSpan.FromMilliseconds(factor.AgeMs)
                + waited) })],
        };
        if (AccessRules.Decide(policy, facts) is Decision.Denied denied)
        {
            _ledger.AppendSoon(new PassageDenied(record.Door, record.Side, record.Method, denied.Reason, record.Person, record.Card,
                record.Policy, denied.Rules, DecisionFormatter.Format(policy, facts, denied), facts, record.Face, record.Reader));
        }
    }

    internal static double Milliseconds(TimeSpan age) => Math.Round(age.TotalMilliseconds, 3);

    private bool IsSameShowing(PresentedCredential what) => what.Method == PassageMethod.QrCode && _lastPass is { } last
        && _time.GetElapsedTime(last.At) < _sameShowing
        && what.LookUp() is { Holder.UsesLeft: > 0 } looked && looked.Pass == last.Pass;

    private Decision Decide(IReadOnlyList<PresentedCredential> things, DoorConditions standing, VersionedPolicy by, bool isTold)
    {
        var looked = LookUp(things);
        if (looked.All(l => l.Pass is null))
        {
            return Decide(things, looked, standing, by, isTold);
        }

        lock (_credentials.Counting)
        {
            return Decide(things, LookUp(things), standing, by, isTold);
        }
    }

    private static CredentialLookup[] LookUp(IReadOnlyList<PresentedCredential> things) => [.. things.Select(t => t.LookUp())];

    private Decision Decide(IReadOnlyList<PresentedCredential> things, CredentialLookup[] looked, DoorConditions standing,
        VersionedPolicy by, bool isTold)
    {
        var (policy, version) = by;
        var what = things[^1];
        var (card, pass) = (things.LastOrDefault(t => t.Card is not null)?.Card, what.Side == DoorSide.Entry
            ? looked.LastOrDefault(l => l.Pass is not null).Pass : null);
        var last = looked[^1].Holder;
        var other = looked.Select(l => l.Holder).FirstOrDefault(h => h is not null && h.Person != last?.Person);
        var facts = new AccessFacts(_time.GetUtcNow(), _door.Id, what.Side,
            [.. things.Zip(looked, (thing, l) => new Factor(thing.Method, Milliseconds(_time.GetElapsedTime(thing.At)),
                l.Finding, l.Holder))],
            standing.Mode, standing.Interlock, Presence(last), last is null ? null : Presence(other), _ledger.Time.LastCertain);
        var decision = AccessRules.Decide(policy, facts);
        var because = DecisionFormatter.Format(policy, facts, decision);
        switch (decision)
        {
            case Decision.Granted granted:
                var record = new PassageGranted(_door.Id, what.Side, what.Method, granted.Holder.Person, card, granted.UnlockSeconds,
                    granted.PassedBack, version,
                    granted.Rules, because, facts, what.Face, what.Reader, pass);
                _lastGrant = (record, policy, _time.GetTimestamp());
                _ledger.AppendSoon(record);
                LetIn(granted, what.Side, pass);
                break;
            case Decision.Denied denied when what.Method != PassageMethod.Face || _faces.IsFirst(denied):
                _strangers.Record(new PassageDenied(_door.Id, what.Side, what.Method, denied.Reason,
                    (denied.Holder ?? PersonOf(looked))?.Person, card, version,
                    denied.Rules, because, facts, what.Face, what.Reader));
                break;
            case Decision.MoreNeeded more when isTold:
                _ledger.AppendSoon(new PassageBegun(_door.Id, what.Side, what.Method, more.Needed, more.Holder.Person, card, version,
                    more.Rules, because, facts, what.Reader));
                break;
        }

        Alarm(what, looked[^1], facts, decision);
        return decision;

        Presence? Presence(Holder? holder) => holder is null ? null : standing.PresenceOf(holder.Person, what.Side);
    }

    /// <summary>Whose things came before one that is nobody's: a wrong PIN is the card's holder's.</summary>
    private static Holder? PersonOf(CredentialLookup[] looked) => looked[..^1].LastOrDefault(l => l.Holder is not null).Holder;

    /// <summary>Cameras look outside: whoever goes out and turns round is somebody who wants in.</summary>
    private void LetIn(Decision.Granted granted, DoorSide side, string? pass)
    {
        if (side == DoorSide.Entry)
        {
            _faces.LetIn(granted.Holder.Person);
            _faces.LetIn(granted.With?.Person ?? granted.Holder.Person);
        }

        _lastPass = pass is null ? null : (pass, _time.GetTimestamp());
    }

    /// <summary>What a guard must hear of beside the decision. A duress PIN counts whatever the decision is; a stale one is nobody's
    /// word.</summary>
    private void Alarm(PresentedCredential what, CredentialLookup looked, AccessFacts facts, Decision decision)
    {
        var isStale = decision is Decision.Denied { Reason: DenialReason.Stale };
        switch (looked.Finding)
        {
            case CredentialFinding.Lost:
                _lost.Show(what.Card!, looked.Holder!.Person);
                break;
            case CredentialFinding.WrongPin when decision is Decision.Denied { Reason: DenialReason.WrongPin }:
                if (_credentials.Tries.Wrong(_door.Id, what.Reader, PinTries.CardHolder(facts)) is { } tooMany)
                {
                    _ledger.AppendSoon(tooMany);
                }

                break;
            case CredentialFinding.Duress when !isStale:
                _credentials.Tries.Right(what.Reader, PinTries.CardHolder(facts));
                _ledger.AppendSoon(new DuressRaised(_door.Id, looked.Holder!.Person));
                break;
            case CredentialFinding.Sound when what.Method == PassageMethod.Pin && !isStale:
                _credentials.Tries.Right(what.Reader, PinTries.CardHolder(facts));
                break;
        }
    }
}
