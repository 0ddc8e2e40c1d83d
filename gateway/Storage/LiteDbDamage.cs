using LiteDB;

namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>LiteDB pages carry no checksum: a damaged one shows as whatever its bytes happen to break, from a key that is not there to a
/// type nobody implemented or a length that no memory holds. Ask only around LiteDB's own calls, for elsewhere these are bugs.</summary>
internal static class LiteDbDamage
{
    /// <summary>The disk refused, now or a moment ago: after a failed write the engine disposes of itself and must be opened
    /// again.</summary>
    public static bool IsRefusal(Exception exception) => exception is (IOException and not EndOfStreamException)
        or UnauthorizedAccessException or ObjectDisposedException;

    public static bool IsShownBy(Exception exception) => exception is LiteException or EndOfStreamException or InvalidCastException
        or ArgumentException
        or IndexOutOfRangeException or NullReferenceException or KeyNotFoundException or NotSupportedException or FormatException
        or ArithmeticException
        or NotImplementedException or OutOfMemoryException or InvalidOperationException or AggregateException;
}
