using QRCoder;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>A visitor's pass as a picture to be forwarded, and as a page to be printed.</summary>
internal static class VisitorPage
{
    private const int PixelsAModule = 8;

    private const string Style = "body{font:18px/1.5 sans-serif;text-align:center;margin:2em}svg{width:70mm;height:70mm}";

    /// <returns>A PNG. A seventh of the code may be dirty or torn.</returns>
    public static byte[] Picture(string pass)
    {
        using var code = Code(pass);
        using var picture = new PngByteQRCode(code);
        return picture.GetGraphic(PixelsAModule);
    }

    public static byte[] Page(SiteFile site, RightsRequest.PassRequest request, string pass)
    {
        using var code = Code(pass);
        using var picture = new SvgQRCode(code);
        var doors = request.Doors.Select(site.DoorName);
        var said = Spoken.In(site, OfficeTexts.VisitorDoors(Wording.Join(ListTexts.Comma, doors), request.Uses, request.Hours));
        return new PrintedPage(site, Spoken.In(site, OfficeTexts.VisitorPass), Style)
            .Paragraph(new[] { request.Name, request.Plate }.OfType<string>().Append(said))
            .Picture(picture.GetGraphic(PixelsAModule)).ToBytes();
    }

    private static QRCodeData Code(string pass)
    {
        using var generator = new QRCodeGenerator();
        return generator.CreateQrCode(pass, QRCodeGenerator.ECCLevel.M);
    }
}
