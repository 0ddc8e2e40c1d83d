using System.Text.Json;
using Zhuhui.Edge.Gateway.Cli.Setup;
using Zhuhui.Edge.Gateway.Cli.Setup.Asking;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Cli.Setup;

/// <summary>Answers to a set-up's questions, and what they make.</summary>
internal static class SetupAnswers
{
    /// <summary>A machine with pins of its own and two serial lines.</summary>
    public static Hardware Box { get; } = new([0], ["/dev/serial/by-id/rs485-a", "/dev/serial/by-id/rs485-b"]);

    /// <summary>One door on simulated pins.</summary>
    public static Dictionary<string, string> Small() => new(StringComparer.Ordinal)
    {
        ["compound.name"] = "Garden Lane",
        ["privacy.handler"] = "committee",
        ["privacy.contact"] = "office",
        ["board.1.kind"] = "simulated",
        ["door.1.name"] = "East gate",
        ["door.1.relay"] = "17",
        ["door.1.reader"] = "wiegand",
        ["door.1.reader.data0"] = "14",
        ["door.1.reader.data1"] = "15",
    };

    /// <summary>Every kind of board, door, reader and camera.</summary>
    public static Dictionary<string, string> Large() => new(Small(), StringComparer.Ordinal)
    {
        ["boards"] = "3",
        ["board.1.kind"] = "gpio",
        ["board.2.kind"] = "modbusTcp",
        ["board.2.host"] = "192.168.1.70",
        ["board.2.port"] = "1502",
        ["board.2.relays"] = "4",
        ["board.3.kind"] = "modbusRtu",
        ["board.3.device"] = "/dev/serial/by-id/rs485-a",
        ["board.3.baud"] = "19200",
        ["board.3.unit"] = "2",
        ["board.3.inputs"] = "16",
        ["doors"] = "3",
        ["door.1.relay.activeLow"] = "y",
        ["door.1.contact"] = "5",
        ["door.1.exitButton"] = "6",
        ["door.1.exitReader"] = "osdp",
        ["door.1.exitReader.device"] = "/dev/serial/by-id/rs485-b",
        ["door.1.exitReader.address"] = "3",
        ["door.1.unlockSeconds"] = "8",
        ["door.2.name"] = "West barrier",
        ["door.2.kind"] = "barrier",
        ["door.2.relay.board"] = "relays",
        ["door.2.relay"] = "0",
        ["door.2.loop"] = "0",
        ["door.2.loop.board"] = "relays",
        ["door.2.reader"] = "qrScanner",
        ["door.2.reader.device"] = "/dev/ttyUSB9",
        ["door.3.name"] = "Building 3",
        ["door.3.ring"] = "unitDoor",
        ["door.3.wiring"] = "released",
        ["door.3.relay"] = "20",
        ["door.3.exitButton"] = "21",
        ["fire"] = "1",
        ["fire.board"] = "relays",
        ["cameras"] = "2",
        ["camera.1.user"] = "viewer",
        ["camera.1.password"] = "p:a ss",
        ["camera.1.url"] = "rtsp://127.0.0.1:1/main",
        ["camera.1.place"] = "east-gate",
        ["camera.2.url"] = "rtsp://127.0.0.1:1/square",
        ["camera.2.place"] = "commonArea",
    };

    public static AnswerFile File(Dictionary<string, string> answers) => AnswerFile.Parse("answers.json",
        JsonSerializer.SerializeToUtf8Bytes(answers));

    public static async Task<(SiteFile Site, Dictionary<string, string> Secrets, string Said)> GiveAsync(Dictionary<string, string> answers,
        Language language = Language.En)
    {
        using var output = new StringWriter();
        var file = File(answers);
        var interview = new Interview(new FileAnswers(file, output)) { Language = language };
        var (site, secrets) = await InitCommand.AskAsync(interview, "/var/lib/zhuhui-edge", Box, TimeProvider.System, Eventually.Token);
        file.RefuseUnasked();
        return (site, secrets, output.ToString());
    }
}
