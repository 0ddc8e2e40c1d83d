using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Users;

/// <summary>An account in the list.</summary>
/// <param name="Notes">What is out of the ordinary, and when it was used last.</param>
public sealed record UserRow(string Id, string Name, string Role, IReadOnlyList<string> Notes, bool IsOff);

/// <summary>A role that can be chosen.</summary>
public sealed record RoleChoice(string Value, string Name);

/// <summary>Which of the page's forms something is wrong with.</summary>
internal enum UserForm
{
    None,
    Add,
    Token,
}

/// <param name="Name">As it was typed before.</param>
/// <param name="Role">As it was chosen before.</param>
internal sealed record UsersModel(IReadOnlyList<UserRow> People, IReadOnlyList<UserRow> Machines, IReadOnlyList<UserRow> Links,
    IReadOnlyList<RoleChoice> Roles, UserForm Form = UserForm.None, string Name = "", string? Role = null, Wording? Problem = null);

/// <summary>What is done with an account by one button.</summary>
/// <param name="Path">Below the account's address.</param>
/// <param name="Hint">What becomes of it, where it is asked for twice; null where it is harmless.</param>
public sealed record UserAct(string Path, string Name, string? Hint);

/// <param name="IsLast">The last administrator: what would leave none is refused.</param>
/// <param name="Roles">None where it can have no other.</param>
/// <param name="Seen">The ETag of the account.</param>
internal sealed record UserModel(UserRow Row, IReadOnlyList<UserAct> Acts, IReadOnlyList<RoleChoice> Roles, Role Role, bool IsLast,
    string Seen);

/// <summary>A code or a token, told this once.</summary>
/// <param name="Until">How long a code is good; null for a token.</param>
internal sealed record SecretModel(Wording What, string Secret, DateTimeOffset? Until, bool IsToken);
