using System.Text.RegularExpressions;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>Accounts at the command line: on a gateway's files, and through the one that runs.</summary>
[Trait("needs", "process")]
public sealed partial class AccountCommandTests
{
    private const string Password = "plum river lantern";

    [Fact]
    public async Task The_same_commands_work_before_the_gateway_runs_and_while_it_does_and_no_secret_is_ever_an_argument()
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", "Wang", "--card", Compound.WangCard);
        var code = CodeIn(await SaysAsync(compound, 0, "first administrator", "account", "setup"));
        await SaysAsync(compound, 3, "the code is not right", "0000-0000-0000-0000\n" + Password + "\n", "account", "password", "--name",
            "zhang");
        await SaysAsync(compound, 3, "10 letters at least", code + "\nshort\n", "account", "password", "--name", "zhang");
        await SaysAsync(compound, 2, "a line each", code + "\n", "account", "password", "--name", "zhang");
        await SaysAsync(compound, 0, "zhang has a password now", code + "\n" + Password + "\n", "account", "password", "--name", "zhang");
        await SaysAsync(compound, 3, "there is an administrator already", "account", "setup");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(compound.Data, AccountStore.FileName)));

        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        await SaysAsync(compound, 0, "zhang, administrator, last login", "account", "list", "--operator", "zhang");
        code = CodeIn(await SaysAsync(compound, 0, "good once, until", "account", "add", "--name", "li", "--role", "office", "--operator",
            "zhang"));
        await SaysAsync(compound, 0, "li, office, one-time code not used yet", "account", "list", "--operator", "zhang");
        await SaysAsync(compound, 0, "li has a password now", code + "\n" + Password + "\n", "account", "password", "--name", "li");
        await gateway.SaysAsync("account somebody (office): password set, by somebody");
        await SaysAsync(compound, 3, "there is an account LI already", "account", "add", "--name", "LI", "--role", "guard", "--operator",
            "zhang");
        await SaysAsync(compound, 0, "li has another role", "account", "role", "--name", "li", "--role", "guard", "--operator", "zhang");
        await SaysAsync(compound, 0, "li can log in no more", "account", "disable", "--name", "li", "--operator", "zhang");
        await SaysAsync(compound, 0, "li can log in again", "account", "enable", "--name", "li", "--operator", "zhang");
        await SaysAsync(compound, 0, "at once", "account", "unlock", "--name", "li", "--operator", "zhang");
        await SaysAsync(compound, 0, "without a phone's code", "account", "totp", "reset", "--name", "li", "--operator", "zhang");
        await SaysAsync(compound, 0, "all sessions of li ended", "account", "sessions-end", "--name", "li", "--operator", "zhang");
        Assert.Matches(Code(), await SaysAsync(compound, 0, "the link for Wang", "account", "link", "--person", "Wang", "--operator",
            "zhang"));
        await SaysAsync(compound, 0, "the token of lift", "account", "token", "make", "--name", "lift", "--role", "technician",
            "--operator", "zhang");
        await SaysAsync(compound, 0, "no account any more", "account", "token", "revoke", "--name", "lift", "--operator", "zhang");
        await SaysAsync(compound, 3, "the last administrator", "account", "remove", "--name", "zhang", "--operator", "zhang");
        await SaysAsync(compound, 2, "--role", "account", "add", "--name", "w", "--role", "resident", "--operator", "zhang");
        Assert.Equal(0, await gateway.StopAsync());

        // On the files again, with what the gateway left.
        var list = await SaysAsync(compound, 0, "li, guard", "account", "list", "--operator", "zhang");
        Assert.DoesNotContain("lift", list, StringComparison.Ordinal);
        await SaysAsync(compound, 0, "no account any more", "account", "remove", "--name", "li", "--operator", "zhang");
        await SaysAsync(compound, 3, "there is no account li", "account", "reset", "--name", "li", "--operator", "zhang");
    }

    private static Task<string> SaysAsync(Compound compound, int code, string part, string first, params string[] words) =>
        first.EndsWith('\n') ? RunAsync(compound, code, part, first, words) : RunAsync(compound, code, part, "", [first, .. words]);

    private static async Task<string> RunAsync(Compound compound, int code, string part, string input, string[] words)
    {
        var options = words.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).Count();
        var (ended, output, error) = await RunningProgram.RunOnAsync(input, "zhuhui-edge",
            [.. words[..options], "--site", compound.SiteFile, .. words[options..]]);
        Assert.True(ended == code, $"{string.Join(' ', words)} ended with {ended}: {output}{error}");
        Assert.Contains(part, output + error, StringComparison.Ordinal);
        return output;
    }

    private static string CodeIn(string text) => Code().Match(text).Value;

    [GeneratedRegex("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}")]
    private static partial Regex Code();
}
