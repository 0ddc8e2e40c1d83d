using System.ComponentModel;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Remote.Configuration;

/// <summary>A desired configuration as the hub leaves it at the broker.</summary>
[Description("The configuration that the hub wishes for one gateway. It replaces the one wished before; what settings leave out is "
    + "as the site file has it.")]
internal sealed record TwinDesired(
    [property: Description("district/compound/gateway")] string Gateway,
    long Version,
    DateTimeOffset IssuedAt,
    [property: Description("What may be changed from afar; see TwinSettings in gateway/Site.")] JsonElement Settings);

/// <summary>What is in force, as the gateway leaves it at the broker.</summary>
[Description("What is in force at a gateway, and what became of the desired configuration dealt with last.")]
internal sealed record TwinReported(
    [property: Description("The version dealt with last; null for none.")] long? Version,
    TwinOutcome? Outcome,
    string? Reason,
    [property: Description("The settings in force over the site file's; null for none.")] JsonElement? InForce,
    long? RosterVersion,
    DateTimeOffset At);
