using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Tests.Support.Modbus;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>A relay board that a whole program stands before, whatever it is made of, and what can be wrong with it.</summary>
internal abstract class UnwillingBoard : IDisposable
{
    public const string Id = "relays";

    /// <summary>The boards there are, each by its name.</summary>
    public static IReadOnlyDictionary<string, Func<string, UnwillingBoard>> Kinds { get; } = new Dictionary<string,
        Func<string, UnwillingBoard>>
    {
        ["Modbus TCP, closing after each answer"] = _ => new OnSocket(isRtu: false),
        ["Modbus RTU over TCP"] = _ => new OnSocket(isRtu: true),
        ["Modbus RTU on a serial line"] = _ => new OnSerialLine(),
        ["simulated pins"] = data => new OnPins(data),
    };

    /// <summary>The site file's members <c>buses</c> and <c>boards</c>, without their names.</summary>
    public abstract (string Buses, string Board) Site { get; }

    /// <summary>What can be wrong with it, and why a release was not carried out then; empty where that depends on the moment.</summary>
    public abstract IReadOnlyDictionary<BoardMood, string> Faults { get; }

    /// <summary>Whether the relay is on: the board's own word, whoever is dead.</summary>
    public abstract bool IsOn { get; }

    public abstract Task TakeAsync(BoardMood mood);

    public abstract void Dispose();

    private static Dictionary<BoardMood, string> ModbusFaults { get; } = new()
    {
        [BoardMood.RefusesWrites] = "its board answers 'illegal function' to the order",
        [BoardMood.RefusesReads] = "its board refuses to tell what its relays do (exception 1: illegal function)",
        [BoardMood.FailsWrites] = "its board answers 'device failure' to the order",
        [BoardMood.SilentToWrites] = "",
        [BoardMood.Echoes] = "its board says that it is done, and the relay has not moved",
        [BoardMood.Silent] = "",
        [BoardMood.Gone] = "its board does not answer",
    };

    private sealed class OnSocket : UnwillingBoard
    {
        private readonly ModbusTcpBoard _there;
        private readonly string _kind;

        public OnSocket(bool isRtu) => (_there, _kind) = (new ModbusTcpBoard(isRtu) { ClosesAfter = isRtu ? 0 : 1 },
            isRtu ? "modbusRtuOverTcp" : "modbusTcp");

        public override (string Buses, string Board) Site => (
            $$"""{ "id": "line", "kind": "{{_kind}}", "host": "127.0.0.1", "port": {{_there.Port}} }""",
            $$"""{ "id": "{{Id}}", "kind": "modbus", "bus": "line", "answerMs": 1000 }""");

        public override IReadOnlyDictionary<BoardMood, string> Faults => ModbusFaults;

        public override bool IsOn => _there.Coils[0];

        public override Task TakeAsync(BoardMood mood)
        {
            _there.Mood = mood;
            return Task.CompletedTask;
        }

        public override void Dispose() => _there.Dispose();
    }

    private sealed class OnSerialLine : UnwillingBoard
    {
        private readonly ModbusRtuBoard _there = new();

        public override (string Buses, string Board) Site => (
            $$"""{ "id": "line", "kind": "modbusRtu", "device": {{JsonSerializer.Serialize(_there.Device)}}, "baud": 115200 }""",
            $$"""{ "id": "{{Id}}", "kind": "modbus", "bus": "line", "answerMs": 1000 }""");

        public override IReadOnlyDictionary<BoardMood, string> Faults => ModbusFaults;

        public override bool IsOn => _there.Coils[0];

        public override Task TakeAsync(BoardMood mood)
        {
            _there.Mood = mood;
            return Task.CompletedTask;
        }

        public override void Dispose() => _there.Dispose();
    }

    /// <param name="data">The gateway's data folder.</param>
    private sealed class OnPins(string data) : UnwillingBoard
    {
        public override (string Buses, string Board) Site => ("", $$"""{ "id": "{{Id}}", "kind": "simulated" }""");

        public override IReadOnlyDictionary<BoardMood, string> Faults { get; } = new Dictionary<BoardMood, string>
        {
            [BoardMood.RefusesWrites] = "its pin cannot be set (simulated: refused)",
            [BoardMood.Echoes] = "its pin does not read as it was set",
            [BoardMood.Gone] = "its pin cannot be set (simulated: gone)",
        };

        public override bool IsOn => Encoding.ASCII.GetString(File.ReadAllBytes(Path.Combine(data, "boards", Id + ".pins")))[0] == '1';

        public override Task TakeAsync(BoardMood mood) => Compound.TellBoardAsync(data, mood switch
        {
            BoardMood.Works => "fault 0 none",
            BoardMood.RefusesWrites => "fault 0 refuses",
            BoardMood.Echoes => "fault 0 stays",
            _ => "fault 0 gone",
        }, Id);

        public override void Dispose()
        {
            // Its gateway closes it.
        }
    }
}
