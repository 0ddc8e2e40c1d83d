using System.Globalization;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Duty;

/// <param name="From">As the form's field has it, by the site's clocks.</param>
/// <param name="IsOnDuty">Whoever looks has begun a shift.</param>
/// <param name="Problem">Why there is no list.</param>
internal sealed record HandoverModel(IReadOnlyList<HandoverPart> Parts, string From, string To, bool IsOnDuty, bool MayAct, bool IsCut,
    Wording? Problem = null);

/// <summary>What whoever takes over has to know, on one page to print.</summary>
internal static class HandoverPages
{
    public const string Path = "/duty/handover";

    private const string Field = "yyyy-MM-ddTHH:mm";

    public static void MapHandover(this IEndpointRouteBuilder pages) => pages.MapGet(Path, (HttpContext context, GuardDuty duty,
        SiteFile site, PageAnswers answers, string? from, string? to) =>
    {
        var caller = context.Caller();
        var isOnDuty = duty.OnDuty.Any(shift => shift.Operator == caller.Name);
        var (begin, end) = (Read(from, site), Read(to, site));
        var (list, refused) = (begin is null && !string.IsNullOrEmpty(from)) || (end is null && !string.IsNullOrEmpty(to))
            ? (null, HistoryTexts.NoTime) : duty.List(caller.Name, begin, end, answers.LanguageOf(context));
        var model = new HandoverModel(list is null ? [] : HandoverFormatter.Parts(list, answers.LanguageOf(context), site),
            list is null ? from ?? "" : Written(list.From, site), list is null ? to ?? "" : Written(list.To, site), isOnDuty,
            DutyModel.Acts(caller.Role), list?.IsCut == true, refused);
        return answers.Show<HandoverPage>(context, model, refused is null ? StatusCodes.Status200OK
            : StatusCodes.Status422UnprocessableEntity);
    }).For(Roles.Staff);

    private static DateTimeOffset? Read(string? typed, SiteFile site) => DateTime.TryParseExact(typed, Field, CultureInfo.InvariantCulture,
        DateTimeStyles.None, out var local)
        ? new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone).GetUtcOffset(local)) : null;

    private static string Written(DateTimeOffset at, SiteFile site) => site.LocalTime(at).ToString(Field, CultureInfo.InvariantCulture);
}
