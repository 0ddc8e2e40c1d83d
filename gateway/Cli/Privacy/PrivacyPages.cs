using System.Globalization;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Privacy;

/// <summary>The facts of an impact assessment and the register of cameras, as pages in the site's language.</summary>
internal sealed class PrivacyPages(SiteFile site)
{
    public byte[] Impact(ImpactFacts facts)
    {
        var counts = facts.Counts;
        return new PrintedPage(site, Say(PrivacyTexts.ImpactTitle))
            .Paragraph(Say(PrivacyTexts.ImpactDuty(facts.Gateway, facts.Software, site.Written(counts.At))))
            .Table(null, Rows(
            [
                (PrivacyTexts.ImpactHandler, facts.Handler ?? Say(PrivacyTexts.ImpactNotSaid)),
                (PrivacyTexts.ImpactContact, facts.Contact ?? Say(PrivacyTexts.ImpactNotSaid)),
                (PrivacyTexts.ImpactNotice, $"{facts.NoticeVersion} ({facts.NoticeDigest})"),
            ]))
            .Heading(Say(PrivacyTexts.ImpactPeople)).Table(null, Rows(People(counts)))
            .Heading(Say(PrivacyTexts.ImpactDoors)).Table(null, facts.Doors.Select(door => (string[])[door.Name, Say(WatchFormatter.Format(
                door.Ring)), Listed(door.WithoutFace.Select(NameOf))]))
            .Heading(Say(PrivacyTexts.RegisterCameras)).Table(RegisterHead, facts.Cameras.Select(Row))
            .Heading(Say(PrivacyTexts.ImpactRetention)).Table(null, Rows(Retention(facts.RetentionDays)))
            .Paragraph(Say(PrivacyTexts.ImpactNotKept))
            .Heading(Say(PrivacyTexts.ImpactRecipients)).Table(null, Rows(Recipients(facts.Recipients)))
            .Heading(Say(PrivacyTexts.ImpactSecurity)).Table(null, Rows(
            [
                (PrivacyTexts.ImpactTls, Say(facts.Recipients.IsEncrypted ? PrivacyTexts.ImpactYes : PrivacyTexts.ImpactNo)),
                (PrivacyTexts.ImpactKeys, string.Join(", ", counts.Keys)),
                (PrivacyTexts.ImpactMode, counts.FolderMode),
                (PrivacyTexts.ImpactSealed, counts.RecoveryKey ?? Say(PrivacyTexts.ImpactNoSealed)),
                (PrivacyTexts.ImpactBackups, Number(counts.Backups)),
            ]))
            .Paragraph(Say(PrivacyTexts.ImpactDisk))
            .ToBytes();
    }

    public byte[] Cameras(IReadOnlyList<CameraFacts> cameras)
    {
        var (handler, contact) = (Said(site.Privacy.Handler), Said(site.Privacy.Contact));
        return new PrintedPage(site, Say(PrivacyTexts.RegisterTitle))
            .Paragraph($"{site.District}/{site.Compound}/{site.Gateway}", handler, contact)
            .Table(RegisterHead, cameras.Select(Row))
            .Heading(Say(PrivacyTexts.RegisterSign))
            .Table(null, cameras.Select(camera => (string[])[camera.Id, Say(camera.MatchesFaces ? PrivacyTexts.RegisterSignFaces(handler,
                contact) : PrivacyTexts.RegisterSignPlain(handler, contact))]))
            .ToBytes();
    }

    private IEnumerable<string> RegisterHead =>
    [
        .. new[]
        {
            PrivacyTexts.RegisterId, PrivacyTexts.RegisterPlace, PrivacyTexts.RegisterRing, PrivacyTexts.RegisterPurpose,
            PrivacyTexts.RegisterFaces, PrivacyTexts.RegisterRetention,
        }.Select(Say),
    ];

    private IEnumerable<string> Row(CameraFacts camera) =>
    [
        camera.Id, camera.Doors.Count > 0 ? string.Join(", ", camera.Doors) : Say(WatchFormatter.Format(camera.Ring)),
        Say(WatchFormatter.Format(camera.Ring)),
        Listed(new[]
        {
            camera.MatchesFaces ? PrivacyTexts.RegisterPassage : PrivacyTexts.RegisterPeople,
            camera.ReadsQrCodes ? PrivacyTexts.RegisterQr : null,
            camera.Lines > 0 ? PrivacyTexts.RegisterLines(camera.Lines) : null,
            camera.Zones > 0 ? PrivacyTexts.RegisterZones(camera.Zones) : null,
        }.OfType<Wording>()),
        Say(camera.MatchesFaces ? PrivacyTexts.ImpactYes : PrivacyTexts.ImpactNo),
        Say(camera.StillsMayBeSent ? PrivacyTexts.RegisterSent : PrivacyTexts.RegisterNone),
    ];

