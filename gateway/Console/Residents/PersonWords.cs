using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Residents;

/// <summary>Whether somebody may pass: a word, a shape and a colour that say the same.</summary>
public sealed record StateMark(string Word, string Icon, string Tone);

/// <summary>A person in a list.</summary>
/// <param name="Said">What else there is to say, a matter each.</param>
public sealed record PersonRow(string Id, string Name, string? Home, StateMark State, IReadOnlyList<string> Said);

/// <summary>People in words, in the language of whoever looks.</summary>
internal sealed class PersonWords(SiteFile site, Language language, DateTimeOffset now)
{
    public string Say(Wording words) => words.In(language);

    public PersonRow RowOf(PersonLine line) => new(line.Id, line.Name, line.Home, StateOf(line),
    [
        .. new[]
        {
            line.Home is null ? Say(ResidentTexts.NoHome) : null,
            line.Kind is { } kind ? Say(PersonDescription.Of(kind)) : null,
            line.Phone,
            line.Cards > 0 ? Say(ResidentTexts.CardCount(line.Cards)) : null,
            line.Face ? Say(ResidentTexts.Face) : null,
        }.OfType<string>(),
    ]);

    public StateMark StateOf(PersonLine line) =>
        line.Blocked ? new StateMark(Say(ResidentTexts.Blocked), "x-lg", "bad")
        : line.ValidTo is { } to && to <= now ? new StateMark(Say(ResidentTexts.Ended(site.Written(to))), "clock-history", "unknown")
        : line.ValidFrom is { } from && from > now ? new StateMark(Say(ResidentTexts.NotYet(site.Written(from))), "calendar3", "busy")
        : new StateMark(Say(ResidentTexts.Valid), "check-lg", "good");

    public string SexOf(Sex? sex) => Say(sex switch
    {
        Sex.Female => OfficeTexts.Female,
        Sex.Male => OfficeTexts.Male,
        _ => ResidentTexts.NotSaid,
    });

    /// <summary>Whole years on the site's day.</summary>
    public static int AgeOn(DateOnly born, DateOnly today) => today.Year - born.Year - (today < born.AddYears(today.Year - born.Year) ? 1
        : 0);

    /// <summary>The kinds to choose from, with their words.</summary>
    public static IReadOnlyList<(PersonKind Kind, Wording Words)> Kinds { get; } =
        [.. Enum.GetValues<PersonKind>().Select(kind => (kind, PersonDescription.Of(kind)))];
}
