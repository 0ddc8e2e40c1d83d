using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Accounts;

internal enum LoginResult
{
    Done,

    /// <summary>The name, the password or the code; nobody is told which.</summary>
    Refused,

    /// <summary>The password is right, and the account has a second factor.</summary>
    CodeNeeded,

    /// <summary>Too many wrong ones before.</summary>
    Paused,

    /// <summary>Too many log in at this moment.</summary>
    Busy,

    /// <summary>A new name or password that can't be taken.</summary>
    Unfit,
}

/// <param name="Account">As it is now, where it is done.</param>
/// <param name="Again">When to come again.</param>
/// <param name="Because">What is unfit.</param>
internal sealed record LoginAnswer(LoginResult Result, Account? Account = null, TimeSpan? Again = null, Wording? Because = null)
{
    public static LoginAnswer Refused { get; } = new(LoginResult.Refused);

    public static LoginAnswer Done(Account account) => new(LoginResult.Done, account);

    public static LoginAnswer Unfit(Wording because) => new(LoginResult.Unfit, Because: because);
}
