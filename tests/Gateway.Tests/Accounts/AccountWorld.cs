using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Accounts;

/// <summary>The accounts of a gateway with a real journal, a clock that the test sets and a hasher in a hurry.</summary>
internal sealed class AccountWorld : IDisposable
{
    public const string Password = "plum river lantern";

    public static readonly IPAddress Office = IPAddress.Parse("192.168.1.20");
    public static readonly IPAddress Elsewhere = IPAddress.Parse("192.168.1.66");

    private readonly TemporaryFolder _folder = new();
    private readonly int _rounds;
    private Passwords _passwords = null!;
    private LoginRefusals _refusals = null!;

    public AccountWorld(int rounds = 500)
    {
        _rounds = rounds;
        Residents = new ResidentDirectory();
        Open();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero));

    public ResidentDirectory Residents { get; }

    public EventLedger Ledger { get; private set; } = null!;

    public AccountStore Store { get; private set; } = null!;

    public TotpCodes Totp { get; private set; } = null!;

    public Logins Logins { get; private set; } = null!;

    public OwnAccount Own { get; private set; } = null!;

    public AccountChanges Changes { get; private set; } = null!;

    public AccountSessions Sessions { get; private set; } = null!;

    public Passwords Passwords => _passwords;

    public string Folder => _folder.Path;

    public string File => _folder.At(AccountStore.FileName);

    public IEnumerable<GatewayEvent> Records => Ledger.Last(EventStream.Registry, 10_000);

    public void Restart()
    {
        Close();
        Open();
    }

    public AccountAnswer Handle(AccountAction action, string? name = null, Role? role = null) =>
        Changes.Handle(new AccountRequest(action, "chief", name, role));

    /// <summary>An account with <see cref="Password"/>.</summary>
    public async Task<Account> HaveAsync(string name, Role role = Role.Office)
    {
        var made = Handle(AccountAction.Add, name, role);
        var answer = await Logins.UseCodeAsync(made.Secret!, name, Password, null, Office, default);
        Assert.Equal(LoginResult.Done, answer.Result);
        return answer.Account!;
    }

    public Task<LoginAnswer> LogInAsync(string name, string password, string? code = null, IPAddress? from = null) =>
        Logins.LogInAsync(name, password, code, from ?? Office, default);

    public async Task<LoginResult> ResultAsync(string name, string password, string? code = null, IPAddress? from = null) =>
        (await LogInAsync(name, password, code, from)).Result;

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }

    private void Open()
    {
        Ledger = new EventLedger(Folder, Time, NullLoggerFactory.Instance);
        Store = new AccountStore(Folder);
        Totp = new TotpCodes(Folder, Ledger.Time);
        _passwords = new Passwords(_rounds);
        _refusals = new LoginRefusals(Ledger);
        var guard = new LoginGuard(Store, _passwords, new LoginPauses(Ledger.Time), _refusals, Ledger.Time);
        Sessions = new AccountSessions(Store, Residents, Ledger.Time);
        Logins = new Logins(Store, _passwords, Totp, guard, Sessions, Ledger);
        Own = new OwnAccount(Store, _passwords, Totp, guard, Ledger);
        Changes = new AccountChanges(new SiteFile(), Store, Residents, Ledger, guard);
    }

    private void Close()
    {
        _refusals.Dispose();
        _passwords.Dispose();
        Totp.Dispose();
        Ledger.Dispose();
    }
}
