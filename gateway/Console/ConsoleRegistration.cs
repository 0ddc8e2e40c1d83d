using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Zhuhui.Edge.Gateway.Console.Days;
using Zhuhui.Edge.Gateway.Console.Duty;
using Zhuhui.Edge.Gateway.Console.History;
using Zhuhui.Edge.Gateway.Console.Homes;
using Zhuhui.Edge.Gateway.Console.Lists;
using Zhuhui.Edge.Gateway.Console.Live;
using Zhuhui.Edge.Gateway.Console.Machine;
using Zhuhui.Edge.Gateway.Console.Mine;
using Zhuhui.Edge.Gateway.Console.Newcomers;
using Zhuhui.Edge.Gateway.Console.Passages;
using Zhuhui.Edge.Gateway.Console.Plan;
using Zhuhui.Edge.Gateway.Console.Residents;
using Zhuhui.Edge.Gateway.Console.SiteText;
using Zhuhui.Edge.Gateway.Console.Upkeep;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Console.Visitors;
using Zhuhui.Edge.Gateway.Console.Wiring;
using Zhuhui.Edge.Gateway.Console.Zones;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People.Imports.Photos;

namespace Zhuhui.Edge.Gateway.Console;

internal static class ConsoleRegistration
{
    private const int LargestInMemory = PhotoLimits.MostArchiveBytes + (32 << 20);
    private const string FormCookie = "__Host-zhuhui-form";

    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddPages(FormCookie);

        // A photo lies on no disk where nobody agreed to that: what a form carries stays in memory, as large as its page takes it.
        services.Configure<FormOptions>(forms => forms.MemoryBufferThreshold = LargestInMemory);
        return services
            .AddSingleton<EventPrinter>()
            .AddSingleton<Remarks>().AddSingleton<PageAnswers>().AddSingleton<PolicyReports>()
            .AddSingleton<BackupDesk>().AddSingleton<Own>()
            .AddSingleton<SheetBoard>().AddSingleton<SheetLoop>()
            .AddSingleton<PersonModels>().AddSingleton<PersonActs>().AddSingleton<FaceTaking>()
            .AddSingleton<HouseholdActs>().AddSingleton<Receipts>()
            .AddSheet<DutySource>().AddSheet<SystemSource>().AddSheet<WiringSource>().AddSheet<PlanSource>()
            .AddSingleton<SpokenRooms>().AddSingleton<VisitorDesk>().AddSingleton<HistoryDesk>()
            .AddSingleton<HeldLists>().AddSingleton<ListDesk>()
            .AddSingleton<ZoneEdits>().AddSingleton<ZoneDesk>()
            .AddSingleton<PassageDesk>().AddSingleton<CalendarDesk>()
            .AddSingleton<SiteFileDesk>();
    }

    /// <summary>What pages with forms need, whoever serves them.</summary>
    /// <param name="formCookie">By which a form is known to be this browser's.</param>
    public static IServiceCollection AddPages(this IServiceCollection services, string formCookie)
    {
        services.AddRazorComponents();

        // Chinese as it is, not as numbers: a third of the bytes.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        return services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = formCookie;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.Path = "/";

            // The pages say it themselves, in their policy.
            forms.SuppressXFrameOptionsHeader = true;
        });
    }

    /// <summary>A page that moves.</summary>
    private static IServiceCollection AddSheet<TSource>(this IServiceCollection services)
        where TSource : class, ISheetSource => services.AddSingleton<TSource>().AddFrom((TSource source) => (ISheetSource)source);
}
