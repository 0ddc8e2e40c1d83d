using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Views;

/// <summary>The pages of the menu, and who has them.</summary>
/// <param name="Also">Where else somebody is below it.</param>
internal sealed record Menu(string Path, Wording Name, string Icon, Role Roles, params string[] Also)
{
    public static IReadOnlyList<Menu> All { get; } =
    [
        new("/duty", FrameTexts.Duty, "bell", Accounts.Roles.Staff),
        new("/people", ResidentTexts.People, "people", Accounts.Roles.Desk, "/households", "/cards"),
    ];

    /// <summary>Where somebody begins.</summary>
    public static string StartOf(Role role) => All.FirstOrDefault(page => page.Roles.HasFlag(role))?.Path ?? "/login";
}
