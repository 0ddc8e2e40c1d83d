using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>All that is kept of one person, for that person.</summary>
internal sealed class PersonFiles(PeopleLookup lookup, EventLookup events)
{
    /// <param name="by">Who hands it out, or takes their own.</param>
    public IResult Of(string by, string person)
    {
        var answer = lookup.Find(new PeopleRequest.Show(by, person));
        if (answer.Person is not { } file)
        {
            return OfficeActs.Refused(answer.Refused!);
        }

        List<EventLine> all = [];
        string? before = null;
        do
        {
            var page = events.Find(new EventsRequest(by, null, null, null, person, null, null, before, EventLookup.MostEvents));
            all.AddRange(page.Events);
            before = page.Next;
        }
        while (before is not null);
        return TypedResults.Ok(PersonDossier.Of(file, all));
    }
}
