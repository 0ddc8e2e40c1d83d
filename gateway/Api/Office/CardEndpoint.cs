using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.People.Finding;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>Who holds a card.</summary>
internal static class CardEndpoint
{
    public static IResult Show(string card, HttpContext context, PeopleLookup lookup, OfficeActs acts)
    {
        if (CardPrint.Read(card) is not { } print)
        {
            return acts.NoCard(card);
        }

        var answer = lookup.Find(new PeopleRequest.Card(context.Caller().Name, print.Card.Number, print.Card.Format, print.Or));
        if (answer.Card is not { } found)
        {
            return ApiProblem.Of(StatusCodes.Status404NotFound, "notFound", answer.Refused!);
        }

        var record = CardRecord.Of(found);
        return Preconditions.Shown(context, record, RecordState.Of(record));
    }
}
