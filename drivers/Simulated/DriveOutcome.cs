namespace Zhuhui.Edge.Drivers.Simulated;

/// <summary>What became of a level or a fault put on a pin from outside.</summary>
internal enum DriveOutcome
{
    Driven,
    NoSuchPin,
    NotOpen,
    IsOutput,
    IsInput,
}
