namespace Zhuhui.Edge.Vision.Models;

/// <summary>A model file is missing, altered or not what it should be. The message is one line: the file, what is wrong with it, and the
/// remedy.</summary>
public sealed class ModelPackException : Exception
{
    public ModelPackException()
    {
    }

    public ModelPackException(string message)
        : base(message)
    {
    }

    public ModelPackException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
