using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>The site's siren. Beside <see cref="Locking.DoorLock"/> and <see cref="Barriers.BarrierArm"/> the only thing that energises a
/// relay, and for a few seconds at a time: whoever wants it to go on says so again, so that a loop that stalls leaves it silent. Safe to
/// use from any thread.</summary>
internal sealed class Siren(IRelay relay) : IDisposable
{
    /// <summary>For so long at the most it sounds by itself.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private bool _disposed;

    public bool IsSounding => relay.IsEnergised;

    /// <summary>The relay was read back as it was told last.</summary>
    public bool IsAsTold => relay.IsConfirmed;

    public string? Obstacle => relay.Obstacle;

    /// <param name="bound">More than <see cref="Lease"/> counts as that.</param>
    public void Sound(TimeSpan bound)
    {
        lock (_gate)
        {
            if (!_disposed && bound >= TimeSpan.FromMilliseconds(1))
            {
                relay.Energise(bound < Lease ? bound : Lease);
            }
        }
    }

    public void Rest()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                relay.Rest();
            }
        }
    }

    /// <summary>Moves the relay no more: its board rests it at its own end.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }
    }
}
