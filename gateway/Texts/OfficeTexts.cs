using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>People and households as the office's lists have them.</summary>
internal static class OfficeTexts
{
    public static Wording Cards(long count) => Words("office.cards", ("count", count));
    public static Wording Face => Words("office.face");
    public static Wording From(string at) => Words("office.from", ("at", at));
    public static Wording To(string at) => Words("office.to", ("at", at));
    public static Wording FromHub => Words("office.fromHub");
    public static Wording MovesOut(string at) => Words("office.movesOut", ("at", at));
    public static Wording Admitted => Words("office.admitted");
    public static Wording Phone => Words("office.phone");
    public static Wording Sex => Words("office.sex");
    public static Wording Female => Words("office.female");
    public static Wording Male => Words("office.male");
    public static Wording Born => Words("office.born");
    public static Wording CardsHeld => Words("office.cardsHeld");
    public static Wording Lost => Words("office.lost");
    public static Wording Vehicles => Words("office.vehicles");
    public static Wording Schedule => Words("office.schedule");
    public static Wording Groups => Words("office.groups");
    public static Wording Uses => Words("office.uses");
    public static Wording Faces => Words("office.faces");
    public static Wording FacesSince(long templates, long photos, string notice, string at) => Words("office.facesSince",
        ("templates", templates), ("photos", photos), ("notice", notice), ("at", at));
    public static Wording Special => Words("office.special");
    public static Wording Pin => Words("office.pin");
    public static Wording NeedsLonger => Words("office.needsLonger");
    public static Wording LivesAlone => Words("office.livesAlone");
    public static Wording Notes => Words("office.notes");
    public static Wording Entry(Wording what, string said) => Words("office.entry", ("what", what), ("said", said));
    public static Wording Owner => Words("office.owner");
    public static Wording Tenant => Words("office.tenant");
    public static Wording Family => Words("office.family");
    public static Wording Staff => Words("office.staff");
    public static Wording Helper => Words("office.helper");
    public static Wording Visitor => Words("office.visitor");
    public static Wording Visits(string host) => Words("office.visits", ("host", host));
    public static Wording Used(long used, long most) => Words("office.used", ("used", used), ("most", most));
    public static Wording MayUse(long most) => Words("office.mayUse", ("most", most));
    public static Wording Cancelled => Words("office.cancelled");
    public static Wording VisitorPass => Words("office.visitorPass");

    public static Wording VisitorDoors(Wording doors, long uses, long hours) =>
        Words("office.visitorDoors", ("doors", doors), ("uses", uses), ("hours", hours));
}

/// <summary>What of a person a change is about.</summary>
internal static class PartTexts
{
    public static Wording Groups => Words("part.groups");
    public static Wording Pin => Words("part.pin");
    public static Wording DuressPin => Words("part.duressPin");
    public static Wording Household => Words("part.household");
    public static Wording Name => Words("part.name");
    public static Wording Kind => Words("part.kind");
    public static Wording Sex => Words("part.sex");
    public static Wording BirthDate => Words("part.birthDate");
    public static Wording Phone => Words("part.phone");
    public static Wording Notes => Words("part.notes");
    public static Wording LivesAlone => Words("part.livesAlone");
    public static Wording Care => Words("part.care");
    public static Wording Vehicles => Words("part.vehicles");
}

/// <summary>Care that people agreed to, and quiet notices.</summary>
internal static class CareTexts
{
    public static Wording WitnessNeeded => Words("care.witnessNeeded");
    public static Wording OneOfBoth => Words("care.oneOfBoth");
    public static Wording NoChild(long years) => Words("care.noChild", ("years", years));
    public static Wording GuardianNeeded => Words("care.guardianNeeded");
    public static Wording NotAgreed(string name) => Words("care.notAgreed", ("name", name));
    public static Wording AgreeAnew => Words("care.agreeAnew");
    public static Wording GuardianDecides => Words("care.guardianDecides");

    public static Wording OtherNotice(string version, string digest) =>
        Words("care.otherNotice", ("version", version), ("digest", digest));

