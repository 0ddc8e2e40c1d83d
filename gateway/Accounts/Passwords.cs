using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>Hashes passwords with ASP.NET Core's hasher (PBKDF2, HMAC-SHA-512), one at a time, so that logins take one core at the most and
/// the doors keep theirs. Who comes while too many wait is told to come again.</summary>
/// <param name="rounds">Where a test is in a hurry.</param>
internal sealed class Passwords(int rounds = Passwords.Rounds) : IDisposable
{
    /// <summary>OWASP's password storage cheat sheet asks for so many of HMAC-SHA-512; the hasher's own default is 100,000.</summary>
    public const int Rounds = 210_000;

    public const int MostWaiting = 8;

    /// <summary>How long a queue that is full takes, for who is told to come again.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private static readonly Account _nobody = new("", "", Role.None);

    private readonly PasswordHasher<Account> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _lock = new();
    private int _inside;
    private string? _ofNobody;

    /// <returns>The turn, which ends when it is disposed of; null where too many wait.</returns>
    public async Task<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_inside > MostWaiting)
            {
                return null;
            }

            _inside++;
        }

        try
        {
            await _one.WaitAsync(cancellationToken);
            return new Turn(this);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Takes as long for an account that is not there, or has no password, as for one that has.</summary>
    /// <param name="hash">Null where there is none.</param>
    /// <returns>Whether it is right, and whether its hash is of an older format or of other rounds.</returns>
    public Task<(bool IsRight, bool IsOld)> CheckAsync(string? hash, string password) => Task.Run(() =>
    {
        var known = hash ?? (_ofNobody ??= _hasher.HashPassword(_nobody, AccountStore.NewStamp()));
        PasswordVerificationResult result;
        try
        {
            result = _hasher.VerifyHashedPassword(_nobody, known, password);
        }
        catch (FormatException)
        {
            // Spoilt by hand in the file.
            result = PasswordVerificationResult.Failed;
        }

        return (hash is not null && result != PasswordVerificationResult.Failed, result == PasswordVerificationResult.SuccessRehashNeeded);
    });

    public Task<string> HashAsync(string password) => Task.Run(() => _hasher.HashPassword(_nobody, password));

    public void Dispose() => _one.Dispose();

    private void Leave()
    {
        lock (_lock)
        {
            _inside--;
        }
    }

    private sealed class Turn(Passwords of) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            if (!_isOver)
            {
                _isOver = true;
                of._one.Release();
                of.Leave();
            }
        }
    }
}
