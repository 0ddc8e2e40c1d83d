using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Homes;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Residents;

/// <summary>Does what the forms of a person's page order, and shows what became of it; what was refused stands there again as it was
/// typed, with why.</summary>
internal sealed class PersonActs(OfficeActs office, PersonModels models, PageAnswers answers, Receipts receipts)
{
    public async Task<IResult> DoAsync(HttpContext context, string id, IFormCollection form, string act, string word,
        RightsRequest request)
    {
        context.Carry(form);
        var outcome = FormActs.Read(await office.OnPersonAsync(context, id, word, request), answers.LanguageOf(context));
        return outcome.IsDone ? answers.Go($"/people/{id}", context, Wording.Same(outcome.Said))
            : Again(context, id, TypedForm.Of(act, form, outcome.Problems), outcome.Status);
    }

    public Task<IResult> GiveCardAsync(HttpContext context, string id, IFormCollection form) =>
        CardPrint.Read(form.Text("card")) is { } print
            ? DoAsync(context, id, form, "cards", "card-give", new RightsRequest.CardGift(id, print.Card.Number, print.Card.Format))
            : Task.FromResult(Again(context, id, TypedForm.Of("cards", form, [RecordTexts.NoCard(form.Text("card"))
                .In(answers.LanguageOf(context))])));

    /// <summary>From the holder's page, or from that of the card.</summary>
    public async Task<IResult> OnCardAsync(HttpContext context, IFormCollection form, string word, Func<CardPrint, RightsRequest> request)
    {
        context.Carry(form);
        var card = form.Text("card");
        var back = form.Said("person") is { } person ? $"/people/{Uri.EscapeDataString(person)}"
            : $"/cards?card={Uri.EscapeDataString(card)}";
        var outcome = FormActs.Read(await office.OnCardAsync(context, card, word, request), answers.LanguageOf(context));
        return answers.Go(back, context, Wording.Same(outcome.IsDone ? outcome.Said : string.Join(' ', outcome.Problems)),
            isBad: !outcome.IsDone);
    }

    /// <summary>What is said to be erased is what was there when it was: the record is the one that was looked at, or nothing is
    /// done.</summary>
    public async Task<IResult> EraseAsync(HttpContext context, string id, IFormCollection form)
    {
        var language = answers.LanguageOf(context);
        if (models.Find(context.Caller().Name, id, language) is not { } before)
        {
            return Results.NotFound();
        }

        context.Carry(form);
        var outcome = FormActs.Read(await office.OnPersonAsync(context, id, "remove", new RightsRequest.PersonRemoval(id)), language);
        return outcome.IsDone ? PageAnswers.Go(receipts.Add(context.Caller(), outcome.Said, [HouseholdTexts.MoveOutLine(before.Name,
                before.File.Cards.Count, before.File.Templates, before.File.Photos)]))
            : Again(context, id, TypedForm.Of("erase", form, outcome.Problems), outcome.Status);
    }

    public IResult Again(HttpContext context, string id, TypedForm typed, int status = StatusCodes.Status422UnprocessableEntity) =>
        models.Find(context.Caller().Name, id, answers.LanguageOf(context), typed) is { } model
            ? answers.Show<PersonPage>(context, model, status) : Results.NotFound();
}
