using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Accounts.Changes;

/// <summary>What administrators do with accounts, over the API, the socket and on a gateway's files alike. What is done is on record under
/// the operator's name; the codes and tokens are not.</summary>
/// <param name="guard">Null where no gateway runs.</param>
internal sealed class AccountChanges(SiteFile site, AccountStore store, ResidentDirectory residents, EventLedger ledger,
    LoginGuard? guard = null)
{
    private readonly PersonFinder _finder = new(residents);

    private DateTimeOffset Now => ledger.Time.GetUtcNow();

    /// <param name="isStill">Whether the account is as the operator has seen it, asked while nobody else changes one; null where that does
    /// not matter. Of an account that is there alone.</param>
    public AccountAnswer Handle(AccountRequest request, Func<AccountLine, bool>? isStill = null)
    {
        try
        {
            Prune();
            return request.Action switch
            {
                AccountAction.List => new AccountAnswer(null, store.Trouble, store.Trouble is null ? null : AccountRefusal.Disk, null,
                    null, [.. store.All.OrderBy(one => one.Name, StringComparer.Ordinal).Select(Line)]),
                AccountAction.Setup => SetUp(request),
                AccountAction.Add => Add(request),
                AccountAction.MakeToken => MakeToken(request),
                AccountAction.Link => Link(request),
                _ => ChangeOne(request, isStill),
            };
        }
        catch (StorageException inTheWay)
        {
            return new AccountAnswer(null, inTheWay.Message, AccountRefusal.Disk, null, null, []);
        }
    }

    /// <returns>Null where there is none.</returns>
    public AccountLine? One(string id) => store.WithId(id) is { } account && !IsGone(account) ? Line(account) : null;

    /// <summary>Drops the accounts of people who are gone: what is erased leaves nothing here either.</summary>
    public void Prune()
    {
        var gone = store.Trouble is not null ? [] : store.All.Where(IsGone).ToArray();
        if (gone.Length > 0)
        {
            store.Decide<object?>(all => ([.. all.Where(one => !IsGone(one))], null), takesAway: true);
            foreach (var account in gone)
            {
                ledger.Append(AccountRecords.Of(account, AccountStep.Removed, account.Name));
            }
        }
    }

    private AccountAnswer SetUp(AccountRequest request)
    {
        var (code, given) = NewCode(OneTimeCodes.Life);
        var made = store.Decide(all => all.Any(IsAdministrator)
            ? (all, (Account?)null)
            : With([.. all.Where(one => one.Name.Length > 0)], AccountStore.New("", Role.Administrator) with { Code = given }));
        return made is null ? Refused(AccountRefusal.ThereIsOne, AccountTexts.AdministratorThere)
            : Done(made, AccountStep.CodeGiven, request, AccountTexts.SetupCode, code, given.Until);
    }

    private AccountAnswer Add(AccountRequest request)
    {
        var name = request.Name?.Trim() ?? "";
        if (AccountNames.Problem(name) is { } unfit)
        {
            return Refused(AccountRefusal.NameUnfit, unfit);
        }

        if (request.Role is not { } role || !IsOne(role, Roles.Readers))
        {
            return Refused(AccountRefusal.RoleUnfit, AccountTexts.RoleUnfit);
        }

        var (code, given) = NewCode(OneTimeCodes.Life);
        var made = store.Decide(all => all.Any(one => AccountStore.IsName(one, name)) ? (all, (Account?)null)
            : With(all, AccountStore.New(name, role) with { Code = given }));
        return made is null ? Refused(AccountRefusal.NameTaken, AccountTexts.NameTaken(name))
            : Done(made, AccountStep.Made, request, AccountTexts.CodeFor(name), code, given.Until);
    }

    private AccountAnswer MakeToken(AccountRequest request)
    {
        var name = request.Name?.Trim() ?? "";
        if (AccountNames.Problem(name) is { } unfit)
        {
            return Refused(AccountRefusal.NameUnfit, unfit);
        }

        if (request.Role is not { } role || !IsOne(role, Roles.Readers))
        {
            return Refused(AccountRefusal.RoleUnfit, AccountTexts.RoleUnfit);
        }

        return store.MakeToken(name, role) is { } token
            ? Done(store.Named(name)!, AccountStep.TokenMade, request, AccountTexts.TokenFor(name), token, null)
            : Refused(AccountRefusal.NameTaken, AccountTexts.NameTaken(name));
    }

    /// <summary>An earlier link of the same person ends, with its sessions.</summary>
    private AccountAnswer Link(AccountRequest request)
    {
        if (_finder.Resolve(request.Name ?? "").Person is not { } person)
        {
            return Refused(AccountRefusal.NoSuchPerson, _finder.NotOne(request.Name ?? ""));
        }

        var (code, given) = NewCode(OneTimeCodes.LinkLife);
        var id = person.Id.Value;
        var made = store.Decide(all => With([.. all.Where(one => one.Person != id)],
            AccountStore.New(id, Role.Resident, person: id) with { Code = given }));
        return Done(made!, AccountStep.LinkGiven, request, AccountTexts.LinkFor(person.Name), code, given.Until);
    }

    private AccountAnswer ChangeOne(AccountRequest request, Func<AccountLine, bool>? isStill)
    {
        if (Find(request) is not { } named)
        {
            return Refused(AccountRefusal.NoSuchAccount, AccountTexts.NoSuchAccount(request.Name ?? request.Id ?? ""));
        }

        if (Unfit(request, named) is { } unfit)
        {
            return unfit;
        }

        var (code, given) = NewCode(OneTimeCodes.Life);
        var (step, said, change) = Change(request, given);
        var (outcome, account) = store.Decide(all =>
        {
            if (all.FirstOrDefault(one => one.Id == named.Id) is not { } before)
            {
                return (all, (AccountRefusal.NoSuchAccount, (Account?)null));
            }

            if (isStill?.Invoke(Line(before)) == false)
            {
                return (all, (AccountRefusal.Stale, before));
            }

            var after = change(before);
            IReadOnlyList<Account> next = [.. all.Select(one => one.Id == before.Id ? after : one).OfType<Account>()];
            return request.Action != AccountAction.Reset && all.Any(IsAdministrator) && !next.Any(IsAdministrator)
                ? (all, (AccountRefusal.LastAdministrator, null))
                : (next, ((AccountRefusal?)null, after ?? before));
        }, takesAway: request.Action is AccountAction.Disable or AccountAction.Remove or AccountAction.RevokeToken
            or AccountAction.EndSessions);
        if (outcome == AccountRefusal.Stale)
        {
            return Refused(AccountRefusal.Stale, RecordTexts.StaleUnseen);
        }

        if (outcome == AccountRefusal.LastAdministrator)
        {
            return Refused(AccountRefusal.LastAdministrator, AccountTexts.LastAdministrator);
        }

        if (account is null)
        {
            return Refused(AccountRefusal.NoSuchAccount, AccountTexts.NoSuchAccount(named.Name));
        }

        if (request.Action is AccountAction.Unlock or AccountAction.Reset or AccountAction.Remove)
        {
            guard?.Free(account.Name);
        }

        var isReset = request.Action == AccountAction.Reset;
        return Done(account, step, request, said(NameOf(account)), isReset ? code : null, isReset ? given.Until : null);
    }

    private AccountAnswer? Unfit(AccountRequest request, Account account) => request.Action switch
    {
        AccountAction.RevokeToken when !account.IsMachine => Refused(AccountRefusal.NotAMachine, AccountTexts.NotAMachine(account.Name)),
        AccountAction.Reset or AccountAction.ResetTotp or AccountAction.ChangeRole when account.IsMachine || account.Person is not null =>
            Refused(AccountRefusal.NotOfMachines, AccountTexts.NotOfMachines(NameOf(account))),
        AccountAction.ChangeRole when request.Role is not { } role || !IsOne(role, Roles.Readers) =>
            Refused(AccountRefusal.RoleUnfit, AccountTexts.RoleUnfit),
        _ => null,
    };

    private static (AccountStep Step, Func<string, Wording> Said, Func<Account, Account?> Change) Change(AccountRequest request,
        OneTimeCode code) => request.Action switch
        {
            AccountAction.Reset => (AccountStep.CodeGiven, AccountTexts.CodeFor,
                one => Fresh(one) with { Password = null, Code = code, Pause = null }),
            AccountAction.ChangeRole => (AccountStep.RoleChanged, AccountTexts.RoleChanged,
                one => Fresh(one) with { Role = request.Role!.Value }),
            AccountAction.Disable => (AccountStep.Disabled, AccountTexts.Disabled, one => Fresh(one) with { Disabled = true, Code = null }),
            AccountAction.Enable => (AccountStep.Enabled, AccountTexts.Enabled, one => one with { Disabled = false }),
            AccountAction.Unlock => (AccountStep.Freed, AccountTexts.Freed, one => one with { Pause = null }),
            AccountAction.ResetTotp => (AccountStep.TotpReset, AccountTexts.TotpReset, one => Fresh(one) with { Totp = null }),
            AccountAction.EndSessions => (AccountStep.SessionsEnded, AccountTexts.SessionsEnded, Fresh),
            AccountAction.Remove or AccountAction.RevokeToken => (AccountStep.Removed, AccountTexts.Removed, _ => null),
            _ => throw new InvalidOperationException(request.Action.ToString()),
        };

    /// <summary>All sessions end.</summary>
    private static Account Fresh(Account account) => account with { Stamp = AccountStore.NewStamp(), Ended = [] };

    /// <summary>One of those of whom one must be left.</summary>
    internal static bool IsAdministrator(Account account) => account is { Role: Role.Administrator, IsMachine: false, HasPassword: true };

    private static bool IsOne(Role role, Role of) => role != Role.None && of.HasFlag(role) && Enum.IsDefined(role);

    private static (IReadOnlyList<Account> All, Account? Answer) With(IReadOnlyList<Account> all, Account one) => ([.. all, one], one);

    private bool IsGone(Account account) => account.Person is { } person && residents.WithId(new PersonId(person)) is null;

    private string NameOf(Account account) => account.Person is { } person ? residents.NameOf(person) : account.Name;

    private Account? Find(AccountRequest request) => request.Id is { } id ? store.WithId(id)
        : store.Named(request.Name?.Trim() ?? "")
            ?? (_finder.Resolve(request.Name ?? "").Person is { } person ? store.Named(person.Id.Value) : null);

    private (string Code, OneTimeCode Kept) NewCode(TimeSpan life)
    {
        var code = OneTimeCodes.Make();
        return (code, new OneTimeCode(OneTimeCodes.Digest(code), Now + life));
    }

    private AccountAnswer Done(Account account, AccountStep step, AccountRequest request, Wording said, string? secret,
        DateTimeOffset? until)
    {
        ledger.Append(AccountRecords.Of(account, step, request.Operator));
        return new AccountAnswer(said.In(site.Language), null, null, secret, until, [Line(account)]) { Words = said };
    }

    private AccountAnswer Refused(AccountRefusal why, Wording because) => new(null, because.In(site.Language), why, null, null, [])
    {
        Words = because,
    };

    /// <summary>A resident is named by the id alone: a list of accounts is no look at personal data.</summary>
    private AccountLine Line(Account one) => new(one.Id, one.Name, one.Role, one.IsMachine, one.Disabled, one.Totp is not null,
        one.Code is { } code && Now < code.Until, one.Pause is { } pause && Now < pause.Until ? pause.Until : null, one.LastLogin,
        one.Person);
}
