using System.Collections.Concurrent;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Imports;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Views;

/// <summary>The rooms below answer in the site's language, and a page may be in the other one. Those that speak hold nothing of their own,
/// so there is one of each for every language, on the same people, journal and disk.</summary>
internal sealed class SpokenRooms(IServiceProvider services, SiteFile site)
{
    private readonly ConcurrentDictionary<Language, Spoken> _languages = [];

    public T In<T>(Language language)
        where T : notnull => (T)(language == site.Language ? services.GetRequiredService(typeof(T))
        : _languages.GetOrAdd(language, one => new Spoken(services, site with { Language = one })).GetService(typeof(T)))!;

    private sealed class Spoken(IServiceProvider services, SiteFile site) : IServiceProvider
    {
        private static readonly HashSet<Type> _speaking =
        [
            typeof(EventLookup), typeof(PeopleView), typeof(PeopleLookup), typeof(PeopleImport), typeof(RightsChanges), typeof(Acts),
            typeof(OfficeRecords), typeof(OfficeActs), typeof(VisitorCodes), typeof(ImportActs),
        ];

        private readonly ConcurrentDictionary<Type, object> _made = [];

        public object? GetService(Type type) => type == typeof(SiteFile) ? site
            : type == typeof(EventFormatter) ? services.GetRequiredService<EventFormatter>().In(site.Language)
            : _speaking.Contains(type) ? _made.GetOrAdd(type, one => ActivatorUtilities.CreateInstance(this, one))
            : services.GetService(type);
    }
}
