using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>Takes a PIN from the person who sets it: at a terminal without showing it, twice; otherwise one line of standard input. Never
/// from the command line, which every process of the machine can read.</summary>
internal static class PinEntry
{
    public static string Read(TextWriter prompts)
    {
        if (System.Console.IsInputRedirected)
        {
            return System.Console.In.ReadLine()?.Trim() ?? throw new UsageException(CommandTexts.NoPin);
        }

        var first = Ask(CommandTexts.PinPrompt.Say(), prompts);
        return Ask(CommandTexts.PinAgain.Say(), prompts) == first ? first : throw new UsageException(CommandTexts.PinsDiffer);
    }

    private static string Ask(string prompt, TextWriter prompts) => HiddenLine.Read(prompt, prompts, PinDigests.MostDigits + 1);
}
