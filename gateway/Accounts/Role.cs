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

    /// <summary>Machine and wires: doors, devices, cameras and their zones, the site file; sees no person.</summary>
    Technician = 32,
}

/// <summary>Roles that go together.</summary>
internal static class Roles
{
    /// <summary>Who has to do with people's files.</summary>
    public const Role Desk = Role.Administrator | Role.Office;

    /// <summary>Who gives orders to doors, places and alarms.</summary>
    public const Role Duty = Role.Administrator | Role.Guard;

    /// <summary>Whoever works here.</summary>
    public const Role Staff = Role.Administrator | Role.Office | Role.Guard;

    /// <summary>Whoever has a password, and looks at more than the own.</summary>
    public const Role Readers = Staff | Role.District | Role.Technician;

    /// <summary>Who keeps the machine.</summary>
    public const Role Technics = Role.Administrator | Role.Technician;

    /// <summary>To whom a camera's picture is shown.</summary>
    public const Role Pictures = Duty | Role.Technician;

    /// <summary>Who sees what stands without persons: whatever may name one, or be about one, is left out.</summary>
    public const Role Unnamed = Role.District | Role.Technician;

    public const Role Anybody = Readers | Role.Resident;

    /// <summary>One after the other.</summary>
    public static IEnumerable<Role> Each(this Role roles) => Enum.GetValues<Role>().Where(role => role != Role.None && roles.HasFlag(role));
}
