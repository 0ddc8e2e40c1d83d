using System.Text.RegularExpressions;

namespace Zhuhui.Edge.CloudBridge.Topics;

/// <summary>Where a gateway stands: the three levels every topic of its begins with. Each is made of a-z, 0-9 and -, so that none can leave
/// its level.</summary>
public sealed partial record GatewayAddress
{
    /// <exception cref="ArgumentException">An id is empty or has another character.</exception>
    public GatewayAddress(string district, string compound, string gateway)
    {
        District = Checked(district, nameof(district));
        Compound = Checked(compound, nameof(compound));
        Gateway = Checked(gateway, nameof(gateway));
    }

    public string District { get; }

    public string Compound { get; }

    public string Gateway { get; }

    /// <summary>What all topics of the gateway begin with.</summary>
    public string Root => $"zhuhui/v1/{District}/{Compound}/{Gateway}";

    internal static bool IsId(string text) => Id().IsMatch(text);

    private static string Checked(string id, string name) => IsId(id)
        ? id
        : throw new ArgumentException($"The {name} id \"{id}\" must be made of a-z, 0-9 and - only.", name);

    [GeneratedRegex(@"\A[a-z0-9-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
