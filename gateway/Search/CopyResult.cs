namespace Zhuhui.Edge.Gateway.Search;

/// <summary>What came of copying a batch of events into the buffer.</summary>
internal enum CopyResult
{
    /// <summary>All there was, if anything.</summary>
    Little,

    /// <summary>There may be more.</summary>
    Much,
    Refused,
}
