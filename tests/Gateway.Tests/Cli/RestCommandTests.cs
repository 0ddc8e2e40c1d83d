using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Gpio;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>The rest command on a board whose relays a dead gateway left energised: pins 17 and 18, and 19 where low energises.</summary>
public sealed class RestCommandTests : IDisposable
{
    private const string Boards = """[{ "id": "roof", "kind": "gpio", "chip": 31 }, { "id": "box", "kind": "simulated" }]""";

    private readonly TemporaryFolder _folder = new();
    private readonly GpioBoard _dead;
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public RestCommandTests()
    {
        _dead = GpioBoard.Open(new BoardOptions { Id = "box", Kind = BoardKind.Simulated }, _folder.At("data"), TimeProvider.System,
            NullLogger.Instance, listen: false);
        foreach (var pin in new[] { 17, 18, 19 })
        {
            _dead.OpenRelay(new RelayOptions { Board = "box", Pin = pin, ActiveLow = pin == 19 }).Energise(TimeSpan.FromSeconds(255));
        }
    }

    private string Levels => File.ReadAllText(_folder.At("data", "boards", "box.pins"))[17..20];

    private string[] Errors => _errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        _dead.Dispose();
        _output.Dispose();
        _errors.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_relay_of_a_sound_site_rests()
    {
        Assert.Equal("110", Levels);
        Assert.Equal(Exit.Done, Rest(Site("""[{ "id": "box", "kind": "simulated" }]""", """{ "board": "box", "pin": 17 }""",
            """{ "board": "box", "pin": 18 }""", """{ "board": "box", "pin": 19, "activeLow": true }""")));
        Assert.Equal("001", Levels);
        Assert.Empty(Errors);
        Assert.Equal("3 relay(s) at rest", _output.ToString().Trim());
    }

    [Fact]
    public void A_board_that_fails_and_a_pin_that_is_not_there_are_named_and_keep_no_other_relay_from_its_rest()
    {
        Assert.Equal(Exit.BadInput, Rest(Site(Boards, """{ "board": "roof", "pin": 1 }""", """{ "board": "box", "pin": 99 }""",
            """{ "board": "box", "pin": 18 }""")));
        Assert.Equal("100", Levels);
        Assert.Equal(2, Errors.Length);
        Assert.StartsWith("Site.Doors[1].Relay: board 'box' has no pin 99", Errors[0], StringComparison.Ordinal);
        Assert.StartsWith("zhuhui-edge: Board 'roof': ", Errors[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_elsewhere_in_the_site_file_keeps_no_relay_energised()
    {
        var site = Site("""[{ "id": "box", "kind": "simulated" }]""", """{ "board": "box", "pin": 17 }""").Replace("\"district\"",
            "\"colour\": 3, \"district\"", StringComparison.Ordinal);
        Assert.Equal(Exit.BadInput, Rest(site));
        Assert.Equal("010", Levels);
        Assert.Contains("Site.colour is not a known key", Assert.Single(Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_relay_whose_own_lines_are_wrong_is_left_alone_for_its_polarity_may_be_too()
    {
        Assert.Equal(Exit.BadInput, Rest(Site("""[{ "id": "box", "kind": "simulated" }]""", """{ "board": "box", "pin": 17 }""",
            """{ "board": "box", "pin": 19, "activLow": true }""")));
        Assert.Equal("010", Levels);
    }

    [Fact]
    public void A_site_file_that_is_no_json_is_one_problem() => Assert.Multiple(
        () => Assert.Equal(Exit.BadInput, Rest("{ \"boards\": [")),
        () => Assert.Single(Errors));

    /// <summary>The new file wires 17 otherwise and knows no 18.</summary>
    [Fact]
    public void While_a_changed_site_file_is_on_trial_the_relays_of_the_one_before_rest_too()
    {
        const string Box = """[{ "id": "box", "kind": "simulated" }]""";
        var before = Encoding.UTF8.GetBytes(Site(Box, """{ "board": "box", "pin": 17, "activeLow": true }""",
            """{ "board": "box", "pin": 18 }"""));
        new SitePlace(_folder.At("site.jsonc")).Write(new SiteTrial(SiteOutcome.Trying, before, "", "technician-1",
            DateTimeOffset.UnixEpoch, ["doors"], Restarts: true, []));
        Assert.Equal(Exit.Done, Rest(Site(Box, """{ "board": "box", "pin": 17 }""")));
        Assert.Equal("000", Levels);
        Assert.Equal("2 relay(s) at rest", _output.ToString().Trim());
    }

    private int Rest(string site)
    {
        File.WriteAllText(_folder.At("site.jsonc"), site);
        return RestCommand.Run(_folder.At("site.jsonc"), _output, _errors);
    }

    private static string Site(string boards, params string[] relays)
    {
        var readers = relays.Select((_, i) =>
            $$"""{ "id": "reader-{{i}}", "board": "box", "data0Pin": {{2 * i}}, "data1Pin": {{(2 * i) + 1}} }""");
        var doors = relays.Select((relay, i) =>
            $$"""{ "id": "door-{{i}}", "name": "Door {{i}}", "relay": {{relay}}, "readers": ["reader-{{i}}"] }""");
        return $$"""
            {
              "district": "zhuhui", "compound": "test", "gateway": "gate-1", "dataFolder": "data", "boards": {{boards}},
              "readers": [{{string.Join(", ", readers)}}], "doors": [{{string.Join(", ", doors)}}], "link": { "enabled": false }
            }
            """;
    }
}
