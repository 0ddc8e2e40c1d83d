using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;
using Zhuhui.Edge.Gateway.Texts.Pages.Technics;

namespace Zhuhui.Edge.Gateway.Console.Views;

/// <summary>The pages of the menu, and who has them.</summary>
/// <param name="Beside">Other pages that are reached from it, by its tabs.</param>
internal sealed record Menu(string Path, Wording Name, string Icon, Role Roles, params string[] Beside)
{
    public static IReadOnlyList<Menu> All { get; } =
    [
        new("/duty", FrameTexts.Duty, "bell", Accounts.Roles.Staff),
        new("/people", ResidentTexts.People, "people", Accounts.Roles.Desk, "/households", "/cards", "/imports"),
        new("/visitors", FrameTexts.Visitors, "qr-code", Accounts.Roles.Staff),
        new("/events", FrameTexts.Events, "journal-text", Accounts.Roles.Staff, "/passages"),
        new("/notices", FrameTexts.Notices, "heart", Accounts.Roles.Staff),
        new("/calendar", FrameTexts.Calendar, "calendar3", Accounts.Roles.Desk),
        new("/me", MineTexts.Title, "house", Role.Resident),
        new("/wiring", WiringTexts.Menu, "tools", Accounts.Roles.Technics, "/cameras", "/plan/edit", "/site", "/outside"),
        new("/system", SystemTexts.Title, "activity", Role.Administrator, "/accounts", "/backups", "/audit"),
    ];

    /// <summary>Whether a page is this one, one below it, or one beside it.</summary>
    public bool Has(string path) => Beside.Prepend(Path).Any(own => path == own || path.StartsWith(own + "/", StringComparison.Ordinal)
        || path.StartsWith(own + "?", StringComparison.Ordinal));

    /// <summary>Where somebody begins.</summary>
    public static string StartOf(Role role) => All.FirstOrDefault(page => page.Roles.HasFlag(role))?.Path ?? "/login";
}
