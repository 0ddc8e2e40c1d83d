namespace Zhuhui.Edge.Gateway.Access;

/// <param name="Version">Of the policy; every decision quotes it.</param>
internal sealed record VersionedPolicy(AccessPolicy Policy, string Version);
