using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Drivers.Boards;

/// <summary>What carries a board's pins.</summary>
public enum BoardKind
{
    /// <summary>The machine's own GPIO chip, through libgpiod.</summary>
    Gpio,

    /// <summary>Pins kept in a file and moved through a Unix socket: for demonstrations and tests.</summary>
    Simulated,

    /// <summary>A relay and input board on a Modbus RTU or TCP bus.</summary>
    Modbus,
}

/// <summary>A board with pins, as the site file describes it.</summary>
public sealed record BoardOptions
{
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,31}$")]
    [Description("The board's name; relays, inputs and readers refer to it.")]
    public string Id { get; init; } = "";

    [Description("gpio: the machine's own pins through libgpiod. simulated: pins kept in a file, for demonstrations and tests. modbus: a "
        + "relay and input board on a Modbus bus.")]
    public BoardKind Kind { get; init; } = BoardKind.Gpio;

    [Range(0, 31)]
    [Description("gpio only: the number of the chip, as in /dev/gpiochip0.")]
    public int Chip { get; init; }

    [Description("modbus only: the bus the board answers on.")]
    public string Bus { get; init; } = "";

    [Range(1, 247)]
    [Description("modbus only: the board's unit address.")]
    public int Unit { get; init; } = 1;

    [Range(0, 256)]
    [Description("modbus only: how many relays the board has.")]
    public int Relays { get; init; } = 8;

    [Range(0, 256)]
    [Description("modbus only: how many inputs the board has.")]
    public int Inputs { get; init; } = 8;

    [Range(10, 5000)]
    [Description("modbus only: the board is asked for its inputs this often, in milliseconds, as far as the bus has time for it.")]
    public int PollMs { get; init; } = 50;

    [Range(20, 5000)]
    [Description("modbus only: an answer that has not come after this many milliseconds is missing.")]
    public int AnswerMs { get; init; } = 200;

    [Description("modbus only: how the board keeps a relay's time itself, where it has a command 'flash on'. Without it the relays of a "
        + "gateway that was killed stay on until the rest command.")]
    public PulseOptions? Pulse { get; init; }

    [Description("modbus only: the board has its relays as holding registers, and not as coils.")]
    public RelayRegisterOptions? RelayRegisters { get; init; }

    [Description("modbus only: the board's own watchdog, which rests the relays when the gateway falls silent.")]
    public WatchdogOptions? Watchdog { get; init; }

    /// <summary>How many relays or inputs there are to be named; null where only the machine knows.</summary>
    public int? CountOf(bool relays) => Kind switch
    {
        BoardKind.Modbus => relays ? Relays : Inputs,
        BoardKind.Simulated => Simulated.PinFile.PinCount,
        _ => null,
    };
}

/// <summary>A board's command that switches a relay on for a time the board keeps: function 05 with a count of units in place of
/// FF00.</summary>
public sealed record PulseOptions
{
    [Range(0, 65280)]
    [Description("The command's address for relay 0; relay n is at this address + n.")]
    public int Base { get; init; } = 0x200;

    [Range(1, 1000)]
    [Description("The unit of time the board counts in, in milliseconds.")]
    public int UnitMs { get; init; } = 100;
}

/// <summary>A board whose relays are holding registers: a register a relay, with values of the board's own.</summary>
public sealed record RelayRegisterOptions
{
    /// <summary>The most relays that one request can read.</summary>
    public const int MostRelays = 100;

    [Range(0, 65280)]
    [Description("The register of relay 0, counted from 0; relay n is at this address + n.")]
    public int Base { get; init; }

    [Range(0, 65535)]
    [Description("What is written to energise a relay.")]
    public int On { get; init; } = 1;

    [Range(0, 65535)]
    [Description("What is written to put a relay at rest.")]
    public int Off { get; init; }

    [Range(0, 65535)]
    [Description("What an energised relay's register reads, where that is another value than is written; null: the same.")]
    public int? ReadsOn { get; init; }

    [Range(0, 65535)]
    [Description("What the register of a relay at rest reads, where that is another value than is written; null: the same.")]
    public int? ReadsOff { get; init; }

    /// <summary>What is wrong with them, a line each.</summary>
    public IReadOnlyList<BoardProblem> Problems() =>
    [
        .. On == Off ? [new BoardProblem(BoardProblemKind.SameValues)] : Array.Empty<BoardProblem>(),
        .. (ReadsOn ?? On) == (ReadsOff ?? Off) ? [new BoardProblem(BoardProblemKind.SameReadings)] : Array.Empty<BoardProblem>(),
    ];
}

/// <summary>A board's watchdog: a holding register that says how long the board waits for its master before it rests its relays. Choose a
/// register the board keeps in its memory, not in its EEPROM: it is written in every poll.</summary>
public sealed record WatchdogOptions
{
    [Range(0, 65535)]
    [Description("The holding register's address, counted from 0.")]
    public int Register { get; init; }

    [Range(1, 65535)]
    [Description("What is written into it, in the board's own units of time; mostly 100 ms or 1 s. The board must wait longer than a bus "
        + "may be busy with others: 2 s or more.")]
    public int Value { get; init; } = 50;
}

/// <summary>One relay of a board.</summary>
public sealed record RelayOptions
{
    [Required]
    [Description("The board the relay is wired to.")]
    public string Board { get; init; } = "";

    [Range(0, 255)]
    [Description("The pin's number on that board (BCM numbering on a Raspberry Pi); on a Modbus board the coil, counted from 0.")]
    public int Pin { get; init; }

    [Description("true where a low pin energises the relay, as on most relay boards with optocouplers.")]
    public bool ActiveLow { get; init; }
}

/// <summary>How an input's pin is held while nothing drives it.</summary>
public enum InputPull
{
    /// <summary>The wiring holds the pin itself.</summary>
    None,

    /// <summary>Held high; the contact pulls it low.</summary>
    Up,

    /// <summary>Held low; the contact pulls it high.</summary>
    Down,
}

/// <summary>One input of a board.</summary>
public sealed record InputOptions
{
    [Required]
    [Description("The board the input is wired to.")]
    public string Board { get; init; } = "";

    [Range(0, 255)]
    [Description("The pin's number on that board (BCM numbering on a Raspberry Pi); on a Modbus board the discrete input, counted from 0.")]
    public int Pin { get; init; }

    [Description("true where a low pin means active: a contact to ground with a pull-up.")]
    public bool ActiveLow { get; init; } = true;

    [Description("How the pin is held while nothing drives it: none, up or down.")]
    public InputPull Pull { get; init; } = InputPull.Up;

    [Range(0, 5000)]
    [Description("A level counts once it has stood for this long, in milliseconds.")]
    public int DebounceMs { get; init; } = 50;

    [Description("Modbus boards only: the line is supervised by end-of-line resistors; the pin is then an analog input "
        + "register, counted from 0.")]
    public SupervisionOptions? Supervision { get; init; }
}
