namespace Zhuhui.Edge.Drivers.Simulated;

/// <summary>What the outputs of a simulated board do in place of what they are told. Its owner's lock guards all
/// but <see cref="IsChipGone"/>.</summary>
internal sealed class PinFaults
{
    private readonly PinFault[] _faults = new PinFault[PinFile.PinCount];

    private volatile bool _isChipGone;

    /// <summary>No pin can be set or read, inputs neither.</summary>
    public bool IsChipGone
    {
        get => _isChipGone;
        set => _isChipGone = value;
    }

    public PinFault this[int pin]
    {
        get => IsChipGone ? PinFault.Gone : _faults[pin];
        set => _faults[pin] = value;
    }

    /// <summary>Whether a write moves the pin.</summary>
    /// <exception cref="IOException">It is refused.</exception>
    public bool Takes(int pin) => this[pin] switch
    {
        PinFault.None => true,
        PinFault.Stays => false,
        PinFault.Refuses => throw new IOException("simulated: refused"),
        _ => throw new IOException("simulated: gone"),
    };

    /// <exception cref="IOException">It can't be read.</exception>
    public void RequireReadable(int pin)
    {
        if (this[pin] == PinFault.Gone)
        {
            throw new IOException("simulated: gone");
        }
    }
}
