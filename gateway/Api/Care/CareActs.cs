using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Care;

/// <summary>Agreements to be looked after, shown and changed. That nobody has agreed is a state too, with an ETag of its own: of two who
/// write down an agreement at once one is told of the other's.</summary>
internal sealed class CareActs(SiteFile site, Acts acts, OfficeRecords records, PeopleLookup lookup)
{
    /// <param name="own">The person looks.</param>
    public IResult Show(HttpContext context, string id, bool own = false)
    {
        if (records.Care(id, own) is not { } state)
        {
            return Refusals.NotHere(site.Language);
        }

        var answer = Look(context, id, own);
        if (answer.Plan is not { } plan)
        {
            context.Response.Tell(state);
            return NotAgreed(answer.Refused!);
        }

        return Preconditions.Shown(context, plan, RecordState.Of(plan));
    }

    /// <param name="isAgreement">It needs none before it.</param>
    public async Task<IResult> DoAsync(HttpContext context, string id, string word, RightsRequest request, bool isAgreement = false,
        bool own = false)
    {
        if (!isAgreement && records.NameOfUnlooked(id) is { } name)
        {
            return NotAgreed(CareTexts.NotAgreed(name).In(site.Language));
        }

        return await acts.DoAsync(context, new Act(word, id, request)
        {
            Now = () => records.Care(id, own),
            After = subject => records.Care(subject, own),
            Look = () => Look(context, id, own),
        }, request);
    }

    /// <summary>An account whose person was erased is nobody's.</summary>
    public Task<IResult> Own(HttpContext context, Func<string, Task<IResult>> then) => context.Caller().Person is { } id
        && records.Has(new PersonId(id)) ? then(id)
        : Task.FromResult<IResult>(ApiProblem.Of(StatusCodes.Status404NotFound, "notFound", RecordTexts.NoPerson, site.Language));

    private PeopleAnswer Look(HttpContext context, string id, bool own) => lookup.Find(new PeopleRequest.Care(context.Caller().Name, id,
        own));

    private static IResult NotAgreed(string why) => ApiProblem.Of(StatusCodes.Status404NotFound, "notAgreed", why);
}
