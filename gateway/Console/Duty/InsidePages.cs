using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Duty;

/// <param name="People">Null until somebody asks for names: the look is on record.</param>
internal sealed record InsideModel(IReadOnlyList<AreaCount> Areas, InsideList? People);

/// <param name="Devices">What can be silenced.</param>
/// <param name="Typed">As it was typed where it was refused.</param>
internal sealed record SilencesModel(IReadOnlyList<Silence> Standing, IReadOnlyList<string> Devices, int MostHours, bool MayAct,
    SilenceRequest? Typed = null, Wording? Problem = null);

/// <summary>Who is inside, and which devices are silenced.</summary>
internal static class InsidePages
{
    private const string Silences = "/duty/silences";

    public static void MapInsideAndSilences(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/duty/inside", (HttpContext context, InsideBoard board, PageAnswers answers, string? names) =>
            answers.Show<InsidePage>(context, new InsideModel(board.Counts, names == "1" ? ByName(board.List(context.Caller().Name, null))
                : null))).For(Roles.Staff);
        pages.MapGet(Silences, (HttpContext context, SilenceOrders orders, SilencedDevices devices, PageAnswers answers) =>
            answers.Show<SilencesPage>(context, ModelOf(context, orders, devices))).For(Roles.Staff);
        pages.MapPost(Silences, (HttpContext context, [FromForm] string? device, [FromForm] string? hours, [FromForm] string? reason,
            SilenceOrders orders, SilencedDevices devices, PageAnswers answers) =>
        {
            var minutes = double.TryParse(hours, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var so)
                ? (int)Math.Min(so * 60, int.MaxValue) : 0;
            var request = new SilenceRequest(device ?? "", minutes, reason?.Trim() is { Length: > 0 } why ? why : null,
                context.Caller().Name);
            return Answer(request, context, orders, devices, answers);
        }).For(Roles.Duty);
        pages.MapPost(Silences + "/end", (HttpContext context, [FromForm] string? device, SilenceOrders orders, SilencedDevices devices,
            PageAnswers answers) => Answer(new SilenceRequest(device ?? "", null, null, context.Caller().Name), context, orders, devices,
                answers)).For(Roles.Duty);
    }

    private static InsideList ByName(InsideList list) => list with
    {
        People = [.. list.People.OrderBy(one => Pinyin.Key(one.Name), StringComparer.Ordinal)],
    };

    private static IResult Answer(SilenceRequest request, HttpContext context, SilenceOrders orders, SilencedDevices devices,
        PageAnswers answers) => orders.Handle(request).Refused is { } refused
        ? answers.Show<SilencesPage>(context, ModelOf(context, orders, devices) with { Typed = request, Problem = refused },
            StatusCodes.Status422UnprocessableEntity)
        : answers.Go(Silences, context, request.Minutes is null ? DutyTexts.SoundsAgain(request.Device)
            : DutyTexts.IsSilenced(request.Device));

    private static SilencesModel ModelOf(HttpContext context, SilenceOrders orders, SilencedDevices devices) => new(orders.Standing,
        [.. devices.Devices], (int)devices.Longest.TotalHours, DutyModel.Acts(context.Caller().Role));
}
