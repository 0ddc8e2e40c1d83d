using System.Text.Json.Serialization;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>A change to what people may, as the desk asks for it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CardReport), "card")]
[JsonDerivedType(typeof(PersonBlocking), "block")]
[JsonDerivedType(typeof(PersonRemoval), "remove")]
[JsonDerivedType(typeof(FacesClearing), "faces-clear")]
[JsonDerivedType(typeof(PhotosClearing), "photos-clear")]
[JsonDerivedType(typeof(RightsChange), "rights")]
[JsonDerivedType(typeof(PinChange), "pin")]
[JsonDerivedType(typeof(PassRequest), "pass")]
internal abstract record RightsRequest
{
    /// <summary>A card is lost, or found again.</summary>
    /// <param name="Format">Null for the only card of that number.</param>
    internal sealed record CardReport(ulong Number, string? Format, bool Lost) : RightsRequest;

    internal sealed record PersonBlocking(string Person, bool Blocked) : RightsRequest;

    /// <summary>A person moves out: cards, PINs and faces go.</summary>
    internal sealed record PersonRemoval(string Person) : RightsRequest;

    /// <summary>A person withdraws the consent to face recognition.</summary>
    internal sealed record FacesClearing(string Person) : RightsRequest;

    /// <summary>A person withdraws the agreement to have the enrolment photos kept.</summary>
    internal sealed record PhotosClearing(string Person) : RightsRequest;

    /// <summary>What is null stays as it is.</summary>
    /// <param name="Schedule">Empty for always.</param>
    /// <param name="Doors">Empty for all.</param>
    /// <param name="MostUses">How often in all, counted from the enrolment.</param>
    internal sealed record RightsChange(string Person, string? Schedule, IReadOnlyList<string>? Doors, bool? Longer, DateTimeOffset? From,
        DateTimeOffset? To, int? MostUses) : RightsRequest;

    /// <param name="Pin">Null takes it away.</param>
    internal sealed record PinChange(string Person, string? Pin, bool Duress) : RightsRequest
    {
        /// <summary>Without the PIN, wherever it may be written.</summary>
        public override string ToString() => $"{nameof(PinChange)} of {Person}";
    }

    internal sealed record PassRequest(string Host, IReadOnlyList<string> Doors, int Hours, int Uses) : RightsRequest;
}

/// <summary>What came of it.</summary>
/// <param name="Said">What is now, or the text of the pass; null where it was refused.</param>
/// <param name="Reasons">Why it was refused: one line a reason, for the clerk at the desk.</param>
internal sealed record RightsAnswer(string? Said, IReadOnlyList<string> Reasons);
