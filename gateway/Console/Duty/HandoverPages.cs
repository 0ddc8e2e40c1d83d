using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Forms;
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

    public static void MapHandover(this IEndpointRouteBuilder pages) => pages.MapGet(Path, (HttpContext context, GuardDuty duty,
        SiteFile site, PageAnswers answers, string? from, string? to) =>
    {
        var caller = context.Caller();
        var isOnDuty = duty.OnDuty.Any(shift => shift.Operator == caller.Name);
        var (first, last) = (site.MomentOf(from), site.MomentOf(to, atItsEnd: true));
        var (list, refused) = IsNone(from, first) || IsNone(to, last) ? (null, HistoryTexts.NoTime)
            : duty.List(caller.Name, first, last, answers.LanguageOf(context));
        var model = new HandoverModel(list is null ? [] : HandoverFormatter.Parts(list, answers.LanguageOf(context), site),
            list is null ? from ?? "" : site.Written(list.From), list is null ? to ?? "" : site.Written(list.To), isOnDuty,
            DutyModel.Acts(caller.Role), list?.IsCut == true, refused);
        return answers.Show<HandoverPage>(context, model, refused is null ? StatusCodes.Status200OK
            : StatusCodes.Status422UnprocessableEntity);
    }).For(Roles.Staff);

    private static bool IsNone(string? typed, DateTimeOffset? read) => read is null && !string.IsNullOrWhiteSpace(typed);
}
