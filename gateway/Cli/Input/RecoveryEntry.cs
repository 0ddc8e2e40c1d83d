using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>Takes the recovery key as it was written down: a line at the terminal, or of standard input. Never from the command line,
/// which every process of the machine can read.</summary>
internal static class RecoveryEntry
{
    /// <exception cref="UsageException">There is none, or it was mistyped.</exception>
    public static RecoveryKey Read(TextWriter prompts) => Ask(SealedTexts.KeyPrompt, prompts) is { } text ? Parse(text)
        : throw new UsageException(SealedTexts.KeyNeeded);

    /// <returns>Null where nobody has it.</returns>
    /// <exception cref="UsageException">It was mistyped.</exception>
    public static RecoveryKey? ReadIfThere(TextWriter prompts) =>
        Ask(SealedTexts.KeyPromptOrNone, prompts) is { } text ? Parse(text) : null;

    private static string? Ask(Wording prompt, TextWriter prompts)
    {
        if (!System.Console.IsInputRedirected)
        {
            prompts.Write(prompt.Say());
        }

        return System.Console.In.ReadLine()?.Trim() is { Length: > 0 } line ? line : null;
    }

    private static RecoveryKey Parse(string text) => RecoveryKey.Parse(text) switch
    {
        ({ } key, _) => key,
        (_, 0) => throw new UsageException(SealedTexts.KeyLength(RecoveryText.Groups, RecoveryText.GroupLetters)),
        var (_, group) => throw new UsageException(SealedTexts.KeyGroup(group, RecoveryText.GroupLetters)),
    };
}
