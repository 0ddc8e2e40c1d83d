using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>Why the API does not do something.</summary>
internal static class ApiTexts
{
    public static Wording BadJson(string path, long line, string reason) =>
        Words("api.badJson", ("path", path), ("line", line), ("reason", reason));

    public static Wording BadRequest(string reason) => Words("api.badRequest", ("reason", reason));
    public static Wording LogIn => Words("api.logIn");
    public static Wording NotYours => Words("api.notYours");
    public static Wording NoSuchAddress => Words("api.noSuchAddress");
    public static Wording WrongMethod(string method, string allowed) => Words("api.wrongMethod", ("method", method), ("allowed", allowed));
    public static Wording TooSlow => Words("api.tooSlow");
    public static Wording TooLarge(long kilobytes) => Words("api.tooLarge", ("kilobytes", kilobytes));
    public static Wording WrongMediaType(string accepted) => Words("api.wrongMediaType", ("accepted", accepted));
    public static Wording WrongName(string host) => Words("api.wrongName", ("host", host));
    public static Wording Busy => Words("api.busy");
    public static Wording Failed => Words("api.failed");
    public static Wording Refused => Words("api.refused");
    public static Wording NoSuchDoor(string door) => Words("api.noSuchDoor", ("door", door));
    public static Wording NoSuchAlarm(string alarm) => Words("api.noSuchAlarm", ("alarm", alarm));
    public static Wording NoSuchPlace(string place) => Words("api.noSuchPlace", ("place", place));
    public static Wording NoSuchCamera(string camera) => Words("api.noSuchCamera", ("camera", camera));
    public static Wording NoPicture(string camera) => Words("api.noPicture", ("camera", camera));
    public static Wording NoSuchEvent(string stream, long seq) => Words("api.noSuchEvent", ("stream", stream), ("seq", seq));
    public static Wording BadCursor => Words("api.badCursor");
    public static Wording NoPersonFilter => Words("api.noPersonFilter");
    public static Wording Minutes(long most) => Words("api.minutes", ("most", most));
    public static Wording TooManyStreams(long most) => Words("api.tooManyStreams", ("most", most));
    public static Wording Somebody => Words("api.somebody");
    public static Wording SomeHome => Words("api.someHome");
}
