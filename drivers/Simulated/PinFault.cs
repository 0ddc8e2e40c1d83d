namespace Zhuhui.Edge.Drivers.Simulated;

/// <summary>What an output of a simulated board does in place of what it is told.</summary>
internal enum PinFault
{
    /// <summary>It does as it is told.</summary>
    None,

    /// <summary>It takes what is written and stays as it is: at rest, or energised as a contact that has welded.</summary>
    Stays,

    /// <summary>What is written is answered with an error, and changes nothing.</summary>
    Refuses,

    /// <summary>It can neither be set nor read, as on a chip that is gone from its bus.</summary>
    Gone,
}
