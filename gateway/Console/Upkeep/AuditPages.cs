using System.Globalization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Audit;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Upkeep;

/// <summary>Who looked at whom and did what.</summary>
internal static class AuditPages
{
    private const string Path = "/audit";
    private const int Lines = 50;

    public static void MapAudit(this IEndpointRouteBuilder pages) => pages.MapGet(Path, (HttpContext context, AuditLookup audit,
        AccountStore accounts, ResidentDirectory residents, EventFormatter words, SiteFile site, PageAnswers answers,
        string? by, string? from, string? to, long? before) =>
    {
        var (first, last) = (FormFieldsReader.DayOf(from ?? ""), FormFieldsReader.DayOf(to ?? ""));
        var problem = (first is null && !string.IsNullOrEmpty(from)) || (last is null && !string.IsNullOrEmpty(to)) ? AuditTexts.BadDay
            : null;
        var page = problem is not null ? new AuditPage([], null) : audit.Find(new AuditRequest(context.Caller().Name,
            string.IsNullOrWhiteSpace(by) ? null : by.Trim(), Start(site, first), Start(site, last?.AddDays(1)), before, Lines));
        return answers.Show<AuditListPage>(context, new AuditModel(
            [.. page.Lines.Select(line => new AuditRow(site.Written(line.At), residents.NameOf(line.Who),
                words.In(answers.LanguageOf(context)).Format(line.Type, line.Record)))],
            [.. accounts.All.Where(one => one is { Person: null, Name.Length: > 0 }).Select(one => one.Name)
                .OrderBy(Pinyin.Key, StringComparer.Ordinal)],
            by ?? "", from ?? "", to ?? "", page.Next is { } next ? QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
            {
                ["by"] = by,
                ["from"] = from,
                ["to"] = to,
                ["before"] = next.ToString(CultureInfo.InvariantCulture),
            }.Where(one => !string.IsNullOrEmpty(one.Value))) : null, problem),
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }).For(Role.Administrator);

    private static DateTimeOffset? Start(SiteFile site, DateOnly? day) => day is { } known ? site.StartOf(known) : null;
}
