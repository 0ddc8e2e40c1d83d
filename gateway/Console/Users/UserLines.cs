using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Users;

/// <summary>Accounts in words.</summary>
internal static class UserLines
{
    public static UsersModel Of(IReadOnlyList<AccountLine> accounts, SiteFile site, Language language)
    {
        return new UsersModel(Rows(one => one is { Machine: false, Person: null }), Rows(one => one.Machine),
            Rows(one => one is { Machine: false, Person: not null }), Choices(language))
        {
            Role = nameof(Role.Guard),
        };

        IReadOnlyList<UserRow> Rows(Func<AccountLine, bool> which) => [.. accounts.Where(which).Select(one => RowOf(one, site, language))
            .OrderBy(row => Pinyin.Key(row.Name), StringComparer.Ordinal)];
    }

    public static UserModel Of(AccountLine account, bool isLast, SiteFile site, Language language)
    {
        var hasPassword = account is { Machine: false, Person: null };
        return new UserModel(RowOf(account, site, language), [.. ActsOf(account, hasPassword).Select(act => new UserAct(act.Path,
            act.Name.In(language), act.Hint?.In(language)))], hasPassword ? Choices(language) : [], account.Role, isLast,
            AccountEndpoints.State(account).Tag);
    }

    private static IEnumerable<(string Path, Wording Name, Wording? Hint)> ActsOf(AccountLine account, bool hasPassword)
    {
        if (account.PausedUntil is not null)
        {
            yield return ("unlock", UserTexts.Unlock, null);
        }

        if (account.Disabled)
        {
            yield return ("enable", UserTexts.Enable, null);
        }

        if (hasPassword)
        {
            yield return ("reset", UserTexts.Reset, UserTexts.ResetHint);
            if (account.Totp)
            {
                yield return ("totp/end", UserTexts.ResetTotp, UserTexts.ResetTotpHint);
            }
        }

        if (!account.Machine)
        {
            yield return ("sessions/end", UserTexts.EndSessions, UserTexts.EndSessionsHint);
        }

        if (!account.Disabled)
        {
            yield return ("disable", UserTexts.Disable, UserTexts.DisableHint);
        }

        yield return account.Machine ? ("remove", UserTexts.Revoke, UserTexts.RevokeHint)
            : ("remove", UserTexts.Remove, UserTexts.RemoveHint);
    }

    private static UserRow RowOf(AccountLine account, SiteFile site, Language language) => new(account.Id,
        account.Name.Length > 0 ? account.Name : AccountTexts.First.In(language),
        AccountFormatter.RoleName(account.Role.ToString()).In(language),
        [.. Notes(account, site).Select(note => note.In(language))], account.Disabled);

    private static IEnumerable<Wording> Notes(AccountLine account, SiteFile site)
    {
        if (account.Disabled)
        {
            yield return AccountTexts.IsDisabled;
        }

        if (account.Waits)
        {
            yield return AccountTexts.Waits;
        }

        if (account.PausedUntil is { } until)
        {
            yield return AccountTexts.PausedUntil(site.Written(until));
        }

        if (account.Totp)
        {
            yield return AccountTexts.HasTotp;
        }

        if (!account.Machine)
        {
            yield return account.LastLogin is { } last ? AccountTexts.LastLogin(site.Written(last)) : UserTexts.NeverIn;
        }
    }

    /// <summary>The roles that an account of a name can have.</summary>
    private static IReadOnlyList<RoleChoice> Choices(Language language) => [.. Roles.Readers.Each().Select(role =>
        new RoleChoice(role.ToString(), AccountFormatter.RoleName(role.ToString()).In(language)))];
}
