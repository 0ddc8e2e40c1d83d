using Zhuhui.Edge.Gateway.Accounts;

namespace Zhuhui.Edge.Gateway.Console.Duty;

/// <summary>How good what a tile shows is: a colour, beside a word and a shape that say the same.</summary>
public enum Tone
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Somebody passes, or was let to.</summary>
    Busy,

    /// <summary>Somebody should look.</summary>
    Bad,

    /// <summary>Nothing is known of it: neither good nor bad.</summary>
    Unknown,
}

/// <summary>A door on the wall of doors: one word, shape and colour a state.</summary>
/// <param name="Notes">What holds beside it: held open by order, a release that was not carried out.</param>
public sealed record DoorTile(string Id, string Name, string Word, string Icon, Tone Tone, IReadOnlyList<string> Notes);

/// <summary>An alarm in the list.</summary>
/// <param name="Key">Its name as an element's id.</param>
/// <param name="What">What happened, in words.</param>
/// <param name="Where">Its place, in words.</param>
/// <param name="Why">Rule, zone, time and count, in a sentence.</param>
/// <param name="State">Whether it goes on.</param>
/// <param name="Hands">Who has it, or ended it, and what was noted; null where nobody said anything.</param>
/// <param name="IsOpen">Nobody has ended it for people.</param>
/// <param name="IsTaken">Somebody takes care of it.</param>
/// <param name="Silenced">It does not sound, and until when; null where it sounds.</param>
/// <param name="Cameras">Whose pictures show the place.</param>
/// <param name="Crop">The plan round the place; null where it is not on the plan.</param>
public sealed record AlarmLine(string Alarm, string Key, string What, string Where, string Why, string State, string? Hands, bool IsOpen,
    bool IsTaken, string? Silenced, IReadOnlyList<string> Cameras, PlanCrop? Crop = null);

/// <summary>A part of the plan, in its picture's pixels.</summary>
/// <param name="Around">Of the mark at the place.</param>
/// <param name="View">What of the picture is seen.</param>
public sealed record PlanCrop(string Picture, string Width, string Height, string X, string Y, string Around, string View);

/// <summary>Everything that the duty page shows.</summary>
/// <param name="Open">Alarms that nobody has ended, however old, those that are not listed included.</param>
/// <param name="Sounding">Of them: nobody takes care of them and they are not silenced.</param>
/// <param name="OnDuty">Names, and since when.</param>
/// <param name="MayAct">Whoever looks gives orders to doors and alarms.</param>
internal sealed record DutyModel(IReadOnlyList<DoorTile> Doors, IReadOnlyList<AlarmLine> Alarms, long Open, int Sounding,
    IReadOnlyList<string> Troubles, IReadOnlyList<string> OnDuty, bool MayAct, string At)
{
    public static bool Acts(Role role) => (role & Roles.Duty) != Role.None;
}
