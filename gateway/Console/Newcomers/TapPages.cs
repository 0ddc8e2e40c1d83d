using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Newcomers;

/// <summary>How far a card is that somebody is to tap.</summary>
/// <param name="Readers">To choose from, with what they are called.</param>
/// <param name="Tap">Null before the waiting began.</param>
/// <param name="SecondsLeft">Zero once nobody waits any more.</param>
/// <param name="Card">As an act names it; null where none was read.</param>
/// <param name="Held">What there is to say of a card that somebody has already.</param>
internal sealed record TapModel(string Id, string Name, IReadOnlyList<(string Id, string Name)> Readers, CardTap? Tap, int SecondsLeft,
    string? Card, string? Held, string Seen)
{
    public bool IsOver => Tap is { IsOpen: false } && Card is null;
}

/// <summary>A card by tapping it at a reader. The page comes again by itself every second while it waits, with or without a
/// script.</summary>
internal static class TapPages
{
    public static void MapTaps(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/people/{id}/tap", Show).For(Roles.Desk);
        pages.MapPost("/people/{id}/tap", (string id, HttpContext context, [FromForm] IFormCollection form, CardTaps taps, SiteFile site,
            ResidentDirectory residents, PageAnswers answers) =>
        {
            var reader = form.Text("reader");
            if (residents.WithId(new PersonId(id)) is null || ReadersOf(site).All(one => one.Id != reader))
            {
                return Results.NotFound();
            }

            return taps.Begin(reader, context.Caller().Name) is { } tap ? PageAnswers.Go($"/people/{id}/tap?wait={tap.Id}")
                : answers.Go($"/people/{id}/tap", context, ResidentTexts.TapTaken(taps.WaitingAt(reader) ?? reader), isBad: true);
        }).For(Roles.Desk);
    }

    private static IResult Show(string id, HttpContext context, CardTaps taps, SiteFile site, ResidentDirectory residents,
        PeopleLookup lookup, OfficeRecords records, PageAnswers answers, TimeProvider time, string? wait = null)
    {
        if (residents.WithId(new PersonId(id)) is not { } person)
        {
            return Results.NotFound();
        }

        var by = context.Caller().Name;
        var tap = wait is null ? null : taps.Find(wait, by);
        var left = tap is { IsOpen: true } ? (int)Math.Ceiling((tap.Until - time.GetUtcNow()).TotalSeconds) : 0;
        return answers.Show<TapPage>(context, new TapModel(id, person.Name, ReadersOf(site), tap, Math.Max(0, left),
            tap?.Read is { } read ? CardTaps.Print(read) : null, tap?.Held is { } held ? Holder(held) : null,
            records.Person(id)?.Tag ?? ""));

        string? Holder(CardRead card) => lookup.Find(new PeopleRequest.Card(by, card.Card.Value, card.Format, [])).Card is { } found
            ? ResidentTexts.TapHeld(CardTaps.Print(card), $"{found.Person.Name} {found.Person.Home}".Trim())
                .In(answers.LanguageOf(context)) : null;
    }

    /// <summary>With the doors that they are at.</summary>
    private static IReadOnlyList<(string Id, string Name)> ReadersOf(SiteFile site) => [.. CardTaps.ReadersOf(site).Select(reader =>
        (reader, string.Join(" · ", site.Doors.Where(door => door.Readers.Concat(door.ExitReaders).Contains(reader,
            StringComparer.Ordinal)).Select(door => door.Name).Prepend(reader))))];
}
