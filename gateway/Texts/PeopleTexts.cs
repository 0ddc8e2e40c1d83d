using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>What becomes of people's rights, cards, PINs and passes: the answers to the clerk at the desk.</summary>
internal static class PeopleTexts
{
    public static Wording Done(string person, string id, Wording done) =>
        Words("people.done", ("person", person), ("id", id), ("done", done));

    public static Wording CameraLookedAt(string who, string camera) => Words("people.cameraLookedAt", ("who", who), ("camera", camera));

    public static Wording NoPerson(string id) => Words("people.noPerson", ("id", id));
    public static Wording WhichOne(long count, string text, Wording people) =>
        Words("people.whichOne", ("count", count), ("text", text), ("people", people));

    public static Wording CardTaken(string card) => Words("people.cardTaken", ("card", card));
    public static Wording CardGiven(string card) => Words("people.cardGiven", ("card", card));
    public static Wording CardHeld(string card, Wording person) => Words("people.cardHeld", ("card", card), ("person", person));
    public static Wording MoreDoors => Words("people.moreDoors");
    public static Wording NotDoors => Words("people.notDoors");
    public static Wording NotesTooLong(long most) => Words("people.notesTooLong", ("most", most));
    public static Wording NoPhone(string text) => Words("people.noPhone", ("text", text));
    public static Wording NoBirthDate(string text) => Words("people.noBirthDate", ("text", text));
    public static Wording NoPlate(string text) => Words("people.noPlate", ("text", text));
    public static Wording NoHome(string text) => Words("people.noHome", ("text", text));
    /// <param name="until">When it ends by itself.</param>
    public static Wording CardAwaited(string person, string reader, string until) =>
        Words("people.cardAwaited", ("person", person), ("reader", reader), ("until", until));

    public static Wording ErasureMark => Words("people.erasureMark");

    /// <param name="until">When it ends by itself.</param>
    public static Wording FaceAwaited(string who, string person, string camera, string until) =>
        Words("people.faceAwaited", ("who", who), ("person", person), ("camera", camera), ("until", until));

    public static Wording CardTapped(string card, string reader, string person) =>
        Words("people.cardTapped", ("card", card), ("reader", reader), ("person", person));

    public static Wording Ordered(string who, Wording order, string subject) =>
        Words("people.ordered", ("who", who), ("order", order), ("subject", subject));

    public static Wording Added => Words("people.added");
    public static Wording NameKnown(string name, Wording people) => Words("people.nameKnown", ("name", name), ("people", people));

    public static Wording OwnPassLimits(long hours, long uses, long most) =>
        Words("people.ownPassLimits", ("hours", hours), ("uses", uses), ("most", most));

    public static Wording HouseholdChanged => Words("people.householdChanged");
    public static Wording DetailsChanged => Words("people.detailsChanged");
    public static Wording LivesThere(string person, string home) => Words("people.livesThere", ("person", person), ("home", home));
    public static Wording LivesNow(string home, Wording doors) => Words("people.livesNow", ("home", home), ("doors", doors));
    public static Wording NobodyLives(string home) => Words("people.nobodyLives", ("home", home));
    public static Wording LivedIn(string home, Wording people) => Words("people.livedIn", ("home", home), ("people", people));

    public static Wording Moved(Wording people, string home, Wording doors) =>
        Words("people.moved", ("people", people), ("home", home), ("doors", doors));

    public static Wording MovesOut(Wording people, string at) => Words("people.movesOut", ("people", people), ("at", at));

    public static Wording MovedOut(string home, long people, long cards, long templates, long photos) => Words("people.movedOut",
        ("home", home), ("people", people), ("cards", cards), ("templates", templates), ("photos", photos));

    public static Wording AndMore(long count) => Words("people.andMore", ("count", count));
    public static Wording NoPass(string pass) => Words("people.noPass", ("pass", pass));
    public static Wording PassCancelled(string pass) => Words("people.passCancelled", ("pass", pass));
    public static Wording NotSaid => Words("people.notSaid");
    public static Wording RemovedMeanwhile => Words("people.removedMeanwhile");
    public static Wording NobodyHasCard(string card) => Words("people.nobodyHasCard", ("card", card));
    public static Wording SeveralCards(string card, Wording cards) => Words("people.severalCards", ("card", card), ("cards", cards));
    public static Wording CardClosed(string card) => Words("people.cardClosed", ("card", card));
    public static Wording CardOpens(string card) => Words("people.cardOpens", ("card", card));
    public static Wording OnBlockList => Words("people.onBlockList");
    public static Wording OffBlockList => Words("people.offBlockList");
    public static Wording Somebody => Words("people.somebody");
    public static Wording Removed => Words("people.removed");

    public static Wording ConsentWithdrawn(long templates, long photos) =>
        Words("people.consentWithdrawn", ("templates", templates), ("photos", photos));

    public static Wording PhotosErased(long photos) => Words("people.photosErased", ("photos", photos));

    public static Wording NoSchedule(string schedule, Wording schedules) =>
        Words("people.noSchedule", ("schedule", schedule), ("schedules", schedules));

    public static Wording NoDoor(string door, Wording doors) => Words("people.noDoor", ("door", door), ("doors", doors));
    public static Wording EndsBeforeItBegins => Words("people.endsBeforeItBegins");
    public static Wording NothingToChange => Words("people.nothingToChange");
    public static Wording Changed(Wording what) => Words("people.changed", ("what", what));
    public static Wording Schedule => Words("people.schedule");
    public static Wording Doors => Words("people.doors");
    public static Wording Longer => Words("people.longer");
    public static Wording From => Words("people.from");
    public static Wording To => Words("people.to");
    public static Wording Uses => Words("people.uses");
    public static Wording PinSet => Words("people.pinSet");
    public static Wording PinCleared => Words("people.pinCleared");
    public static Wording DuressPinSet => Words("people.duressPinSet");
    public static Wording DuressPinCleared => Words("people.duressPinCleared");
    public static Wording PinTaken => Words("people.pinTaken");
    public static Wording PinDigits(long least, long most) => Words("people.pinDigits", ("least", least), ("most", most));
    public static Wording PinGuessed => Words("people.pinGuessed");
    public static Wording PassDoors(long most) => Words("people.passDoors", ("most", most));

    public static Wording HostNotAdmitted(string person, Wording doors) =>
        Words("people.hostNotAdmitted", ("person", person), ("doors", doors));

    public static Wording PassLimits(long hours, long uses) => Words("people.passLimits", ("hours", hours), ("uses", uses));

    public static Wording NoVisitors(string person, Wording because) =>
        Words("people.noVisitors", ("person", person), ("because", because));

    public static Wording Blocked => Words("people.blocked");
    public static Wording RightEnded => Words("people.rightEnded");
}
