using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Texts;

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

    /// <summary>The gateway is to be started again.</summary>
    public const int StartAgain = 75;

    /// <summary>Done, and this is what came of it.</summary>
    public static int Answer(this ParseResult parsed, string line)
    {
        parsed.InvocationConfiguration.Output.WriteLine(line);
        return Done;
    }

    public static int Answer(this ParseResult parsed, Wording words) => parsed.Answer(words.Say());

    public static int Refuse(this ParseResult parsed, Wording reason) => parsed.Refuse(reason.Say());

    /// <summary>Refused, for this reason.</summary>
    public static int Refuse(this ParseResult parsed, string reason)
    {
        parsed.InvocationConfiguration.Error.WriteLine($"zhuhui-edge: {reason}");
        return Refused;
    }
}
