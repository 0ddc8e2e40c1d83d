using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>The newest roster that was ever taken over: a registry that is put back may hold an older one, and what was signed for that
/// time must not be taken for new. Thread safe.</summary>
internal sealed class NewestRoster(long kept)
{
    private long _version = kept;

    /// <summary>0 for none.</summary>
    public long Version => Interlocked.Read(ref _version);

    public void Fold(GatewayEvent happened)
    {
        if (happened is RosterApplied applied && applied.Version > Version)
        {
            Interlocked.Exchange(ref _version, applied.Version);
        }
    }
}
