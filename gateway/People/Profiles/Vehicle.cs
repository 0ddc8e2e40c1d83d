using System.Text.RegularExpressions;

namespace Zhuhui.Edge.Gateway.People.Profiles;

internal enum VehicleKind
{
    Car,
    Van,
    Truck,
    Motorcycle,

    /// <summary>An electric bicycle.</summary>
    EBike,
}

/// <summary>A vehicle as the gate's guards know it.</summary>
/// <param name="Plate">As <see cref="Parse"/> gives it.</param>
internal sealed partial record Vehicle(string Plate, VehicleKind Kind)
{
    /// <summary>A plate as GA 36 has it: a province's character, a letter, and five characters, six for new-energy vehicles. Dots, dashes
    /// and spaces that are printed between are taken off.</summary>
    /// <returns>Null for anything else.</returns>
    public static Vehicle? Parse(string text, VehicleKind kind = VehicleKind.Car)
    {
        var bare = Between().Replace(WrittenForms.Narrow(text), "").ToUpperInvariant();
        return WrittenForms.Plate.IsMatch(bare) ? new Vehicle(bare, kind) : null;
    }

    [GeneratedRegex(@"[\s\u00B7\u2022.\-]", RegexOptions.CultureInvariant)]
    private static partial Regex Between();
}
