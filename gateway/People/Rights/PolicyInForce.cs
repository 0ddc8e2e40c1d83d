using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>By what is decided now. A roster changes it while the gateway runs: a decision takes it once, and decides all of one thing
/// by it.</summary>
internal sealed class PolicyInForce(AccessPolicy first)
{
    private volatile VersionedPolicy _now = new(first, first.Version());

    public VersionedPolicy Now => _now;

    /// <summary>To be called once the policy is journaled.</summary>
    public void Change(AccessPolicy policy) => _now = new VersionedPolicy(policy, policy.Version());

    public static implicit operator PolicyInForce(AccessPolicy policy) => new(policy);
}
