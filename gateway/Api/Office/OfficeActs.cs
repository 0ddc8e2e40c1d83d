using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>Acts of the office, on what the caller has seen.</summary>
internal sealed class OfficeActs(SiteFile site, Acts acts, OfficeRecords records, PeopleLookup lookup)
{
    public Task<IResult> OnPersonAsync(HttpContext context, string id, string word, RightsRequest request) =>
        acts.DoAsync(context, OnPerson(context, id, word, request), request);

    /// <param name="body">All that was asked beside the address.</param>
    public Act OnPerson(HttpContext context, string id, string word, object? body) => new(word, id, body)
    {
        Now = () => records.Person(id),
        After = records.Person,
        Look = () => lookup.Find(new PeopleRequest.Show(context.Caller().Name, id)),
    };

    public Task<IResult> OnHouseholdAsync(HttpContext context, string id, string word, RightsRequest request) =>
        acts.DoAsync(context, new Act(word, id, request)
        {
            Now = () => records.Household(id),
            After = records.Household,
            Look = () => lookup.Find(new PeopleRequest.Households(context.Caller().Name, id)),
        }, request);

    public Task<IResult> OnVisitAsync(HttpContext context, string pass, string word, RightsRequest request) =>
        acts.DoAsync(context, new Act(word, pass, request)
        {
            Now = () => records.Visit(pass),
            After = records.Visit,
            Look = () => lookup.Find(new PeopleRequest.Visit(context.Caller().Name, pass)),
        }, request);

    /// <param name="request">Makes it of what the print says.</param>
    public Task<IResult> OnCardAsync(HttpContext context, string card, string word, Func<CardPrint, RightsRequest> request)
    {
        if (CardPrint.Read(card) is not { } print)
        {
            return Task.FromResult<IResult>(NoCard(card));
        }

        var holder = records.HolderOf(print)?.Holder.Id.Value;
        return acts.DoAsync(context, new Act(word, holder, request(print))
        {
            Now = () => records.Card(print),
            After = _ => records.Card(print),
            Look = () => lookup.Find(new PeopleRequest.Card(context.Caller().Name, print.Card.Number, print.Card.Format, print.Or)),
        }, request(print));
    }

    public IResult NoCard(string text) => ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "noCard", RecordTexts.NoCard(text),
        site.Language);

    public IResult NotHere() => Refusals.NotHere(site.Language);

    /// <summary>The lookup's own no, of which a cursor's is the caller's mistake.</summary>
    public static IResult Refused(string why) => ApiProblem.Of(StatusCodes.Status400BadRequest, "badRequest", why);
}
