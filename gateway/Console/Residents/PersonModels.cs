using System.Globalization;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Newcomers;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Residents;

/// <summary>Puts together what a person's page shows; who looks is on record before.</summary>
internal sealed class PersonModels(SiteFile site, ResidentDirectory residents, PeopleLookup lookup, EventLookup events,
    OfficeRecords records, TimeProvider time)
{
    private const int MostPassages = 12;
    private const string Passages = "passage";

    /// <returns>Null where there is no such person.</returns>
    public PersonModel? Find(string by, string id, Language language, TypedForm? typed = null)
    {
        if (residents.WithId(new PersonId(id)) is not { } person
            || lookup.Find(new PeopleRequest.Show(by, id)).Person is not { } file)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var words = new PersonWords(site, language, now);
        return new PersonModel(file, words.StateOf(file.Line), records.State(PersonRecord.Of(file)).Tag, Facts(file, words, now),
            [.. (file.Doors ?? [words.Say(ResidentTexts.AllDoors)]).DefaultIfEmpty(words.Say(ResidentTexts.NoDoors))],
            [.. site.Doors.Select(door => new DoorChoice(door.Id, door.Name, file.MoreDoors.Contains(door.Id) ? "more"
                : file.NotDoors.Contains(door.Id) ? "not" : ""))],
            [.. site.Schedules.Select(schedule => schedule.Id)],
            [.. file.Cards.Select(Row)], [.. Consents(person).Select(words.Say)], NoticeOf(person),
            PassagesOf(by, id), (person.PinDigest ?? person.DuressPinDigest) is not null,
            site.DayOf(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), FaceCamera.Of(site), typed);
    }

    /// <summary>The notice in force, and whether somebody agreed to it.</summary>
    public NoticeShown NoticeOf(Resident? person)
    {
        var notice = Notice.InForce(site);
        return new NoticeShown(notice.Version, notice.Digest, notice.Text, person?.Consent is not { } consent ? null
            : (consent.NoticeDigest ?? notice.Digest) == notice.Digest && consent.NoticeVersion == notice.Version);
    }

    private CardRow Row(CardLine card)
    {
        var print = card.Format is { } format ? $"{format}:{card.Number}" : card.Number;
        return new CardRow(print, card.Format is null ? card.Number : $"{card.Number} ({card.Format})", card.Lost,
            CardPrint.Read(print) is { } read ? records.Card(read)?.Tag ?? "" : "");
    }

    private IReadOnlyList<PassageLine> PassagesOf(string by, string id) => [.. events.Find(new EventsRequest(by, null, null, null, id,
        Passages, null, null, MostPassages)).Events.Select(one => new PassageLine(site.Written(one.At), one.Text ?? one.Type))];

    private IReadOnlyList<Fact> Facts(PersonFile file, PersonWords words, DateTimeOffset now)
    {
        (Wording What, string? Said, string? Link)[] all =
        [
            (ResidentTexts.Home, file.Line.Home, file.Household is { } household ? $"/households/{household}" : null),
            (ResidentTexts.Kind, file.Line.Kind is { } kind ? words.Say(PersonDescription.Of(kind)) : null, null),
            (ResidentTexts.Phone, file.Phone, file.Phone is { } phone ? $"tel:{phone}" : null),
            (ResidentTexts.Born, file.BirthDate is { } born ? words.Say(ResidentTexts.BornWith(
                born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), PersonWords.AgeOn(born, site.DayOf(now)))) : null, null),
            (ResidentTexts.Sex, file.Sex is { } sex ? words.SexOf(sex) : null, null),
            (ResidentTexts.Plates, string.Join(' ', file.Vehicles.Select(vehicle => vehicle.Plate)), null),
            (ResidentTexts.ValidFrom, file.Line.ValidFrom is { } from ? site.Written(from) : null, null),
            (ResidentTexts.ValidTo, file.Line.ValidTo is { } to ? site.Written(to) : null, null),
            (ResidentTexts.Schedule, file.Schedule, null),
            (ResidentTexts.Groups, string.Join(' ', file.Groups), null),
            (ResidentTexts.Uses, file.MostUses?.ToString(CultureInfo.InvariantCulture), null),
            (ResidentTexts.Notes, file.Notes, null),
        ];
        return
        [
            .. all.Where(fact => fact.Said is { Length: > 0 }).Select(fact => new Fact(words.Say(fact.What), fact.Said!, fact.Link)),
            .. file.LivesAlone ? [new Fact(words.Say(OfficeTexts.Special), words.Say(OfficeTexts.LivesAlone))] : Array.Empty<Fact>(),
            .. file.NeedsLonger ? [new Fact(words.Say(OfficeTexts.Special), words.Say(OfficeTexts.NeedsLonger))] : Array.Empty<Fact>(),
            .. file.Line.FromHub ? [new Fact(words.Say(OfficeTexts.Special), words.Say(ResidentTexts.FromHub))] : Array.Empty<Fact>(),
        ];
    }

    private IEnumerable<Wording> Consents(Resident person)
    {
        if (person.Consent is { } consent)
        {
            yield return ResidentTexts.Consented(site.Written(consent.GivenAt), consent.NoticeVersion, consent.Witness);
            if (consent.Guardian is { } guardian)
            {
                yield return ResidentTexts.ByGuardian(guardian);
            }
        }

        if (person.PhotoConsent is { } kept)
        {
            yield return ResidentTexts.PhotosConsented(site.Written(kept.GivenAt), kept.Witness);
        }

        if (person.QrCodes.Count > 0)
        {
            yield return ResidentTexts.QrCodes(person.QrCodes.Count);
        }
    }
}