    public static Wording NoEvening(string time) => Words("care.noEvening", ("time", time));
    public static Wording HoursBetween(long most) => Words("care.hoursBetween", ("most", most));
    public static Wording DayEndsBeforeItBegins => Words("care.dayEndsBeforeItBegins");
    public static Wording NoCarer(string text) => Words("care.noCarer", ("text", text));
    public static Wording TooManyCarers(long most) => Words("care.tooManyCarers", ("most", most));
    public static Wording AwayDays(long days, long times) => Words("care.awayDays", ("days", days), ("times", times));
    public static Wording NoTime(string text) => Words("care.noTime", ("text", text));
    public static Wording NoDay(string text) => Words("care.noDay", ("text", text));
    public static Wording Agreed(string version, string digest) => Words("care.agreed", ("version", version), ("digest", digest));
    public static Wording NobodyReadsOut => Words("care.nobodyReadsOut");
    public static Wording Changed => Words("care.changed");
    public static Wording Withdrawn => Words("care.withdrawn");

    public static Wording Away(Wording people, string from, string to) =>
        Words("care.away", ("people", people), ("from", from), ("to", to));

    public static Wording NotAway(Wording people) => Words("care.notAway", ("people", people));
    public static Wording AgreedEvent(string person, string version) => Words("care.agreedEvent", ("person", person), ("version", version));

    public static Wording GuardianAgreedEvent(string person, string version) =>
        Words("care.guardianAgreedEvent", ("person", person), ("version", version));

    public static Wording WithdrawnEvent(string person) => Words("care.withdrawnEvent", ("person", person));

    public static Wording Absent(string person, string since, Wording unseen) =>
        Words("care.absent", ("person", person), ("since", since), ("unseen", unseen));

    public static Wording OutLate(string person, string door, string since, Wording unseen) =>
        Words("care.outLate", ("person", person), ("door", door), ("since", since), ("unseen", unseen));

    public static Wording HomeLate(string person, string door, string at) =>
        Words("care.homeLate", ("person", person), ("door", door), ("at", at));

    public static Wording FirstDay(string person, string door) => Words("care.firstDay", ("person", person), ("door", door));
    public static Wording RightEnded(string person, string door) => Words("care.rightEnded", ("person", person), ("door", door));
    public static Wording Unseen(long hours, long minutes) => Words("care.unseen", ("hours", hours), ("minutes", minutes));

    public static Wording SeenTo(string person, Wording kind, string who) =>
        Words("care.seenTo", ("person", person), ("kind", kind), ("who", who));

    public static Wording KindAbsent => Words("care.kindAbsent");
    public static Wording KindOutLate => Words("care.kindOutLate");
    public static Wording KindHomeLate => Words("care.kindHomeLate");
    public static Wording KindFirstDay => Words("care.kindFirstDay");
    public static Wording KindRightEnded => Words("care.kindRightEnded");
    public static Wording Tell(Wording carers) => Words("care.tell", ("carers", carers));
    public static Wording Notices => Words("care.notices");
    public static Wording Notice => Words("care.notice");
    public static Wording Care => Words("care.care");

    public static Wording AloneHours(long hours, string from, string to, Wording inAll) =>
        Words("care.aloneHours", ("hours", hours), ("from", from), ("to", to), ("inAll", inAll));

    public static Wording InAll(long hours) => Words("care.inAll", ("hours", hours));
    public static Wording Evening(string by, string beforeDayOff) => Words("care.evening", ("by", by), ("beforeDayOff", beforeDayOff));
    public static Wording AwayFrom(string from, string to) => Words("care.awayFrom", ("from", from), ("to", to));

    public static Wording ByConsent(string version, string at, string witness) =>
        Words("care.byConsent", ("version", version), ("at", at), ("witness", witness));

    public static Wording OfGuardian(string guardian) => Words("care.ofGuardian", ("guardian", guardian));
    public static Wording NoNotice => Words("care.noNotice");
    public static Wording NoticesSeenTo(string notices) => Words("care.noticesSeenTo", ("notices", notices));
    public static Wording OnlyRunning => Words("care.onlyRunning");
}

