using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Residents;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Homes;

/// <summary>Shows a household and does what the forms of its page order.</summary>
internal sealed class HouseholdActs(OfficeActs office, OfficeRecords records, PeopleLookup lookup, PeopleView view,
    ResidentDirectory residents, PageAnswers answers, Receipts receipts, SiteFile site, TimeProvider time)
{
    public async Task<IResult> DoAsync(HttpContext context, string id, IFormCollection form, string act, string word,
        RightsRequest request)
    {
        context.Carry(form);
        var outcome = FormActs.Read(await office.OnHouseholdAsync(context, id, word, request), answers.LanguageOf(context));
        return outcome.IsDone ? answers.Go($"/households/{id}", context, Wording.Same(outcome.Said))
            : Show(context, id, TypedForm.Of(act, form, outcome.Problems), outcome.Status);
    }

    /// <summary>At once, with a receipt; or at the end of a day.</summary>
    public async Task<IResult> EndAsync(HttpContext context, string id, IFormCollection form)
    {
        if (form.NoDay("day") is { } problem)
        {
            return Show(context, id, TypedForm.Of("end", form, [problem.In(answers.LanguageOf(context))]),
                StatusCodes.Status422UnprocessableEntity);
        }

        if (form.Day("day") is { } day)
        {
            return await DoAsync(context, id, form, "end", "household-end", new RightsRequest.HouseholdEnd(id,
                site.StartOf(day.AddDays(1))));
        }

        Wording[] erased = [.. Erased(id)];
        context.Carry(form);
        var outcome = FormActs.Read(await office.OnHouseholdAsync(context, id, "household-end", new RightsRequest.HouseholdEnd(id)),
            answers.LanguageOf(context));
        return outcome.IsDone ? PageAnswers.Go(receipts.Add(context.Caller(), outcome.Said, erased))
            : Show(context, id, TypedForm.Of("end", form, outcome.Problems), outcome.Status);
    }

    public IResult Show(HttpContext context, string id, TypedForm? typed, int status = StatusCodes.Status200OK)
    {
        if (records.Household(id) is not { } state
            || lookup.Find(new PeopleRequest.Households(context.Caller().Name, id)).Households is not [var found])
        {
            return Results.NotFound();
        }

        var (language, now) = (answers.LanguageOf(context), time.GetUtcNow());
        var words = new PersonWords(site, language, now);
        return answers.Show<HouseholdPage>(context, new HouseholdModel(found.Id, found.Home ?? words.Say(ResidentTexts.NoHome),
            found.Notes, found.EndsAt is { } at ? words.Say(HouseholdTexts.Ends(site.Written(at))) : null,
            [.. Members(id).Select(person => words.RowOf(view.Line(person)))],
            found.Doors is null ? words.Say(ResidentTexts.AllDoors) : Wording.Join(ListTexts.Comma, found.Doors).In(language),
            string.Join(' ', found.Vehicles.Select(vehicle => vehicle.Plate)), [.. Erased(id).Select(words.Say)], state.Tag,
            typed), status);
    }

    private IEnumerable<Resident> Members(string id) => residents.MembersOf(new HouseholdId(id))
        .OrderBy(person => Pinyin.Key(person.Name), StringComparer.Ordinal).ThenBy(person => person.Id.Value, StringComparer.Ordinal);

    private IEnumerable<Wording> Erased(string id)
    {
        foreach (var file in Members(id).Select(view.File))
        {
            yield return HouseholdTexts.MoveOutLine(file.Line.Name, file.Cards.Count, file.Templates, file.Photos);
        }

        if (residents.WithId(new HouseholdId(id)) is { Vehicles.Count: > 0 } household)
        {
            yield return HouseholdTexts.MoveOutVehicles(string.Join(' ', household.Vehicles.Select(vehicle => vehicle.Plate)));
        }
    }
}
