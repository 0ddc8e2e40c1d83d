using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>What moves where people or vehicles pass.</summary>
internal enum EntranceKind
{
    Door,

    /// <summary>A vehicle barrier: its arm never closes on a vehicle.</summary>
    Barrier,
}

/// <summary>What the relay does to the lock.</summary>
internal enum LockWiring
{
    /// <summary>The energised relay releases: a strike on the relay's NO contact, or a magnet fed through its NC contact. A dead gateway
    /// leaves the door locked.</summary>
    EnergisedReleases,

    /// <summary>The energised relay locks: a magnet on the relay's NO contact. A dead gateway leaves the door released.</summary>
    EnergisedLocks,
}

/// <summary>When a door that was opened locks again.</summary>
internal enum RelockOn
{
    /// <summary>As soon as it opens: nobody else gets in by pulling at it once more.</summary>
    Open,

    /// <summary>When it closes, or when the unlock time is over and it is closed.</summary>
    Close,
}

/// <summary>One door: what it is wired to, who is heard at it, how long it opens.</summary>
internal sealed record DoorOptions
{
    [Required, RegularExpression(SiteFile.NamePattern)]
    [Description("The door's name in events and topics.")]
    public string Id { get; init; } = "";

    [Required]
    [Description("The door's name for people.")]
    public string Name { get; init; } = "";

    [Description("door or barrier.")]
    public EntranceKind Kind { get; init; } = EntranceKind.Door;

    [Description("The ring it belongs to: entrance, commonArea, unitDoor or perimeter.")]
    public Ring Ring { get; init; } = Ring.Entrance;

    [Required]
    [Description("The relay that releases the lock, or opens the barrier.")]
    public RelayOptions? Relay { get; init; }

    [Description("energisedReleases: a strike, or a magnet through the NC contact; a dead gateway leaves it locked. energisedLocks: a "
        + "magnet through the NO contact; a dead gateway leaves it released.")]
    public LockWiring Wiring { get; init; } = LockWiring.EnergisedReleases;

    [Description("The door contact; active means closed. Without one the door can't tell forced or held open.")]
    public InputOptions? Contact { get; init; }

    [Description("The lock's own feedback; active means locked. Leave it out where the lock has none.")]
    public InputOptions? LockFeedback { get; init; }

    [Description("The exit button (REX); active means pressed.")]
    public InputOptions? ExitButton { get; init; }

    [Range(10, 600)]
    [Description("An exit button pressed for longer than this, in seconds, is stuck: it is reported and opens nothing until it is let go.")]
    public int ExitButtonStuckSeconds { get; init; } = 60;

    [Description("The tamper contact of the door's box; active means opened.")]
    public InputOptions? Tamper { get; init; }

    [Description("What a barrier has besides; leave it out for a door.")]
    public BarrierOptions? Barrier { get; init; }

    [Description("The readers outside, by which people come in.")]
    public IReadOnlyList<string> Readers { get; init; } = [];

    [Description("The readers inside, by which people go out.")]
    public IReadOnlyList<string> ExitReaders { get; init; } = [];

    [Description("The cameras whose faces and QR codes open this door. A camera serves one door.")]
    public IReadOnlyList<string> Cameras { get; init; } = [];

    [Description("What becomes of a face that does not seem live: off (nobody looks), advise (it is recorded), require (it opens nothing), "
        + "requireElseCard (the same person's card is asked for as well).")]
    public LivenessUse Liveness { get; init; } = LivenessUse.Require;

    [Description("Whose unit door it is: buildings and units whose residents alone it admits, for example 3-2 for unit 2 of building 3, or "
        + "3 for a whole building; leave it out for a door of the whole compound. Whom a person's own doors name passes too.")]
    public IReadOnlyList<string> Homes { get; init; } = [];

    [Description("By what alone people may ask to pass: card, face, qrCode, pin.")]
    public IReadOnlyList<PassageMethod> Accepts { get; init; } = [PassageMethod.Card, PassageMethod.Face, PassageMethod.QrCode];

    [Description("When more than one thing is asked for; the first whose schedule is in force holds.")]
    public IReadOnlyList<VerifyOptions> Verify { get; init; } = [];