/// <summary>The facts of an impact assessment and the register of cameras.</summary>
internal static class PrivacyTexts
{
    public static Wording ImpactTitle => Words("privacy.impactTitle");
    public static Wording ImpactDuty(string gateway, string software, string at) =>
        Words("privacy.impactDuty", ("gateway", gateway), ("software", software), ("at", at));
    public static Wording ImpactHandler => Words("privacy.impactHandler");
    public static Wording ImpactContact => Words("privacy.impactContact");
    public static Wording ImpactNotice => Words("privacy.impactNotice");
    public static Wording ImpactNotSaid => Words("privacy.impactNotSaid");
    public static Wording ImpactDoors => Words("privacy.impactDoors");
    public static Wording ImpactPeople => Words("privacy.impactPeople");
    public static Wording ImpactAll => Words("privacy.impactAll");
    public static Wording ImpactUnknownKind => Words("privacy.impactUnknownKind");
    public static Wording ImpactMinors => Words("privacy.impactMinors");
    public static Wording ImpactUnknownAge => Words("privacy.impactUnknownAge");
    public static Wording ImpactFaces => Words("privacy.impactFaces");
    public static Wording ImpactConsents(string version) => Words("privacy.impactConsents", ("version", version));
    public static Wording ImpactPhotos => Words("privacy.impactPhotos");
    public static Wording ImpactPhones => Words("privacy.impactPhones");
    public static Wording ImpactBirthDates => Words("privacy.impactBirthDates");
    public static Wording ImpactPins => Words("privacy.impactPins");
    public static Wording ImpactNotes => Words("privacy.impactNotes");
    public static Wording ImpactAlone => Words("privacy.impactAlone");
    public static Wording ImpactVehicles => Words("privacy.impactVehicles");
    public static Wording ImpactHouseholds => Words("privacy.impactHouseholds");
    public static Wording ImpactVisits => Words("privacy.impactVisits");
    public static Wording ImpactCards => Words("privacy.impactCards");
    public static Wording ImpactRetention => Words("privacy.impactRetention");
    public static Wording ImpactAfterRight => Words("privacy.impactAfterRight");
    public static Wording ImpactPassages => Words("privacy.impactPassages");
    public static Wording ImpactAlarms => Words("privacy.impactAlarms");
    public static Wording ImpactChanges => Words("privacy.impactChanges");
    public static Wording ImpactHealth => Words("privacy.impactHealth");
    public static Wording ImpactSearch => Words("privacy.impactSearch");
    public static Wording ImpactBackups => Words("privacy.impactBackups");
    public static Wording ImpactDays(long days) => Words("privacy.impactDays", ("days", days));
    public static Wording ImpactNotKept => Words("privacy.impactNotKept");
    public static Wording ImpactRecipients => Words("privacy.impactRecipients");
    public static Wording ImpactHub => Words("privacy.impactHub");
    public static Wording ImpactNoHub => Words("privacy.impactNoHub");
    public static Wording ImpactStills => Words("privacy.impactStills");
    public static Wording ImpactOutside(string target, Wording kind) => Words("privacy.impactOutside", ("target", target), ("kind", kind));
    public static Wording ImpactNobody => Words("privacy.impactNobody");
    public static Wording ImpactNoStills => Words("privacy.impactNoStills");
    public static Wording ImpactOrders(Wording who) => Words("privacy.impactOrders", ("who", who));
    public static Wording ImpactSecurity => Words("privacy.impactSecurity");
    public static Wording ImpactTls => Words("privacy.impactTls");
    public static Wording ImpactKeys => Words("privacy.impactKeys");
    public static Wording ImpactMode => Words("privacy.impactMode");
    public static Wording ImpactSealed => Words("privacy.impactSealed");
    public static Wording ImpactNoSealed => Words("privacy.impactNoSealed");
    public static Wording ImpactDisk => Words("privacy.impactDisk");
    public static Wording ImpactYes => Words("privacy.impactYes");
    public static Wording ImpactNo => Words("privacy.impactNo");
    public static Wording RegisterTitle => Words("privacy.registerTitle");
    public static Wording RegisterCameras => Words("privacy.registerCameras");
    public static Wording RegisterId => Words("privacy.registerId");
    public static Wording RegisterPlace => Words("privacy.registerPlace");
    public static Wording RegisterRing => Words("privacy.registerRing");
    public static Wording RegisterPurpose => Words("privacy.registerPurpose");
    public static Wording RegisterFaces => Words("privacy.registerFaces");
    public static Wording RegisterRetention => Words("privacy.registerRetention");
    public static Wording RegisterNone => Words("privacy.registerNone");
    public static Wording RegisterSent => Words("privacy.registerSent");
    public static Wording RegisterPassage => Words("privacy.registerPassage");
    public static Wording RegisterQr => Words("privacy.registerQr");
    public static Wording RegisterLines(long count) => Words("privacy.registerLines", ("count", count));
    public static Wording RegisterZones(long count) => Words("privacy.registerZones", ("count", count));
    public static Wording RegisterPeople => Words("privacy.registerPeople");
    public static Wording RegisterSign => Words("privacy.registerSign");
    public static Wording RegisterSignFaces(string handler, string contact) =>
        Words("privacy.registerSignFaces", ("handler", handler), ("contact", contact));
    public static Wording RegisterSignPlain(string handler, string contact) =>
        Words("privacy.registerSignPlain", ("handler", handler), ("contact", contact));
}
