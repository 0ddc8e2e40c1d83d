using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>Tells from what readers and cameras send what was presented at a door, and whose it is. Belongs to the door's loop.</summary>
internal sealed class CredentialReader(DoorOptions door, PolicyInForce policies, ResidentDirectory residents, Credentials credentials,
    PendingCredentials pending, TimeProvider time)
{
    private readonly Dictionary<string, Keypad> _keypads = new(StringComparer.Ordinal);

    /// <returns>Null where nothing is presented yet: a digit of a PIN.</returns>
    public PresentedCredential? Read(CredentialInput message) => message switch
    {
        CredentialInput.Card(var read) => Card(read),
        CredentialInput.Key(var key) => Pin(key),
        CredentialInput.Code(var read) => Code(read.Text, SideOf(read.Reader), read.Reader, read.ReadAt),
        CredentialInput.Seen(QrCodeSeen seen) => Code(seen.Text, DoorSide.Entry, seen.Camera, seen.FrameAt),
        CredentialInput.Seen(FaceMatched seen) => new PresentedCredential(PassageMethod.Face, DoorSide.Entry, seen.Camera, seen.FrameAt,
            seen.Again ? null : seen.UsableAt,
            () => Read(residents.WithId(new PersonId(seen.Person)), finding: IsLive(seen) ? CredentialFinding.Sound
                : CredentialFinding.FaceNotLive), Face: Evidence(seen), Seen: seen),
        CredentialInput.Seen(FaceUnmatched seen) => new PresentedCredential(PassageMethod.Face, DoorSide.Entry, seen.Camera, seen.FrameAt,
            seen.UsableAt,
            () => new CredentialLookup(Finding(seen.Reason), null), Face: Evidence(seen)),
        _ => throw new InvalidOperationException($"door {door.Id}: {message.GetType().Name} is nothing to decide about"),
    };

    /// <summary>Digits that somebody left on the keypad before are not this person's.</summary>
    private PresentedCredential Card(CardRead read)
    {
        _keypads.GetValueOrDefault(read.Reader)?.Clear();
        return new PresentedCredential(PassageMethod.Card, SideOf(read.Reader), read.Reader, read.ReadAt, read.ReadAt, () => LookUp(read),
            read.Card.ToString());
    }

    private CredentialLookup LookUp(CardRead read) => residents.WithCard(read.Card.Value, read.Format) switch
    {
        null => new CredentialLookup(CredentialFinding.Unknown, null),
        ({ } resident, { } card) => Read(resident, card, card.Lost ? CredentialFinding.Lost : CredentialFinding.Sound),
    };

    private PresentedCredential Code(string text, DoorSide side, string reader, long at)
    {
        if (!PassSigner.IsPass(text))
        {
            return new PresentedCredential(PassageMethod.QrCode, side, reader, at, at, () => Read(residents.WithQrCode(text)));
        }

        var pass = credentials.Passes.Read(text);
        return new PresentedCredential(PassageMethod.QrCode, side, reader, at, at, () => pass is null
            ? new CredentialLookup(CredentialFinding.PassForged, null)
            : new CredentialLookup(CredentialFinding.Sound, Holder(pass), pass.Id));
    }

    private Holder Holder(VisitorPass pass)
    {
        var host = residents.WithId(new PersonId(pass.Host));
        var holder = HolderFactory.From(pass, host, host is null ? [] : residents.DoorsOf(host), credentials.UsesOf(pass.Id));
        return residents.VisitOf(pass.Id) is { CancelledAt: not null } ? holder with { Blocked = true } : holder;
    }

    /// <summary>A PIN after a card is compared with that person's alone. Where the door takes none alone, one without a card is not even
    /// looked up.</summary>
    private PresentedCredential? Pin(KeyPressed key)
    {
        if (!_keypads.TryGetValue(key.Reader, out var keypad))
        {
            _keypads[key.Reader] = keypad = new Keypad(credentials.Pins, time);
        }

        if (keypad.Press(key) is not { } entered)
        {
            return null;
        }

        var side = SideOf(key.Reader);
        var now = time.GetUtcNow();
        var policy = policies.Now.Policy;
        var rules = policy.Doors.First(d => d.Id == door.Id);
        Func<CredentialLookup> look;
        if (AccessRules.Asks(policy, rules, side, now) == Verification.CardAndPin && pending.Card(side)?.LookUp().Holder is { } owner)
        {
            var locked = credentials.Tries.IsLockedOut(key.Reader, owner.Person);
            look = () => locked ? new CredentialLookup(CredentialFinding.PinLockedOut, null) : Compared(owner.Person, entered);
        }
        else if (AccessRules.TakesPinAlone(policy, rules, side, now))
        {
            var locked = credentials.Tries.IsLockedOut(key.Reader, null);
            look = () => locked ? new CredentialLookup(CredentialFinding.PinLockedOut, null) : LookUp(entered);
        }
        else
        {
            look = () => new CredentialLookup(CredentialFinding.Unknown, null);
        }

        return new PresentedCredential(PassageMethod.Pin, side, key.Reader, key.ReadAt, key.ReadAt, look);
    }

    private CredentialLookup Compared(string person, string entered)
    {
        var owner = residents.WithId(new PersonId(person));
        var (right, duress) = (PinDigests.Same(owner?.PinDigest, entered), PinDigests.Same(owner?.DuressPinDigest, entered));
        return right ? Read(owner) : duress ? Read(owner, finding: CredentialFinding.Duress)
            : new CredentialLookup(CredentialFinding.WrongPin, null);
    }

    private CredentialLookup LookUp(string entered) => residents.WithPin(entered) is ({ } owner, var duress)
        ? Read(owner, finding: duress ? CredentialFinding.Duress : CredentialFinding.Sound)
        : new CredentialLookup(CredentialFinding.WrongPin, null);

    private CredentialLookup Read(Resident? resident, HeldCard? card = null, CredentialFinding finding = CredentialFinding.Sound) =>
        resident is null ? new CredentialLookup(finding, null)
        : resident.MostUses is null ? new CredentialLookup(finding, HolderFactory.From(resident, residents.DoorsOf(resident), card))
        : new CredentialLookup(finding, HolderFactory.From(resident, residents.DoorsOf(resident), card, credentials.UsesOf(resident.Id
            .Value)), resident.Id.Value);

    private DoorSide SideOf(string reader) => door.ExitReaders.Contains(reader, StringComparer.Ordinal) ? DoorSide.Exit : DoorSide.Entry;

    private static CredentialFinding Finding(UnmatchedReason reason) => reason switch
    {
        UnmatchedReason.Ambiguous => CredentialFinding.FaceAmbiguous,
        _ => CredentialFinding.Unknown,
    };

    private FaceEvidence Evidence(FaceMatched seen) => new(Score(seen.Score), seen.RunnerUp <= -1 ? null : Score(seen.RunnerUp),
        Score(seen.Threshold),
        Score(seen.Liveness), seen.Frames, AccessController.Milliseconds(time.GetElapsedTime(seen.FrameAt)), seen.Pack, seen.RunnerUpPerson,
        Margin(seen.Score, seen.RunnerUp));

    private FaceEvidence Evidence(FaceUnmatched seen) => new(Score(seen.Score), seen.RunnerUp <= -1 ? null : Score(seen.RunnerUp),
        Score(seen.Threshold), Score(seen.Liveness), seen.Frames,
        AccessController.Milliseconds(time.GetElapsedTime(seen.FrameAt)), seen.Pack, Margin: Margin(seen.Score, seen.RunnerUp));

    /// <summary>A door that wants a live face takes none that nobody looked at.</summary>
    private bool IsLive(FaceMatched seen) =>
        policies.Now.Policy is var policy && (policy.Doors.First(d => d.Id == door.Id).Liveness == LivenessUse.Off
            || seen.Liveness >= policy.LivenessThreshold);

    private static double? Margin(float score, float runnerUp) => runnerUp <= -1 ? null : Score(score - runnerUp);

    private static double Score(float score) => Math.Round(score, 4);

    private static double? Score(float? score) => score is { } value ? Score(value) : null;
}
