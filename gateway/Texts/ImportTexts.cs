using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>What is said of a list of people: what is wrong of it, with what to do, and what became of it.</summary>
internal static class ImportTexts
{
    public static Wording ReadAsGb18030 => Words("import.readAsGb18030");
    public static Wording NoText => Words("import.noText");
    public static Wording OldWorkbook => Words("import.oldWorkbook");
    public static Wording TooBig(long most) => Words("import.tooBig", ("most", most));
    public static Wording UnpacksTooBig(long most) => Words("import.unpacksTooBig", ("most", most));
    public static Wording TooManyRows(long most) => Words("import.tooManyRows", ("most", most));
    public static Wording TooManyColumns(long most) => Words("import.tooManyColumns", ("most", most));
    public static Wording SheetDamaged(string because) => Words("import.sheetDamaged", ("because", because));
    public static Wording FirstSheetAlone(string sheet, long sheets) =>
        Words("import.firstSheetAlone", ("sheet", sheet), ("sheets", sheets));
    public static Wording OpenQuote => Words("import.openQuote");
    public static Wording AfterQuote => Words("import.afterQuote");
    public static Wording MapDamaged(string because) => Words("import.mapDamaged", ("because", because));
    public static Wording NoHeadings(Wording found) => Words("import.noHeadings", ("found", found));
    public static Wording ColumnUnknown => Words("import.columnUnknown");
    public static Wording ColumnTwice(string other) => Words("import.columnTwice", ("other", other));
    public static Wording ColumnMissing => Words("import.columnMissing");
    public static Wording NobodyInIt => Words("import.nobodyInIt");
    public static Wording CellUnheaded => Words("import.cellUnheaded");
    public static Wording CellTooLong(long most) => Words("import.cellTooLong", ("most", most));
    public static Wording ErrorCell => Words("import.errorCell");
    public static Wording NameMissing => Words("import.nameMissing");
    public static Wording HomeMissing => Words("import.homeMissing");
    public static Wording BuildingMissing => Words("import.buildingMissing");
    public static Wording RoomMissing => Words("import.roomMissing");
    public static Wording HomesDiffer => Words("import.homesDiffer");
    public static Wording HomeIsDate => Words("import.homeIsDate");
    public static Wording NoSex(string text) => Words("import.noSex", ("text", text));
    public static Wording NoKind(string text) => Words("import.noKind", ("text", text));
    public static Wording NoYesNo(string text) => Words("import.noYesNo", ("text", text));
    public static Wording NoDay(string text) => Words("import.noDay", ("text", text));
    public static Wording NobodyBornThen => Words("import.nobodyBornThen");
    public static Wording EndsBefore => Words("import.endsBefore");
    public static Wording NoCard => Words("import.noCard");
    public static Wording NoCardOfForm => Words("import.noCardOfForm");
    public static Wording CardScientific => Words("import.cardScientific");
    public static Wording CardTwoWays(long count) => Words("import.cardTwoWays", ("count", count));
    public static Wording CardZeros(long count) => Words("import.cardZeros", ("count", count));
    public static Wording CardTwice(long line) => Words("import.cardTwice", ("line", line));
    public static Wording PersonTwice(long line, string home) => Words("import.personTwice", ("line", line), ("home", home));
    public static Wording NoSuchId(string id) => Words("import.noSuchId", ("id", id));
    public static Wording SeveralMeant(long count, Wording people) => Words("import.severalMeant", ("count", count), ("people", people));
    public static Wording SamePerson(long line, Wording person) => Words("import.samePerson", ("line", line), ("person", person));
    public static Wording MovesOut(string home) => Words("import.movesOut", ("home", home));
    public static Wording DistrictOwns(string person) => Words("import.districtOwns", ("person", person));
    public static Wording HasEnded => Words("import.hasEnded");
    public static Wording StaysLost => Words("import.staysLost");
    public static Wording OneName(long count, Wording lines) => Words("import.oneName", ("count", count), ("lines", lines));
    public static Wording OnePhone(Wording lines) => Words("import.onePhone", ("lines", lines));
    public static Wording NotTaken(Wording people) => Words("import.notTaken", ("people", people));
    public static Wording NoUnitDoor(long count, Wording homes) => Words("import.noUnitDoor", ("count", count), ("homes", homes));
    public static Wording Yes => Words("import.yes");
    public static Wording Kind => Words("import.kind");
    public static Wording IsChanged(Wording person, Wording parts) => Words("import.isChanged", ("person", person), ("parts", parts));
    public static Wording IsGone(Wording person) => Words("import.isGone", ("person", person));

    public static Wording Counts(long added, long changed, long unchanged, long households, long gone) => Words("import.counts",
        ("added", added), ("changed", changed), ("unchanged", unchanged), ("households", households), ("gone", gone));

