namespace Zhuhui.Edge.CloudBridge.Topics;

/// <summary>Which gateway speaks, in which run.</summary>
/// <param name="Address">Where it stands.</param>
/// <param name="Boot">This start of it, as its records name it.</param>
/// <param name="Software">The version of the program.</param>
public sealed record GatewayRun(GatewayAddress Address, Guid Boot, string Software);
