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
/// <param name="What">What happened, in words.</param>
/// <param name="Where">Its place, in words.</param>
/// <param name="State">Whether it goes on.</param>
/// <param name="Who">Who has taken notice; null where nobody has.</param>
/// <param name="Camera">Whose picture shows the place; null where none does.</param>
public sealed record AlarmLine(string Alarm, string What, string Where, string Since, string Ring, string State, bool GoesOn, string? Who,
    string? Camera, int Count);

/// <summary>Everything that the duty page shows.</summary>
/// <param name="MayAct">Whoever looks gives orders to doors and alarms.</param>
internal sealed record DutyModel(IReadOnlyList<DoorTile> Doors, IReadOnlyList<AlarmLine> Alarms, IReadOnlyList<string> Troubles,
    bool MayAct, string At)
{
    public int Open => Alarms.Count(alarm => alarm.Who is null);

    public static bool Acts(Role role) => (role & Roles.Duty) != Role.None;
}
