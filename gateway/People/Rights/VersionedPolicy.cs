using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <param name="Version">Of the policy; every decision quotes it.</param>
internal sealed record VersionedPolicy(AccessPolicy Policy, string Version);
