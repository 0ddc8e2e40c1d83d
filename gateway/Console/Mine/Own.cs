using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Console.Mine;

/// <summary>The resident who looks, and nobody else: no page takes anybody's id, and a pass's is good for its host alone.</summary>
internal sealed class Own(ResidentDirectory residents, PeopleLookup lookup, OfficeRecords records, OfficeActs acts, PageAnswers answers)
{
    /// <returns>Null where the account is nobody's, or the person was erased.</returns>
    public Resident? Of(HttpContext context) => context.Caller().Person is { } id ? residents.WithId(new PersonId(id)) : null;

    /// <summary>All that is known of the resident, with the state that a form's order is given on. The look is on record.</summary>
    public (PersonFile File, string Seen)? FileOf(HttpContext context) => Of(context) is { } person
        && lookup.Find(new PeopleRequest.Show(context.Caller().Name, person.Id.Value)).Person is { } file
            ? (file, records.State(PersonRecord.Of(file)).Tag) : null;

    /// <returns>Null where there is none of the resident's.</returns>
    public Visit? VisitOf(HttpContext context, string pass) => Of(context) is { } person && records.VisitOf(pass) is { } visit
        && visit.Host == person.Id ? visit : null;

    /// <summary>The resident orders something of the own file.</summary>
    /// <returns>Null where the account is nobody's.</returns>
    public async Task<FormOutcome?> OrderAsync(HttpContext context, IFormCollection form, string word,
        Func<Resident, RightsRequest> request)
    {
        context.Carry(form);
        return Of(context) is { } person ? FormActs.Read(await acts.OnPersonAsync(context, person.Id.Value, word, request(person)),
            answers.LanguageOf(context)) : null;
    }
}
