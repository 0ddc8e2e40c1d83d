using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>All that is kept of one person, for that person.</summary>
internal sealed class PersonFiles(PeopleLookup lookup, EventLookup events)
{
    /// <param name="by">Who hands it out, or takes their own.</param>
    public async Task<IResult> OfAsync(string by, string person) => lookup.Find(new PeopleRequest.Show(by, person)) is var answer
        && answer.Person is { } file
        ? TypedResults.Ok(PersonDossier.Of(file, await PersonDossier.EventsAsync(by, person, request =>
            Task.FromResult(events.Find(request)))))
        : OfficeActs.Refused(answer.Refused!);
}
