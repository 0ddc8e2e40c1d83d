namespace Zhuhui.Edge.Drivers.Boards;

/// <summary>A board, or one of its pins, cannot be used. The message is one line for the installer: the thing, the place and the
/// remedy.</summary>
public sealed class BoardException : Exception
{
    public BoardException(string message)
        : base(message)
    {
    }

    public BoardException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