    private static IEnumerable<(Wording What, string Value)> People(PrivacyCounts counts) =>
    [
        (PrivacyTexts.ImpactAll, Number(counts.People)),
        .. counts.Kinds.Select(kind => (Enum.TryParse<PersonKind>(kind.Key, ignoreCase: true, out var known) ? PersonDescription.Of(known)
            : PrivacyTexts.ImpactUnknownKind, Number(kind.Value))),
        (PrivacyTexts.ImpactFaces, Number(counts.Faces)),
        .. counts.Consents.Select(one => (PrivacyTexts.ImpactConsents(one.Key), Number(one.Value))),
        (PrivacyTexts.ImpactMinors, $"{Number(counts.Minors)}, {Number(counts.MinorsWithFace)}"),
        (PrivacyTexts.ImpactUnknownAge, Number(counts.FacesWithoutBirthDate)),
        (PrivacyTexts.ImpactPhotos, Number(counts.KeptPhotos)),
        (PrivacyTexts.ImpactPhones, Number(counts.Phones)),
        (PrivacyTexts.ImpactBirthDates, Number(counts.BirthDates)),
        (PrivacyTexts.ImpactCards, Number(counts.Cards)),
        (PrivacyTexts.ImpactPins, Number(counts.Pins)),
        (PrivacyTexts.ImpactVehicles, Number(counts.Vehicles)),
        (PrivacyTexts.ImpactHouseholds, Number(counts.Households)),
        (PrivacyTexts.ImpactVisits, Number(counts.Visits)),
        (PrivacyTexts.ImpactNotes, Number(counts.Notes)),
        (PrivacyTexts.ImpactAlone, Number(counts.LivesAlone)),
    ];

    private IEnumerable<(Wording What, string Value)> Retention(RetentionFacts days) =>
    [
        .. new[]
        {
            (PrivacyTexts.ImpactAfterRight, days.AfterRightEnded), (PrivacyTexts.ImpactPassages, days.Passages),
            (PrivacyTexts.ImpactAlarms, days.Alarms), (PrivacyTexts.ImpactChanges, days.Changes), (PrivacyTexts.ImpactHealth, days.Health),
            (PrivacyTexts.ImpactSearch, days.Searchable),
        }.Select(one => (one.Item1, Say(PrivacyTexts.ImpactDays(one.Item2)))),
        (PrivacyTexts.ImpactBackups, Number(days.BackupsOfEachKind)),
    ];

    private IEnumerable<(Wording What, string Value)> Recipients(RecipientFacts to) =>
    [
        (PrivacyTexts.ImpactHub, to.Hub ?? Say(PrivacyTexts.ImpactNoHub)),
        (PrivacyTexts.ImpactStills, to.StillsBasis ?? Say(PrivacyTexts.ImpactNoStills)),
        .. to.Outside.Select(one => (PrivacyTexts.ImpactOutside(one.Target, OutsideWords.Kind(one.Kind)),
            one.NamesBasis ?? Say(PrivacyTexts.ImpactNobody))),
        .. to.Orders.Select(one => (PrivacyTexts.ImpactOrders(Wording.Same(one.Key)), string.Join(", ", one.Value))),
    ];

    private IEnumerable<IEnumerable<string>> Rows(IEnumerable<(Wording What, string Value)> rows) =>
        rows.Select(row => (string[])[Say(row.What), row.Value]);

    private static Wording NameOf(PassageMethod method) => method switch
    {
        PassageMethod.Card => MethodTexts.Card,
        PassageMethod.QrCode => MethodTexts.QrCode,
        PassageMethod.Pin => MethodTexts.Pin,
        _ => MethodTexts.Face,
    };

    private string Listed(IEnumerable<Wording> words) => Say(Wording.Join(ListTexts.Comma, words));

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private string Said(string text) => text.Length > 0 ? text : Say(PrivacyTexts.ImpactNotSaid);

    private string Say(Wording words) => Spoken.In(site, words);
}
