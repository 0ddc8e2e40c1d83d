
namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>How a command ends.</summary>
internal static class Exit
{
    public const int Done = 0;

    /// <summary>Something on this machine is in the way: a device, a file, a model.</summary>
    public const int Failed = 1;

    /// <summary>The site file or the command line is not right.</summary>
    public const int BadInput = 2;

    /// <summary>What was asked for was refused, with the reason.</summary>
    public const int Refused = 3;
}
