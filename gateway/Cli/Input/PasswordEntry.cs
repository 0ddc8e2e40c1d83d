using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>Takes a one-time code and a new password from the person whose they are: at the terminal, the password twice and without
/// showing it; otherwise lines of standard input. Never from the command line, which every process of the machine can read.</summary>
internal static class PasswordEntry
{
    /// <exception cref="UsageException">Something is missing, or the two passwords differ.</exception>
    public static CodeUse Read(string name, bool withTotp, TextWriter prompts)
    {
        var code = Line(AccountTexts.CodePrompt, prompts);
        var totp = withTotp ? Line(AccountTexts.TotpPrompt, prompts) : null;
        if (System.Console.IsInputRedirected)
        {
            return new CodeUse(code, name, System.Console.In.ReadLine() ?? throw new UsageException(AccountTexts.NoSecret), totp);
        }

        var password = HiddenLine.Read(AccountTexts.PasswordPrompt.Say(), prompts, PasswordRules.Most + 1);
        return HiddenLine.Read(AccountTexts.PasswordAgain.Say(), prompts, PasswordRules.Most + 1) == password
            ? new CodeUse(code, name, password, totp) : throw new UsageException(AccountTexts.PasswordsDiffer);
    }

    private static string Line(Wording prompt, TextWriter prompts)
    {
        if (!System.Console.IsInputRedirected)
        {
            prompts.Write(prompt.Say());
        }

        return System.Console.In.ReadLine()?.Trim() is { Length: > 0 } line ? line : throw new UsageException(AccountTexts.NoSecret);
    }
}
