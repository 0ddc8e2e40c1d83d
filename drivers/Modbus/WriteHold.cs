using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>When a relay that is not as wanted is not written for a while: after a refusal, and where its board says time and again that it
/// is done and moves nothing. It is asked on, and not as fast as the wire goes. Its relay's lock guards it.</summary>
internal sealed class WriteHold(TimeProvider time)
{
    private const int MostAtOnce = 3;
    private static readonly TimeSpan _length = TimeSpan.FromMilliseconds(200);

    private RelayBound? _hold;
    private int _unmoved;

    public bool IsOn => _hold is { HasPassed: false };

    /// <summary>What is left of it; null where there is none.</summary>
    public TimeSpan? Left => _hold?.Left;

    public void Begin() => _hold = new RelayBound(time, _length);

    public void End() => _hold = null;

    /// <summary>Another order is given: what became of the one before says nothing of it.</summary>
    public void Renew() => _unmoved = 0;

    /// <summary>Forgets one that has passed.</summary>
    public void Apply() => _hold = _hold is { HasPassed: true } ? null : _hold;

    /// <summary>The coil was read.</summary>
    /// <param name="isAsWanted">It is as it is to be.</param>
    /// <param name="wasWritten">Its board had said so.</param>
    public void See(bool isAsWanted, bool wasWritten)
    {
        if (isAsWanted)
        {
            _unmoved = 0;
        }
        else if (wasWritten && ++_unmoved >= MostAtOnce)
        {
            Begin();
        }
    }
}
