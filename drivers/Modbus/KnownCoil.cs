using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>What is known of one coil: what a read found, or what its board said that it wrote. A board that refuses to be read, or whose
/// register reads neither value, is believed for a second: then the coil is not known, and is written anew. Its relay's lock guards
/// it.</summary>
internal sealed class KnownCoil(TimeProvider time)
{
    private static readonly TimeSpan _believeFor = TimeSpan.FromSeconds(1);

    private RelayBound? _believed;
    private string? _odd;
    private bool _isUnseen;

    /// <summary>Null while it is not known.</summary>
    public bool? Level { get; private set; }

    /// <summary>Nothing is known of it: it is being written, or the board does not answer.</summary>
    public void Forget() => Level = null;

    /// <summary>The board said that it wrote it.</summary>
    public void Say(bool level) => (Level, _believed) = (level, new RelayBound(time, _believeFor));

    /// <summary>It was read.</summary>
    public void See(bool level) => (Level, _odd, _isUnseen) = (level, null, false);

    /// <summary>A read did not tell it.</summary>
    /// <param name="odd">What was read in place of it, in words; null where the read was refused.</param>
    /// <returns>True where that is new.</returns>
    public bool SeeNothing(string? odd)
    {
        var isNew = _odd != odd;
        (_odd, _isUnseen) = (odd, true);
        Level = _believed is { HasPassed: false } ? Level : null;
        return isNew;
    }

    /// <summary>An order is given. Where no read tells, it counts as delivered by its write alone: none is saved because the coil should be
    /// so already, or a lease that is renewed would end.</summary>
    public void BeginOrder() => Level = _isUnseen ? null : Level;
}
