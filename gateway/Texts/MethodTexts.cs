using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>How somebody shows who they are.</summary>
internal static class MethodTexts
{
    public static Wording Card => Words("method.card");
    public static Wording Face => Words("method.face");
    public static Wording Pin => Words("method.pin");
    public static Wording QrCode => Words("method.qrCode");
    public static Wording ACard => Words("method.aCard");
    public static Wording AFace => Words("method.aFace");
    public static Wording APin => Words("method.aPin");
    public static Wording AQrCode => Words("method.aQrCode");
}
