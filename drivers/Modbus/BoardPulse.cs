using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>How long a board is told to hold a relay by itself: in its own units, and what these come to.</summary>
internal readonly record struct BoardPulse(int Units, TimeSpan Length)
{
    /// <summary>A pulse is at most this long and renewed at half of it, so that a dead gateway's relay rests soon.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(5);

    /// <param name="left">How long the relay is still wanted energised.</param>
    public static BoardPulse For(TimeSpan left, PulseOptions board)
    {
        var length = left < Longest ? left : Longest;
        var units = Math.Max(1, (int)Math.Ceiling(length.TotalMilliseconds / board.UnitMs));
        return new BoardPulse(units, TimeSpan.FromMilliseconds((double)units * board.UnitMs));
    }
}
