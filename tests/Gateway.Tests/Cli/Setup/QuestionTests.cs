using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Setup;
using Zhuhui.Edge.Gateway.Cli.Setup.Asking;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Tests.Cli.Setup;

/// <summary>What a set-up asks, and what becomes of the answers.</summary>
public sealed class QuestionTests
{
    [Fact]
    public async Task Every_kind_of_board_door_reader_and_camera_comes_out_as_it_was_answered()
    {
        var (site, secrets, _) = await SetupAnswers.GiveAsync(SetupAnswers.Large());
        Assert.Equal(["box", "relays", "relays-2"], site.Boards.Select(board => board.Id));
        Assert.Equal(["modbus", "modbus-2", "readers", "scanner"], site.Buses.Select(bus => bus.Id));
        Assert.Equal((19200, SerialParity.None), (site.Buses[1].Baud, site.Buses[1].Parity));

        var east = site.Doors[0];
        Assert.Equal(("east-gate", 8, true), (east.Id, east.UnlockSeconds, east.Relay!.ActiveLow));
        Assert.Equal((5, true, InputPull.Up), (east.Contact!.Pin, east.Contact.ActiveLow, east.Contact.Pull));
        Assert.Equal((ReaderKind.Osdp, 3, "east-gate-out-key"), (site.Readers[1].Kind, site.Readers[1].Address, site.Readers[1].Key));
        Assert.Equal(["camera"], east.Cameras);

        var west = site.Doors[1];
        Assert.Equal((EntranceKind.Barrier, "relays", false), (west.Kind, west.Relay!.Board, west.Relay.ActiveLow));
        Assert.False(west.Barrier!.Loop!.ActiveLow);
        Assert.Equal((Ring.UnitDoor, LockWiring.EnergisedLocks), (site.Doors[2].Ring, site.Doors[2].Wiring));

        Assert.True(site.Fire!.Input!.ActiveLow, "a cut wire at a Modbus board's input reads 0, and must be a fire");
        Assert.Equal(["camera", "east-gate-out-key"], secrets.Keys.Order());
        Assert.Equal("viewer:p:a ss", secrets["camera"]);
        Assert.Equal(32, secrets["east-gate-out-key"].Length);
        Assert.Equal([null, Ring.CommonArea], site.Cameras.Select(camera => camera.Ring));
    }

    [Fact]
    public async Task A_fire_contact_on_own_pins_is_a_fire_when_its_wire_is_cut()
    {
        var answers = SetupAnswers.Small();
        answers["fire"] = "24";
        var (site, _, _) = await SetupAnswers.GiveAsync(answers);
        Assert.Equal((false, InputPull.Up), (site.Fire!.Input!.ActiveLow, site.Fire.Input.Pull));
    }

    [Fact]
    public async Task No_password_and_no_key_is_shown()
    {
        var (_, secrets, said) = await SetupAnswers.GiveAsync(SetupAnswers.Large());
        Assert.All(secrets.Values, secret => Assert.DoesNotContain(secret, said, StringComparison.Ordinal));
        Assert.DoesNotContain("p:a ss", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("光辉里", "guang-hui-li")]
    [InlineData("3号楼", "3-hao-lou")]
    [InlineData("East  gate / B", "east-gate-b")]
    [InlineData("——", "door")]
    [InlineData("A name that is far too long to be an id of anything", "a-name-that-is-far-too-long-t")]
    public void Ids_are_made_of_what_people_say(string name, string id)
    {
        Assert.Equal(id, Ids.Of(name, [], "door"));
        Assert.Equal($"{id}-2", Ids.Of(name, [id], "door"));
        Assert.Matches(SiteFile.NamePattern, $"{id}-99");
    }

    [Fact]
    public async Task Two_things_on_one_pin_are_refused_where_they_were_answered()
    {
        var answers = SetupAnswers.Small();
        answers["door.1.contact"] = "17";
        var wrong = await Assert.ThrowsAsync<SiteException>(() => SetupAnswers.GiveAsync(answers));
        Assert.Contains("17", Assert.Single(wrong.Problems).English, StringComparison.Ordinal);
    }

    [Fact]
    public void At_a_terminal_what_is_wrong_is_said_and_asked_once_more()
    {
        // The first time the contact is on the relay's pin, and nobody could pass; the second time the answers before are proposed.
        using var typed = new StringReader(string.Join('\n', "", "East gate", "", "", "", "17", "", "17", "", "", "", "", "", "", "", "",
            "",
            "", "18", "5", "", "", "", ""));
        using var output = new StringWriter();
        var interview = new Interview(new TerminalAnswers(typed, output, null)) { Language = Language.En };
        var site = new DoorQuestions(interview, SetupAnswers.Box)
            .Ask(new SiteFile { Boards = [new BoardOptions { Id = "box", Kind = BoardKind.Simulated }] });
        Assert.Equal((18, 17), (Assert.Single(site.Doors).Contact!.Pin, site.Doors[0].Relay!.Pin));
        Assert.Contains("Once more.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void At_a_terminal_a_number_out_of_bounds_is_asked_again_and_a_choice_has_a_number_too()
    {
        using var typed = new StringReader("300\nx\n7\n\n2\n");
        using var output = new StringWriter();
        var interview = new Interview(new TerminalAnswers(typed, output, null)) { Language = Language.En };
        Assert.Equal(7, interview.AskNumber("n", Wording.Same("How many"), 0, 255, null));
        Assert.Equal("b", interview.AskChoice("c", Wording.Same("Which"), [new Choice<string>("x", "a", Wording.Empty),
            new Choice<string>("y", "b", Wording.Empty)], null));
        Assert.Equal(2, output.ToString().Split("It is a whole number from 0 to 255.").Length - 1);
        Assert.Contains("This needs an answer.", output.ToString(), StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => interview.AskText("t", Wording.Same("More"), null));
    }

    [Theory]
    [InlineData("door.1.relay", "x", "answers.json: door.1.relay 'x': It is a whole number from 0 to 255.")]
    [InlineData("door.1.kind", "gate", "answers.json: door.1.kind 'gate': It is one of these: door, barrier.")]
    [InlineData("compound.id", "Garden Lane", "answers.json: compound.id 'Garden Lane': It has small letters a-z, digits and dashes, 32 at "
        + "most, and begins with a letter or digit.")]
    [InlineData("door.2.name", "West", "answers.json: nobody asks for door.2.name; take it out, or correct the word")]
    [InlineData("door.1.name", null, "answers.json has no answer for door.1.name (Its name for people, as East gate); add it")]
    public async Task A_file_s_wrong_answer_is_named_with_its_key(string key, string? answer, string line)
    {
        var answers = SetupAnswers.Small();
        answers.Remove(key);
        if (answer is not null)
        {
            answers[key] = answer;
        }

        var wrong = await Assert.ThrowsAsync<UsageException>(() => SetupAnswers.GiveAsync(answers));
        Assert.Equal(line, wrong.Words.En);
    }

    [Theory]
    [InlineData("[]", "answers.json is not one JSON object whose values are texts")]
    [InlineData("{\"doors\": 2}", "answers.json is not one JSON object whose values are texts")]
    [InlineData("{\"doors\": \"2\", \"doors\": \"3\"}", "answers.json answers doors twice; take one out")]
    public void What_is_no_file_of_answers_is_refused(string text, string line) => Assert.Equal(line, Assert.Throws<UsageException>(() =>
        AnswerFile.Parse("answers.json", System.Text.Encoding.UTF8.GetBytes(text))).Words.En);
}
