using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>What a door, or a barrier, has just done.</summary>
[Flags]
internal enum EntranceEvents
{
    None = 0,

    /// <summary>Somebody who was let in opened the door.</summary>
    Opened = 1,

    /// <summary>A vehicle has come under the open arm.</summary>
    VehicleCame = 2,

    /// <summary>People are to be asked to close it.</summary>
    Warned = 4,

    /// <summary>A release was seen to be carried out.</summary>
    Released = 8,

    /// <summary>A release was not carried out.</summary>
    ReleaseFailed = 16,
}

/// <summary>What moves where people or vehicles pass, as a door's loop drives it: told who is let in, looked at whenever an input, the
/// clock or an order may have changed something. Belongs to the door's loop. Times are the monotonic clock's.</summary>
/// <param name="order">The lock's or the arm's.</param>
internal abstract class Entrance(DoorOptions options, IReleaseOrder order, Action<GatewayEvent> append)
{
    private static readonly TimeSpan _shortestFire = TimeSpan.FromSeconds(1);

    /// <summary>Until when somebody who was let in may pass.</summary>
    protected TimeSpan LetInUntil { get; set; }

    /// <summary>True where the last release was not carried out, and none was since.</summary>
    public bool IsReleaseFailed => Release.IsFailed;

    /// <summary>True while the release under way was seen to be carried out.</summary>
    public bool IsReleaseDone => Release.IsDone;

    /// <summary>A release was ordered and has not ended.</summary>
    public bool IsReleaseUnderWay => Release.IsUnderWay;

    /// <summary>What stands in the way of what the lock or the arm was told; null while nothing is known to.</summary>
    public string? Obstacle => order.Obstacle;

    /// <summary>Whether releases are carried out.</summary>
    protected ReleaseCheck Release { get; } = new(options, order, append);

    /// <summary>Released for as long as an order, a schedule, the exit button or a fire has it.</summary>
    protected bool Stands { get; private set; }

    /// <summary>Released by the fire contact.</summary>
    protected bool IsFire { get; private set; }

    protected DoorOptions Options => options;

    /// <summary>How it stands, in the word of its table.</summary>
    public abstract string State { get; }

    /// <summary>It was told to release.</summary>
    public abstract bool IsReleased { get; }

    /// <summary>It was told to release, and was seen to do so. Safe to ask from any thread.</summary>
    public bool IsSeenReleased => order.IsConfirmed || (IsReleased && Release.IsDone);

    /// <summary>Surely closed and locked.</summary>
    public abstract bool IsShut { get; }

    /// <summary>Surely open.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>On its way from open to shut, or back.</summary>
    public virtual bool IsMoving => false;

    /// <summary>How it stands towards the other doors of its interlock.</summary>
    public InterlockState InterlockState => IsOpen ? InterlockState.Open
        : IsShut ? InterlockState.Shut
        : IsReleased ? InterlockState.Released
        : InterlockState.Unknown;

    /// <summary>Whether it can tell that somebody who was let in has passed.</summary>
    public abstract bool SeesPassages { get; }

    /// <summary>Somebody is let in: released for so long from now, and never for less than was left.</summary>
    public virtual void RequestRelease(TimeSpan now, TimeSpan time) => LetInUntil = LetInUntil > now + time ? LetInUntil : now + time;

    /// <summary>When the passage of those who were let in ended: their time was up, or the door shut behind them. Null while it goes
    /// on.</summary>
    public TimeSpan? PassageEnd(TimeSpan now) => now < LetInUntil || (IsOpen && !Stands) ? null
        : LetInUntil > TimeSpan.Zero ? LetInUntil
        : now;

    /// <param name="isFire">The fire contact has it so.</param>
    public void HoldReleased(bool released, bool isFire) => (Stands, IsFire) = (released, isFire);

    /// <summary>Nobody who was let in may pass any more.</summary>
    public void Cancel() => LetInUntil = TimeSpan.Zero;

    /// <summary>The fire contact has released it already, and may have come to rest again since: what was opened meanwhile was opened
    /// rightly.</summary>
    public void FireCame(TimeSpan now) => LetInUntil = LetInUntil > now + _shortestFire ? LetInUntil : now + _shortestFire;

    /// <summary>Takes the levels as they are and does what the table has for them.</summary>
    /// <param name="renew">Leases are due to be renewed.</param>
    public abstract EntranceEvents Apply(TimeSpan now, bool renew);

    /// <summary>When the clock alone will change something; null where it will not.</summary>
    public abstract TimeSpan? NextLook(TimeSpan now);

    /// <summary>The door's loop has ended: locked where nobody may pass any more. Its relays stay the fire contact's until the hardware is
    /// closed.</summary>
    public abstract void LetGo();

    protected bool MayPass(TimeSpan now) => Stands || now < LetInUntil;

    protected void Append(GatewayEvent happened) => append(happened);

    /// <summary>Looks again for as long as a look changes the state, and never more often than a table has states: one that went round
    /// would hold up the door's loop, and what waits there.</summary>
    protected static void UntilStable<TState>(Func<TState> state, Action look)
        where TState : struct, Enum
    {
        for (var left = Enum.GetValues<TState>().Length; left > 0; left--)
        {
            var before = state();
            look();
            if (EqualityComparer<TState>.Default.Equals(state(), before))
            {
                return;
            }
        }
    }

    /// <summary>The soonest of the times that are still to come.</summary>
    protected static TimeSpan? Soonest(TimeSpan now, params ReadOnlySpan<TimeSpan?> times)
    {
        TimeSpan? soonest = null;
        foreach (var time in times)
        {
            soonest = time > now && (soonest is null || time < soonest) ? time : soonest;
        }

        return soonest;
    }

    /// <summary>A state's name as the status and the page have it.</summary>
    protected static string Word(Enum state) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