    [Range(3, 60)]
    [Description("How long the door waits for the second thing or the second person, in seconds.")]
    public int SecondWithinSeconds { get; init; } = 15;

    [Description("The area outside; empty for the street. For anti-passback and occupancy.")]
    public string From { get; init; } = "";

    [Description("The area inside; empty where nothing is counted.")]
    public string To { get; init; } = "";

    [Range(1, 255)]
    [Description("How long the lock is released, in seconds.")]
    public int UnlockSeconds { get; init; } = 5;

    [Range(1, 255)]
    [Description("How long it is released for people who need longer, in seconds.")]
    public int LongerUnlockSeconds { get; init; } = 15;

    [Description("open: the door locks as soon as it opens. close: when it closes, or when the unlock time is over.")]
    public RelockOn RelockOn { get; init; } = RelockOn.Close;

    [Range(5, 3600)]
    [Description("A door that stands open longer than this, in seconds, is an alarm.")]
    public int HeldOpenSeconds { get; init; } = 30;

    [Range(0, 3600)]
    [Description("So many seconds before that alarm the readers ask to close the door; 0 turns the warning off.")]
    public int HeldOpenWarningSeconds { get; init; } = 10;

    [Description("The schedule during which the door stands unlocked; empty for none.")]
    public string UnlockSchedule { get; init; } = "";

    [Description("true: in that schedule the door unlocks only once somebody was let in.")]
    public bool FirstPersonIn { get; init; }

    [Description("true: the fire contact releases this door. Every door on a way out should be.")]
    public bool Egress { get; init; } = true;
}

/// <summary>What becomes of a face that does not seem live.</summary>
internal enum LivenessUse
{
    /// <summary>Nobody looks.</summary>
    Off,

    /// <summary>It is recorded, and opens as any.</summary>
    Advise,

    /// <summary>It opens nothing.</summary>
    Require,

    /// <summary>It opens with the same person's card.</summary>
    RequireElseCard,
}

/// <summary>What is asked for at a door beyond one thing.</summary>
internal enum Verification
{
    /// <summary>One thing that the door accepts.</summary>
    One,

    CardAndPin,

    CardAndFace,

    /// <summary>Two different people, one after the other.</summary>
    TwoPersons,
}

/// <summary>What a door asks for, and when.</summary>
internal sealed record VerifyOptions
{
    [Description("The schedule during which it holds; empty for always.")]
    public string Schedule { get; init; } = "";

    [Description("one, cardAndPin, cardAndFace or twoPersons.")]
    public Verification Need { get; init; } = Verification.One;
}

/// <summary>Homes that a unit door is for: a building's, or one unit's of it.</summary>
/// <param name="Unit">Null for the whole building.</param>
internal sealed partial record HomeGroup(string Building, string? Unit)
{
    /// <returns>Null where it is neither <c>BUILDING</c> nor <c>BUILDING-UNIT</c>.</returns>
    public static HomeGroup? Parse(string text) => Written().Match(text) is { Success: true } match
        ? new HomeGroup(Bare(match.Groups[1].Value), match.Groups[2].Success ? Bare(match.Groups[2].Value) : null)
        : null;

    /// <summary>A part of an address without leading zeros and in capital letters.</summary>
    public static string Bare(string part)
    {
        var number = part.TrimStart('0');
        return (number.Length > 0 && char.IsDigit(number[0]) ? number : part).ToUpperInvariant();
    }

    public bool Has(string building, string unit) => building == Building && (Unit is null || unit == Unit);

    [GeneratedRegex(@"^([\p{L}\d]{1,8})(?:-([\p{L}\d]{1,8}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}

/// <summary>What a barrier has besides the relay that opens it.</summary>
internal sealed record BarrierOptions
{
    [Description("The relay that closes the arm; leave it out where the barrier closes when the opening relay rests.")]
    public RelayOptions? CloseRelay { get; init; }

    [Required]
    [Description("The vehicle loop under the arm; active means a vehicle. The arm never closes on one, nor while the loop can't be read.")]
    public InputOptions? Loop { get; init; }

    [Description("The upper limit switch; active means fully open.")]
    public InputOptions? UpLimit { get; init; }

    [Range(1, 255)]
    [Description("The arm closes so many seconds after the loop is free.")]
    public int CloseAfterSeconds { get; init; } = 3;
}
