using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Operations;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Duty;

/// <summary>What can be ordered of a door, and of all.</summary>
/// <param name="Door">Null for all of them.</param>
/// <param name="WantsCode">The account has a second factor: what holds for a while asks for a code.</param>
/// <param name="Reason">As it was typed.</param>
internal sealed record DoorOrderModel(DoorTile? Door, bool WantsCode, string Reason = "", string Minutes = "", Wording? Problem = null)
{
    public string Action => Door is null ? "/duty/doors" : $"/duty/doors/{Uri.EscapeDataString(Door.Id)}";
}

/// <summary>Orders to doors: the first press leads to this page, the second one gives the order, with a reason; the answer is the
/// door's.</summary>
internal static class DoorOrderPages
{
    public static void MapDoorOrders(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/duty/doors", (HttpContext context, PageAnswers answers, AccountStore accounts) =>
            answers.Show<DoorOrderPage>(context, new DoorOrderModel(null, WantsCode(context, accounts)))).For(Roles.Duty);
        pages.MapGet("/duty/doors/{id}", (string id, HttpContext context, PageAnswers answers, StatusBoard board, AccountStore accounts) =>
            TileOf(id, context, answers, board) is { } tile
                ? answers.Show<DoorOrderPage>(context, new DoorOrderModel(tile, WantsCode(context, accounts))) : Results.NotFound())
            .For(Roles.Duty);
        pages.MapPost("/duty/doors", ([FromForm] DoorOrderKind order, [FromForm] string? reason, [FromForm] string? minutes,
            [FromForm] string? code, HttpContext context, DoorOrders orders, PageAnswers answers, StatusBoard board, AccountStore accounts,
            SiteFile site, CancellationToken cancellationToken) => OrderAsync(null, new Typed(order, reason, minutes, code),
            context, orders,
                answers, board, accounts, site, cancellationToken)).For(Roles.Duty);
        pages.MapPost("/duty/doors/{id}", (string id, [FromForm] DoorOrderKind order, [FromForm] string? reason,
            [FromForm] string? minutes, [FromForm] string? code, HttpContext context, DoorOrders orders, PageAnswers answers,
            StatusBoard board, AccountStore accounts, SiteFile site, CancellationToken cancellationToken) => OrderAsync(id,
                new Typed(order, reason, minutes, code), context, orders, answers, board, accounts, site, cancellationToken))
            .For(Roles.Duty);
    }

    private static async Task<IResult> OrderAsync(string? door, Typed typed, HttpContext context, DoorOrders orders, PageAnswers answers,
        StatusBoard board, AccountStore accounts, SiteFile site, CancellationToken cancellationToken)
    {
        var holds = typed.Order is DoorOrderKind.HoldOpen or DoorOrderKind.Lockdown;
        var minutes = holds && int.TryParse(typed.Minutes, out var so) ? so : (int?)null;
        var result = await orders.SubmitAsync(context.Caller(), door, new DoorOrder(typed.Order, minutes,
            string.IsNullOrWhiteSpace(typed.Reason) ? null : typed.Reason.Trim(), string.IsNullOrWhiteSpace(typed.Code) ? null
            : typed.Code),
            cancellationToken);
        return result switch
        {
            { Refused: { } refusal } => answers.Show<DoorOrderPage>(context, new DoorOrderModel(door is null ? null
                : TileOf(door, context, answers, board), WantsCode(context, accounts), typed.Reason ?? "", typed.Minutes ?? "",
                refusal.Because), result.Status),
            _ => answers.Go(DutyPages.Path, context, result.Doors.Count == 0 ? DutyTexts.Ordered(door is null ? DutyTexts.AllDoors
                : Wording.Same(site.DoorName(door))) : Wording.Join(ListTexts.Semicolon, result.Doors.Select(word => Words(word, site))),
                isBad: result.Doors.Any(word => word.Outcome is DoorOutcome.NotReleased or DoorOutcome.NoAnswer)),
        };
    }

    /// <summary>The door's own word.</summary>
    private static Wording Words(DoorWord word, SiteFile site)
    {
        var door = Wording.Same(site.DoorName(word.Door));
        return word.Outcome switch
        {
            DoorOutcome.Released => DutyTexts.Opened(door),
            DoorOutcome.Locked => DutyTexts.Locked(door),
            DoorOutcome.Open => DutyTexts.StandsOpen(door),
            DoorOutcome.NotReleased => DutyTexts.NotOpened(door, word.Refused?.Because ?? Wording.Empty),
            _ => DutyTexts.NoAnswer(door),
        };
    }

    private static DoorTile? TileOf(string id, HttpContext context, PageAnswers answers, StatusBoard board) =>
        board.Doors.FirstOrDefault(door => door.Id == id) is { } found ? DutySource.TileOf(found, answers.LanguageOf(context)) : null;

    private static bool WantsCode(HttpContext context, AccountStore accounts) =>
        accounts.WithId(context.Caller().Account)?.Totp is not null;

    private sealed record Typed(DoorOrderKind Order, string? Reason, string? Minutes, string? Code);
}
