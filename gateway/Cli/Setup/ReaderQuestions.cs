using System.Security.Cryptography;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Cli.Setup.Asking;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>The readers of one side of a door.</summary>
/// <param name="secrets">Is added to: the key that a new OSDP reader is to have.</param>
internal sealed class ReaderQuestions(Interview interview, Hardware hardware, Dictionary<string, string> secrets)
{
    private const int MostPin = 255;
    private const int KeyBytes = 16;
    private const string None = "none";

    /// <returns>The site with the reader, and its id; no id where there is none on this side.</returns>
    public (SiteFile Site, string[] Ids) Ask(SiteFile site, string key, Wording question, string id)
    {
        BoardOptions[] pins = [.. site.Boards.Where(board => board.Kind != BoardKind.Modbus)];
        var kind = interview.AskChoice(key, question,
        [
            new Choice<string>(None, None, SetupTexts.NoReader),
            .. pins.Length == 0 ? Array.Empty<Choice<string>>() : [new Choice<string>("wiegand", "wiegand", SetupTexts.Wiegand)],
            new Choice<string>("osdp", "osdp", SetupTexts.Osdp),
            new Choice<string>("qrScanner", "qrScanner", SetupTexts.QrScanner),
        ], None);
        if (kind == None)
        {
            return (site, []);
        }

        id = Ids.Of(id, site.Readers.Select(reader => reader.Id), "reader");
        (site, var reader) = kind switch
        {
            "wiegand" => (site, AskWiegand(key, id, pins[0])),
            "osdp" => AskOsdp(site, key, id),
            _ => AskScanner(site, key, id),
        };
        return (site with { Readers = [.. site.Readers, reader] }, [reader.Id]);
    }

    private ReaderOptions AskWiegand(string key, string id, BoardOptions board) => new()
    {
        Id = id,
        Kind = ReaderKind.Wiegand,
        Board = board.Id,
        Data0Pin = interview.AskNumber($"{key}.data0", SetupTexts.Data0, 0, MostPin, null),
        Data1Pin = interview.AskNumber($"{key}.data1", SetupTexts.Data1, 0, MostPin, null),
        Format = AskFormat(key, "wiegand-34"),
    };

    private (SiteFile Site, ReaderOptions Reader) AskOsdp(SiteFile site, string key, string id)
    {
        (site, var bus) = BoardQuestions.OnSerial(interview, site, hardware, key, BusKind.Osdp);
        var secret = $"{id}-key";
        secrets[secret] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        return (site, new ReaderOptions
        {
            Id = id,
            Kind = ReaderKind.Osdp,
            Bus = bus,
            Address = interview.AskNumber($"{key}.address", SetupTexts.OsdpAddress, 0, 126, site.Readers.Count(other => other.Bus == bus)),
            Key = secret,
            Format = AskFormat(key, "wiegand-34"),
        });
    }

    private (SiteFile Site, ReaderOptions Reader) AskScanner(SiteFile site, string key, string id)
    {
        (site, var bus) = BoardQuestions.OnSerial(interview, site, hardware, key, BusKind.QrScanner);
        return (site, new ReaderOptions { Id = id, Kind = ReaderKind.QrScanner, Bus = bus });
    }

    private string AskFormat(string key, string proposed) => interview.AskChoice($"{key}.format", SetupTexts.CardFormat,
        [.. CardFormats.BuiltIn.Names.Select(name => new Choice<string>(name, name, Wording.Empty))], proposed, isShort: true);
}
