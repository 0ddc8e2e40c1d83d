namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>What somebody is to the gateway, and so what the API lets them see and do. An account has one; an endpoint names all that it
/// serves.</summary>
[Flags]
internal enum Role
{
    None = 0,

    /// <summary>Everything, accounts too.</summary>
    Administrator = 1,

    /// <summary>The estate's office: people, homes, cards, visitors.</summary>
    Office = 2,

    /// <summary>The guard post: doors, alarms, cameras; no file of a person.</summary>
    Guard = 4,

    /// <summary>The district: reads, and sees no person.</summary>
    District = 8,

    /// <summary>A resident: what is the resident's own.</summary>
    Resident = 16,
}
