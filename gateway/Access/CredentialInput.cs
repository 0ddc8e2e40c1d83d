using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>What a reader or camera tells a door of something presented before it.</summary>
internal abstract record CredentialInput
{
    /// <summary>The reader that was used; null where it was none.</summary>
    public virtual string? Reader => null;

    internal sealed record Card(CardRead Read) : CredentialInput
    {
        public override string? Reader => Read.Reader;
    }

    /// <summary>A key of a reader's keypad.</summary>
    internal sealed record Key(KeyPressed Pressed) : CredentialInput
    {
        public override string? Reader => Pressed.Reader;
    }

    /// <summary>A line of a QR code scanner.</summary>
    internal sealed record Code(CodeRead Read) : CredentialInput
    {
        public override string? Reader => Read.Reader;
    }

    /// <summary>What the door's camera saw: a matched or unmatched face, or a QR code.</summary>
    internal sealed record Seen(Sighting Sighting) : CredentialInput;
}
