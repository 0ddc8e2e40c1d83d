namespace Zhuhui.Edge.Gateway.People;

/// <summary>How far a change of people has come. What is cut off after any of them is whole, or never was, when the gateway has started
/// again.</summary>
internal enum WriteStep
{
    /// <summary>In memory nobody may more than after the change.</summary>
    Narrowed,

    /// <summary>Photos that are to be kept are on the disk.</summary>
    PhotosKept,

    /// <summary>The change, and what the journal has to tell of it, is on the disk: from here on it is made.</summary>
    Committed,

    /// <summary>What goes for good is off the disk and out of the backups.</summary>
    Erased,

    /// <summary>The journal tells of it.</summary>
    Journaled,

    /// <summary>All of it holds at the doors.</summary>
    Published,
}
