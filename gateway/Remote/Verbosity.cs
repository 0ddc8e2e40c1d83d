namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>How much the log tells.</summary>
internal enum Verbosity
{
    Debug,
    Information,
    Warning,
    Error,
}
