using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Rules;

/// <summary>What must hold between a door and what it names; each after the path it is about.</summary>
internal static class DoorRuleTexts
{
    public static Wording SameName(string name, string other) => Words("doorRule.sameName", ("name", name), ("other", other));

    public static Wording ReadsAlike(string name, string other, string path) =>
        Words("doorRule.readsAlike", ("name", name), ("other", other), ("path", path));

    public static Wording BlankName => Words("doorRule.blankName");
    public static Wording FireDebounce(long given, long most) => Words("doorRule.fireDebounce", ("given", given), ("most", most));
    public static Wording FireReleasesNothing => Words("doorRule.fireReleasesNothing");
    public static Wording NoDoor(string name, Wording known) => Words("doorRule.noDoor", ("name", name), ("known", known));
    public static Wording NoReader(string name, Wording known) => Words("doorRule.noReader", ("name", name), ("known", known));
    public static Wording NoCamera(string name, Wording known) => Words("doorRule.noCamera", ("name", name), ("known", known));
    public static Wording NoArea(string name, Wording known) => Words("doorRule.noArea", ("name", name), ("known", known));
    public static Wording NoSchedule(string name, Wording known) => Words("doorRule.noSchedule", ("name", name), ("known", known));
    public static Wording NoHome(string home) => Words("doorRule.noHome", ("home", home));
    public static Wording OnBothSides(string reader, string other) => Words("doorRule.onBothSides", ("reader", reader), ("other", other));
    public static Wording FaceAlone => Words("doorRule.faceAlone");
    public static Wording NobodyPasses => Words("doorRule.nobodyPasses");
    public static Wording CameraSeesNobody(string camera) => Words("doorRule.cameraSeesNobody", ("camera", camera));
    public static Wording LivenessNeedsCard(string readers) => Words("doorRule.livenessNeedsCard", ("readers", readers));
    public static Wording WarningAfterAlarm(long seconds) => Words("doorRule.warningAfterAlarm", ("seconds", seconds));
    public static Wording FirstPersonNeedsSchedule => Words("doorRule.firstPersonNeedsSchedule");
    public static Wording NoBarrier => Words("doorRule.noBarrier");
    public static Wording BarrierAtDoor => Words("doorRule.barrierAtDoor");
    public static Wording VerifyNeedsCard(string readers) => Words("doorRule.verifyNeedsCard", ("readers", readers));
    public static Wording VerifyNeedsFace(string cameras) => Words("doorRule.verifyNeedsFace", ("cameras", cameras));
    public static Wording ServesTwoDoors(string name, string other) => Words("doorRule.servesTwoDoors", ("name", name), ("other", other));
}
