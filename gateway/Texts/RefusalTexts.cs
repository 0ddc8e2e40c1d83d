using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>Why a command, or a message of the hub, is not obeyed; journaled and answered in both languages.</summary>
internal static class RefusalTexts
{
    public static Wording NoId => Words("refusal.noId");
    public static Wording NoOperator => Words("refusal.noOperator");
    public static Wording Retained => Words("refusal.retained");
    public static Wording Replayed => Words("refusal.replayed");
    public static Wording Expired => Words("refusal.expired");
    public static Wording FromTheFuture => Words("refusal.fromTheFuture");
    public static Wording ClockWentBack => Words("refusal.clockWentBack");
    public static Wording TooMany => Words("refusal.tooMany");
    public static Wording UnknownDoor => Words("refusal.unknownDoor");
    public static Wording NoEnd => Words("refusal.noEnd");
    public static Wording NotReleased => Words("refusal.notReleased");
    public static Wording CalledOff => Words("refusal.calledOff");
    public static Wording NoAnswerYet => Words("refusal.noAnswerYet");
    public static Wording NoTestNow => Words("refusal.noTestNow");
    public static Wording Interlocked(string door) => Words("refusal.interlocked", ("door", door));

    public static Wording Oversized => Words("refusal.oversized");
    public static Wording Unsigned => Words("refusal.unsigned");
    public static Wording UnknownKey => Words("refusal.unknownKey");
    public static Wording WrongSignature => Words("refusal.wrongSignature");
    public static Wording NotPermitted => Words("refusal.notPermitted");
    public static Wording Malformed => Words("refusal.malformed");
    public static Wording OtherGateway => Words("refusal.otherGateway");
    public static Wording WrongReplyTopic => Words("refusal.wrongReplyTopic");
    public static Wording UnknownCard => Words("refusal.unknownCard");
    public static Wording AmbiguousCard => Words("refusal.ambiguousCard");
    public static Wording UnknownPerson => Words("refusal.unknownPerson");
    public static Wording UnknownCamera => Words("refusal.unknownCamera");
    public static Wording StillsNotAllowed => Words("refusal.stillsNotAllowed");
    public static Wording NoPicture => Words("refusal.noPicture");
    public static Wording NoAnswer => Words("refusal.noAnswer");
    public static Wording Failed => Words("refusal.failed");
    public static Wording OldVersion => Words("refusal.oldVersion");
    public static Wording Gap => Words("refusal.gap");
    public static Wording Incomplete => Words("refusal.incomplete");
    public static Wording Invalid => Words("refusal.invalid");
    public static Wording WithDetail(Wording words, string detail) => Words("refusal.withDetail", ("words", words), ("detail", detail));
}
