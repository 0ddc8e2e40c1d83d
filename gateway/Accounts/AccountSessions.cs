using System.Buffers.Text;
using System.Security.Cryptography;
using Zhuhui.Edge.Gateway.People;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>How long a session lasts: since it was last used, and at all.</summary>
/// <param name="OutlivesBrowser">The cookie stays when the browser is closed.</param>
internal sealed record SessionLife(TimeSpan Idle, TimeSpan Longest, bool OutlivesBrowser);

/// <summary>A session as its cookie carries it, sealed.</summary>
internal sealed record Session(string Account, string Stamp, string Id, DateTimeOffset Begun);

/// <summary>Whether a session that began still holds, asked at each request: what is changed of an account holds at once.</summary>
internal sealed class AccountSessions(AccountStore store, ResidentDirectory residents, TimeProvider time)
{
    /// <summary>So many logouts are remembered of an account; one more ends its other sessions too.</summary>
    private const int MostEnded = 200;

    private static readonly SessionLife _desk = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(12), OutlivesBrowser: false);

    /// <summary>The screen of a guard post shows doors and alarms day and night, and no file of a person.</summary>
    private static readonly SessionLife _post = new(TimeSpan.FromHours(24), TimeSpan.FromDays(7), OutlivesBrowser: true);

    /// <summary>A resident's own phone, and the resident's own data; the next link costs a way to the office.</summary>
    private static readonly SessionLife _home = new(TimeSpan.FromDays(30), TimeSpan.FromDays(180), OutlivesBrowser: true);

    public static SessionLife LifeOf(Role role) => role switch
    {
        Role.Guard => _post,
        Role.Resident => _home,
        _ => _desk,
    };

    public Session Begin(Account account) => new(account.Id, account.Stamp, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
        time.GetUtcNow());

    /// <returns>The account as it is now; null where the session is over.</returns>
    public Account? Check(Session session)
    {
        var now = time.GetUtcNow();
        return store.WithId(session.Account) is { Disabled: false, IsMachine: false } account
            && account.Stamp == session.Stamp
            && now - session.Begun < LifeOf(account.Role).Longest
            && !account.Ended.Any(ended => CryptographicOperations.FixedTimeEquals(ended.Digest, AccountStore.Digest(session.Id)))
            && (account.Role != Role.Resident || IsHere(account)) ? account : null;
    }

    /// <summary>Ends one session: its cookie is worth nothing any more, wherever a copy of it is.</summary>
    /// <exception cref="Storage.StorageException">The disk refuses it; it is over until the next start all the same.</exception>
    public void End(Session session)
    {
        var now = time.GetUtcNow();
        store.Change(session.Account, account =>
        {
            var ended = new EndedSession(AccountStore.Digest(session.Id), session.Begun + LifeOf(account.Role).Longest);
            var kept = account.Ended.Where(one => one.Until > now).ToArray();
            return kept.Length < MostEnded ? account with { Ended = [.. kept, ended] }
                : account with { Ended = [], Stamp = AccountStore.NewStamp() };
        }, takesAway: true);
    }

    /// <summary>Whether the person is still one of the compound: who was erased has no session, and who moved out has none from that day
    /// on.</summary>
    public bool IsHere(Account account) => account.Person is { } id
        && residents.WithId(new PersonId(id)) is { } person && (person.ValidTo is not { } end || time.GetUtcNow() < end);
}
