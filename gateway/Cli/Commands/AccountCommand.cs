using System.CommandLine;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Who may use the API: through the running gateway, else on its files. Codes and tokens are printed once; passwords are typed in
/// by those whose they are.</summary>
internal static class AccountCommand
{
    /// <summary>What goes on record as the operator of the first account.</summary>
    private const string FirstOperator = "setup";

    /// <summary>Roles that an account of a name can have; a resident's comes with a link.</summary>
    private enum NamedRole
    {
        Administrator,
        Office,
        Guard,
        District,
        Technician,
    }

    public static Command Create() => new("account", "who may use the API: accounts, one-time codes, links, tokens; works while the "
        + "gateway runs")
    {
        Setup(),
        One("list", "all accounts", AccountAction.List, needsName: false),
        WithRole("add", "make an account and print the one-time code with which its owner sets a password", AccountAction.Add,
            NamedOnes()),
        Password(),
        One("reset", "forgotten password: take it away and print a one-time code for another", AccountAction.Reset),
        WithRole("role", "give an account another role; its sessions end", AccountAction.ChangeRole, NamedOnes()),
        One("disable", "let nobody log in with it; its sessions end at once", AccountAction.Disable),
        One("enable", "let its owner log in again", AccountAction.Enable),
        One("unlock", "end the wait after wrong logins", AccountAction.Unlock),
        One("sessions-end", "end all its sessions", AccountAction.EndSessions),
        One("remove", "take the account away", AccountAction.Remove),
        Link(),
        new Command("token", "tokens of machines")
        {
            WithRole("make", "make a machine's account and print its token", AccountAction.MakeToken, NamedOnes()),
            One("revoke", "end a token", AccountAction.RevokeToken),
        },
        new Command("totp", "the phone's code as a second factor; its owner sets it up in the browser")
        {
            One("reset", "lost phone: ask for no code until another is set up", AccountAction.ResetTotp),
        },
    };

    private static Option<NamedRole?> NamedOnes() => CliOptions.Word<NamedRole>("--role", "what it may see and do");

    private static Option<string> NameOption() => CliOptions.Needed("--name", "NAME", "the account's name");

    private static Command Setup()
    {
        var site = new SiteOption(isForRunning: true);
        const string description = "print the one-time code for the first administrator; there must be none yet";
        var command = new Command("setup", description) { site };
        command.SetAction(async parsed => await RunAsync(parsed, await site.FindAsync(parsed),
            new AccountRequest(AccountAction.Setup, FirstOperator)));
        return command;
    }

    private static Command One(string word, string description, AccountAction action, bool needsName = true)
    {
        var site = new SiteOption(isForRunning: true);
        var name = NameOption();
        var by = CliOptions.Operator();
        var command = new Command(word, description) { site };
        if (needsName)
        {
            command.Add(name);
        }

        command.Add(by);
        command.SetAction(async parsed => await RunAsync(parsed, await site.FindAsync(parsed),
            new AccountRequest(action, parsed.GetRequiredValue(by), needsName ? parsed.GetRequiredValue(name) : null)));
        return command;
    }

    private static Command WithRole(string word, string description, AccountAction action, Option<NamedRole?> role)
    {
        role.Required = true;
        var site = new SiteOption(isForRunning: true);
        var name = NameOption();
        var by = CliOptions.Operator();
        var command = new Command(word, description) { site, name, role, by };
        command.SetAction(async parsed => await RunAsync(parsed, await site.FindAsync(parsed),
            new AccountRequest(action, parsed.GetRequiredValue(by), parsed.GetRequiredValue(name), parsed.GetValue(role) switch
            {
                NamedRole.Administrator => Role.Administrator,
                NamedRole.Office => Role.Office,
                NamedRole.Guard => Role.Guard,
                NamedRole.Technician => Role.Technician,
                _ => Role.District,
            })));
        return command;
    }

    private static Command Link()
    {
        var site = new SiteOption(isForRunning: true);
        var person = CliOptions.Person("whose own data the link shows");
        var by = CliOptions.Operator();
        const string description = "print the one-time code of a link to a resident's own data; an earlier link of the same person ends";
        var command = new Command("link", description) { site, person, by };
        command.SetAction(async parsed => await RunAsync(parsed, await site.FindAsync(parsed),
            new AccountRequest(AccountAction.Link, parsed.GetRequiredValue(by), parsed.GetRequiredValue(person))));
        return command;
    }

    private static Command Password()
    {
        var site = new SiteOption(isForRunning: true);
        var name = NameOption();
        var totp = CliOptions.Switch("--totp", "the account has a phone's code, which is asked for too");
        const string description = "set a password with a one-time code; both are asked for at the terminal, or are lines of standard "
            + "input, never on the command line";
        var command = new Command("password", description) { site, name, totp };
        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            var use = PasswordEntry.Read(parsed.GetRequiredValue(name), parsed.GetValue(totp), parsed.InvocationConfiguration.Error);
            var answer = await AccountsEndpoint.TryUseAsync(where.DataFolder, use, CancellationToken.None)
                ?? await UseHereAsync(where, use);
            return answer.Refused is { } refused ? parsed.Refuse(refused) : parsed.Answer(answer.Said!);
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, SiteFile site, AccountRequest request)
    {
        var answer = await AccountsEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None) ?? ChangeHere(site, request);
        if (answer.Refused is { } refused)
        {
            return parsed.Refuse(refused);
        }

        if (answer.Said is { } said)
        {
            parsed.Answer(said);
        }

        if (answer.Secret is { } secret)
        {
            parsed.Answer($"\n    {secret}\n");
        }

        if (answer.Until is { } until)
        {
            parsed.Answer(AccountTexts.GoodUntil(site.Written(until)));
        }

        if (request.Action == AccountAction.List)
        {
            parsed.Answer(answer.Accounts.Count == 0 ? AccountTexts.None
                : Wording.Join(Wording.Same("\n"), answer.Accounts.Select(line => Line(site, line))));
        }

        return Exit.Done;
    }

    private static Wording Line(SiteFile site, AccountLine line) => Wording.Join(ListTexts.Comma, new[]
    {
        Wording.Same(line.Name.Length > 0 ? line.Name : "-"),
        AccountFormatter.RoleName(line.Role.ToString()),
        line.Machine ? AccountTexts.Machine : null,
        line.Disabled ? AccountTexts.IsDisabled : null,
        line.Waits ? AccountTexts.Waits : null,
        line.Totp ? AccountTexts.HasTotp : null,
        line.PausedUntil is { } until ? AccountTexts.PausedUntil(site.Written(until)) : null,
        line.LastLogin is { } last ? AccountTexts.LastLogin(site.Written(last)) : null,
    }.OfType<Wording>());

    private static AccountAnswer ChangeHere(SiteFile site, AccountRequest request)
    {
        using var gateway = OfflineGateway.OpenToChange(site);
        return gateway.Change(request);
    }

    private static async Task<AccountAnswer> UseHereAsync(SiteFile site, CodeUse use)
    {
        using var gateway = OfflineGateway.OpenToChange(site);
        return await gateway.UseAsync(use);
    }
}