    public static Wording HasProblems(long count) => Words("import.hasProblems", ("count", count));
    public static Wording WouldBe(Wording counts) => Words("import.wouldBe", ("counts", counts));
    public static Wording NothingNew(long unchanged) => Words("import.nothingNew", ("unchanged", unchanged));
    public static Wording Done(Wording counts) => Words("import.done", ("counts", counts));
    public static Wording Ended(long count) => Words("import.ended", ("count", count));
    public static Wording TakenBack(long people, long changed) => Words("import.takenBack", ("people", people), ("changed", changed));
    public static Wording NoWayBack => Words("import.noWayBack");
    public static Wording Finding(string line, string column, string value, string text) => Words("import.finding", ("line", line),
        ("column", column), ("value", value), ("text", text));

    public static Wording PeopleImported(string who, long added, long changed, long households, long ended) =>
        Words("import.peopleImported",
        ("who", who), ("added", added), ("changed", changed), ("households", households), ("ended", ended));

    public static Wording ImportTakenBack(string who, long erased, long changed) => Words("import.importTakenBack", ("who", who),
        ("erased", erased), ("changed", changed));

    public static Wording AtLine(long line) => Words("import.atLine", ("line", line));
    public static Wording InColumn(string column) => Words("import.inColumn", ("column", column));
    public static Wording Value(string value) => Words("import.value", ("value", value));
    public static Wording LookAt(string text) => Words("import.lookAt", ("text", text));
    public static Wording Exported(long people, string file) => Words("import.exported", ("people", people), ("file", file));
    public static Wording PhotoNobody => Words("import.photoNobody");
    public static Wording PhotoSeveral(long count, Wording people) => Words("import.photoSeveral", ("count", count), ("people", people));
    public static Wording PhotoNotInHome(string home) => Words("import.photoNotInHome", ("home", home));
    public static Wording PhotoOnBadLine(long line) => Words("import.photoOnBadLine", ("line", line));
    public static Wording PhotoNoConsent(Wording person) => Words("import.photoNoConsent", ("person", person));
    public static Wording PhotoTooMany(long most) => Words("import.photoTooMany", ("most", most));
    public static Wording PhotoTooManyOfOne(long most) => Words("import.photoTooManyOfOne", ("most", most));
    public static Wording PhotoTooMuchOfOne(long most) => Words("import.photoTooMuchOfOne", ("most", most));
    public static Wording PhotoNotAPicture => Words("import.photoNotAPicture");
    public static Wording PhotoTooLarge(long most) => Words("import.photoTooLarge", ("most", most));
    public static Wording PhotoEmpty => Words("import.photoEmpty");
    public static Wording PhotoNoSource(string path) => Words("import.photoNoSource", ("path", path));
    public static Wording PhotoSourceDamaged(string path, string because) =>
        Words("import.photoSourceDamaged", ("path", path), ("because", because));
    public static Wording PhotoArchiveDamaged(string because) => Words("import.photoArchiveDamaged", ("because", because));
    public static Wording PhotosTooBig(long list, long archive) => Words("import.photosTooBig", ("list", list), ("archive", archive));
    public static Wording UnderWay(string id, string by) => Words("import.underWay", ("id", id), ("by", by));
    public static Wording Interrupted => Words("import.interrupted");
    public static Wording GatewayStops => Words("import.gatewayStops");
    public static Wording NoSuchImport(string id) => Words("import.noSuchImport", ("id", id));
    public static Wording PhotoFileDamaged(string because) => Words("import.photoFileDamaged", ("because", because));
    public static Wording PhotoIsLink => Words("import.photoIsLink");
    public static Wording PhotoLeavesFolder => Words("import.photoLeavesFolder");
    public static Wording PhotoEncrypted => Words("import.photoEncrypted");
    public static Wording PhotoTwiceInArchive => Words("import.photoTwiceInArchive");
    public static Wording PhotoOf(string file, string text) => Words("import.photoOf", ("file", file), ("text", text));
    public static Wording PhotosOf(string person, string text) => Words("import.photosOf", ("person", person), ("text", text));
    public static Wording PhotoProgress(long done, long all, string rate, string left) =>
        Words("import.photoProgress", ("done", done), ("all", all), ("rate", rate), ("left", left));
    public static Wording PhotosDone(long enrolled, long there, long refused, long files) =>
        Words("import.photosDone", ("enrolled", enrolled), ("there", there), ("refused", refused), ("files", files));
    public static Wording PhotosWouldBe(long fit, long refused, long files) =>
        Words("import.photosWouldBe", ("fit", fit), ("refused", refused), ("files", files));
    public static Wording PhotosStopped(long done, long all, string because) =>
        Words("import.photosStopped", ("done", done), ("all", all), ("because", because));
    public static Wording PhotosStay => Words("import.photosStay");
    public static Wording PhotoGatewayGone => Words("import.photoGatewayGone");
    public static Wording FaceConsent => Words("import.faceConsent");
    public static Wording WhoWitnessed => Words("import.whoWitnessed");
    public static Wording WithdrawsNothing(string person) => Words("import.withdrawsNothing", ("person", person));
    public static Wording GuardianMissing(long age) => Words("import.guardianMissing", ("age", age));
}
