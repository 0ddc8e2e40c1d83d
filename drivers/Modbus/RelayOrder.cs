namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>What a relay was last told, and whether it was seen to do it: by the coil as it was read, never by the board's word.</summary>
/// <param name="IsEnergise">To energise; else to rest.</param>
/// <param name="Obstacle">What stands in the way; null while nothing is known to.</param>
/// <param name="IsAway">The board does not answer.</param>
internal sealed record RelayOrder(bool IsEnergise, bool IsConfirmed, string? Obstacle, bool IsAway)
{
    private const string NoAnswer = "its board does not answer";

    /// <summary>Before the first one, and before the board has answered.</summary>
    public static RelayOrder None { get; } = new(false, false, NoAnswer, true);

    /// <summary>A new one.</summary>
    /// <param name="isSeenAtRest">The relay was seen at rest, and no order to energise it has gone out since: to rest it asks for nothing
    /// new.</param>
    public RelayOrder Begin(bool energise, bool isSeenAtRest) => !energise && isSeenAtRest ? new(false, true, null, IsAway)
        : new(energise, false, IsAway ? NoAnswer : null, IsAway);

    /// <param name="why">The board's answer, in words.</param>
    public RelayOrder Refuse(string why) => this with
    {
        IsAway = false,
        Obstacle = IsConfirmed ? null : $"its board answers '{why}' to the order",
    };

    /// <summary>The board does not answer any more: nobody knows whether it still holds a relay that is to be energised.</summary>
    public RelayOrder Lose(bool isWanted)
    {
        var holds = IsConfirmed && !(IsEnergise && isWanted);
        return this with { IsAway = true, IsConfirmed = holds, Obstacle = holds ? null : NoAnswer };
    }

    /// <summary>The board answers, and its answer says nothing of how the relay stands.</summary>
    /// <param name="why">What it reads, or that it refuses to be read, in words.</param>
    public RelayOrder SeeNothing(string why, bool isWanted)
    {
        var holds = IsConfirmed && !(IsEnergise && isWanted);
        return this with { IsAway = false, IsConfirmed = holds, Obstacle = holds ? null : why };
    }

    /// <summary>The coil was read.</summary>
    /// <param name="isOn">The relay is energised.</param>
    /// <param name="wasDone">The board had said that it is as wanted.</param>
    /// <param name="isWanted">It is to be energised still: a bound that passes ends no order's proof.</param>
    /// <param name="isPulse">The board ends it by itself.</param>
    public RelayOrder See(bool isOn, bool wasDone, bool isWanted, bool isPulse)
    {
        if (isOn == IsEnergise || (IsConfirmed && IsEnergise && (!isWanted || isPulse)))
        {
            return this with { IsAway = false, IsConfirmed = true, Obstacle = null };
        }

        // Where it was seen as told, another hand has moved it: nothing is known to stand in the way of moving it back.
        var obstacle = IsConfirmed ? null
            : wasDone && isWanted == IsEnergise ? "its board says that it is done, and the relay has not moved"
            : IsAway ? null : Obstacle;
        return this with { IsAway = false, IsConfirmed = false, Obstacle = obstacle };
    }

    /// <summary>Whether a relay that was seen as told, and is found otherwise, was moved by another hand.</summary>
    public bool IsMovedBy(bool isOn, bool isPulse) => IsConfirmed && isOn != IsEnergise && !(IsEnergise && isPulse);
}
