using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>What is done with a person and with cards: one act, one call.</summary>
internal static class PersonActEndpoints
{
    public static void MapPersonActs(this IEndpointRouteBuilder api)
    {
        api.MapPost("/people/{id}/move", (string id, PersonMoveInput move, OfficeActs acts, HttpContext context) =>
            acts.OnPersonAsync(context, id, "move", new RightsRequest.PersonMove(id, move.Home, move.Kind)))
            .WithName("movePerson").WithSummary("Lives in another home from now on, admitted at its doors").Changes()
            .For(Roles.Desk);
        api.MapPost("/people/{id}/block", (string id, OfficeActs acts, HttpContext context) =>
            acts.OnPersonAsync(context, id, "block", new RightsRequest.PersonBlocking(id, true)))
            .WithName("blockPerson").WithSummary("Nothing of the person's opens a door").Changes().For(Roles.Desk);
        api.MapPost("/people/{id}/unblock", (string id, OfficeActs acts, HttpContext context) =>
            acts.OnPersonAsync(context, id, "unblock", new RightsRequest.PersonBlocking(id, false)))
            .WithName("unblockPerson").WithSummary("Takes the person off the block list").Changes().For(Roles.Desk);
        api.MapPost("/people/{id}/end", (string id, EndInput end, OfficeActs acts, HttpContext context) =>
            acts.OnPersonAsync(context, id, "end", new RightsRequest.RightsChange(id, null, null, null, null, end.At, null)))
            .WithName("endPerson").WithSummary("The person's right ends then; nothing is erased").Changes().For(Roles.Desk);
        api.MapPut("/people/{id}/pin", (string id, PinInput pin, OfficeActs acts, HttpContext context) =>
            acts.OnPersonAsync(context, id, "pin", new RightsRequest.PinChange(id, pin.Pin, pin.Duress)))
            .WithName("setPin").WithSummary("Sets the person's PIN").Changes().For(Roles.Desk);
        api.MapDelete("/people/{id}/pin", (string id, OfficeActs acts, HttpContext context, bool duress = false) =>
            acts.OnPersonAsync(context, id, "pin-clear", new RightsRequest.PinChange(id, null, duress)))
            .WithName("clearPin").WithSummary("Takes the PIN away").Changes().For(Roles.Desk);
        api.MapDelete("/people/{id}/face", (string id, OfficeActs acts, HttpContext context) =>
            acts.OnPersonAsync(context, id, "face-clear", new RightsRequest.FacesClearing(id)))
            .WithName("clearFace").WithSummary("Consent to face recognition is withdrawn: templates and photos go").Changes()
            .For(Roles.Desk);
        api.MapDelete("/people/{id}/photos", (string id, OfficeActs acts, HttpContext context) =>
            acts.OnPersonAsync(context, id, "photos-clear", new RightsRequest.PhotosClearing(id)))
            .WithName("clearPhotos").WithSummary("The agreement to keep the photos is withdrawn").Changes().For(Roles.Desk);
        api.MapPost("/people/{id}/cards", (string id, CardInput given, OfficeActs acts, HttpContext context) =>
            CardPrint.Read(given.Card) is { } print ? acts.OnPersonAsync(context, id, "card-give", new RightsRequest.CardGift(id,
                print.Card.Number, print.Card.Format)) : Task.FromResult(acts.NoCard(given.Card)))
            .WithName("giveCard").WithSummary("The person gets another card").Changes().For(Roles.Desk);
        api.MapCards();
    }

    private static void MapCards(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cards/{card}", CardEndpoint.Show).WithName("getCard").WithSummary("Who holds a card, as it is printed")
            .Shows<CardRecord>().ProducesProblem(StatusCodes.Status422UnprocessableEntity).For(Roles.Desk);
        api.MapDelete("/cards/{card}", (string card, OfficeActs acts, HttpContext context) => acts.OnCardAsync(context, card, "card-take",
            print => new RightsRequest.CardWithdrawal(print.Card.Number, print.Card.Format, print.Or)))
            .WithName("takeCard").WithSummary("The card is given back").Changes().For(Roles.Desk);

        // A guard takes a report of a lost card at night. To open it again is the office's.
        api.MapPost("/cards/{card}/lost", (string card, OfficeActs acts, HttpContext context) => acts.OnCardAsync(context, card,
            "card-lost", print => new RightsRequest.CardReport(print.Card.Number, print.Card.Format, true, print.Or)))
            .WithName("loseCard").WithSummary("The card opens nothing from now on").Changes().For(Roles.Staff);
        api.MapPost("/cards/{card}/found", (string card, OfficeActs acts, HttpContext context) => acts.OnCardAsync(context, card,
            "card-found", print => new RightsRequest.CardReport(print.Card.Number, print.Card.Format, false, print.Or)))
            .WithName("findCard").WithSummary("The card opens again").Changes().For(Roles.Desk);
    }
}
