using System.Collections.Concurrent;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Imports;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Console.History;
using Zhuhui.Edge.Gateway.Console.Homes;
using Zhuhui.Edge.Gateway.Console.Lists;
using Zhuhui.Edge.Gateway.Console.Mine;
using Zhuhui.Edge.Gateway.Console.Passages;
using Zhuhui.Edge.Gateway.Console.Residents;
using Zhuhui.Edge.Gateway.Console.Upkeep;
using Zhuhui.Edge.Gateway.Console.Visitors;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Views;

/// <summary>Of an endpoint: what it asks for is served in the language of the page.</summary>
internal sealed class SpokenPage;

/// <summary>The rooms below answer in the site's language, and a page may be in the other one. Those that speak hold nothing of their own,
/// so there is one of each for every language, on the same people, journal and disk; a page's endpoint is given those of its page, whatever
/// it asks for.</summary>
internal sealed class SpokenRooms(IServiceProvider services, SiteFile site)
{
    private readonly ConcurrentDictionary<Language, Spoken> _languages = [];

    /// <summary>Before the endpoints: they are given what they ask for by the request.</summary>
    public static void Use(WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<SpokenPage>() is not null)
        {
            app.Services.GetRequiredService<SpokenRooms>().Serve(context, app.Services.GetRequiredService<PageAnswers>()
                .LanguageOf(context));
        }

        return next(context);
    });

    private void Serve(HttpContext context, Language language)
    {
        if (language != site.Language)
        {
            context.RequestServices = new Asked(context.RequestServices, _languages.GetOrAdd(language,
                one => new Spoken(services, site.In(one))));
        }
    }

    /// <summary>What a request asks for: of those that speak the one of the page's language, all else as it is.</summary>
    private sealed class Asked(IServiceProvider own, Spoken spoken) : IServiceProvider
    {
        public object? GetService(Type serviceType) => Spoken.Has(serviceType) ? spoken.GetService(serviceType)
            : own.GetService(serviceType);
    }

    private sealed class Spoken(IServiceProvider services, SiteFile site) : IServiceProvider
    {
        private static readonly HashSet<Type> _speaking =
        [
            typeof(EventLookup), typeof(PeopleView), typeof(PeopleLookup), typeof(PeopleImport), typeof(RightsChanges), typeof(Acts),
            typeof(OfficeRecords), typeof(OfficeActs), typeof(VisitorCodes), typeof(ImportActs), typeof(RegistryDesk),
            typeof(VisitorDesk), typeof(HistoryDesk), typeof(ListDesk), typeof(PassageDesk), typeof(Own), typeof(PersonModels),
            typeof(PersonActs), typeof(HouseholdActs), typeof(BackupDesk),
        ];

        private readonly ConcurrentDictionary<Type, object> _made = [];

        public static bool Has(Type type) => type == typeof(SiteFile) || type == typeof(EventFormatter) || _speaking.Contains(type);

        public object? GetService(Type serviceType) => serviceType == typeof(SiteFile) ? site
            : serviceType == typeof(EventFormatter) ? services.GetRequiredService<EventFormatter>().In(site.Language)
            : Has(serviceType) ? _made.GetOrAdd(serviceType, one => ActivatorUtilities.CreateInstance(this, one))
            : services.GetService(serviceType);
    }
}
