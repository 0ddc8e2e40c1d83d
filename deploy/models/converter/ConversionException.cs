namespace Zhuhui.Edge.ModelConverter;

/// <summary>The files cannot be read, hold another kind of graph, or the model cannot be written. The message is one line: the file and
/// what is wrong with it.</summary>
internal sealed class ConversionException : Exception
{
    public ConversionException(string message)
        : base(message)
    {
    }

    public ConversionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
