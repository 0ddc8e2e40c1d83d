using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Cli.Setup.Asking;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>The doors and barriers: what they are wired to, and by which readers people pass.</summary>
internal sealed class DoorQuestions(Interview interview, Hardware hardware)
{
    private const int MostDoors = 16;

    /// <summary>The highest pin that a question takes; a board with fewer is told by the check.</summary>
    private const int MostPin = 255;

    /// <summary>Of secrets that readers are to have, by their names: made here, and to be laid where the service finds them.</summary>
    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    public SiteFile Ask(SiteFile site)
    {
        var count = interview.AskNumber("doors", SetupTexts.HowManyDoors, 1, MostDoors, 1);
        for (var number = 1; number <= count; number++)
        {
            site = Sections.UntilRight(interview, SetupTexts.Door(number), site, draft => AskOne(draft, number));
        }

        return site;
    }

    /// <summary>The contact of the fire alarm panel.</summary>
    public SiteFile AskFire(SiteFile site) => Sections.UntilRight(interview, SetupTexts.Fire, site, draft =>
        AskInput(draft, "fire", SetupTexts.FireContact) is not { } contact ? draft
            // Cut wires release as well: the contact is closed while all is well.
            : draft with { Fire = new FireOptions { Input = contact with { ActiveLow = !contact.ActiveLow } } });

    private SiteFile AskOne(SiteFile site, int number)
    {
        var key = $"door.{number}";
        var name = interview.AskText($"{key}.name", SetupTexts.DoorName, null);
        var kind = interview.AskChoice($"{key}.kind", SetupTexts.DoorKind,
        [
            new Choice<EntranceKind>("door", EntranceKind.Door, SetupTexts.Hinged),
            new Choice<EntranceKind>("barrier", EntranceKind.Barrier, SetupTexts.Barrier),
        ], "door");
        var door = new DoorOptions
        {
            Id = CompoundQuestions.AskId(interview, $"{key}.id", SetupTexts.DoorId,
                Ids.Of(name, site.Doors.Select(other => other.Id), "door")),
            Name = name,
            Kind = kind,
            Ring = interview.AskChoice($"{key}.ring", SetupTexts.DoorRing,
            [
                new Choice<Ring>("entrance", Ring.Entrance, SetupTexts.RingEntrance),
                new Choice<Ring>("unitDoor", Ring.UnitDoor, SetupTexts.RingUnitDoor),
                new Choice<Ring>("commonArea", Ring.CommonArea, SetupTexts.RingCommonArea),
            ], "entrance"),
            Relay = AskRelay(site, key),
            Barrier = kind != EntranceKind.Barrier ? null : new BarrierOptions
            {
                Loop = AskInput(site, $"{key}.loop", SetupTexts.Loop) ?? new InputOptions(),
            },
            Wiring = kind == EntranceKind.Barrier ? LockWiring.EnergisedReleases
                : interview.AskChoice($"{key}.wiring", SetupTexts.WithoutPower,
            [
                new Choice<LockWiring>("locked", LockWiring.EnergisedReleases, SetupTexts.StaysLocked),
                new Choice<LockWiring>("released", LockWiring.EnergisedLocks, SetupTexts.IsReleased),
            ], "locked"),
            Contact = AskInput(site, $"{key}.contact", SetupTexts.DoorContact),
            ExitButton = kind == EntranceKind.Barrier ? null : AskInput(site, $"{key}.exitButton", SetupTexts.ExitButton),
            UnlockSeconds = interview.AskNumber($"{key}.unlockSeconds", SetupTexts.UnlockSeconds, 1, 255, 5),
        };
        var readers = new ReaderQuestions(interview, hardware, Secrets);
        (site, var outside) = readers.Ask(site, $"{key}.reader", SetupTexts.ReaderOutside, $"{door.Id}-in");
        (site, var inside) = readers.Ask(site, $"{key}.exitReader", SetupTexts.ReaderInside, $"{door.Id}-out");
        return site with { Doors = [.. site.Doors, door with { Readers = outside, ExitReaders = inside }] };
    }

    private RelayOptions AskRelay(SiteFile site, string key)
    {
        var board = AskBoard(site, $"{key}.relay");
        var pin = interview.AskNumber($"{key}.relay", SetupTexts.Relay(board.Id), 0, MostPin, null);
        return new RelayOptions
        {
            Board = board.Id,
            Pin = pin,
            ActiveLow = board.Kind == BoardKind.Gpio && interview.AskYesNo($"{key}.relay.activeLow", SetupTexts.RelayActiveLow, false),
        };
    }

    private InputOptions? AskInput(SiteFile site, string key, Wording question)
    {
        if (interview.AskPin(key, question, MostPin) is not { } pin)
        {
            return null;
        }

        var board = AskBoard(site, key);
        return board.Kind == BoardKind.Modbus
            ? new InputOptions { Board = board.Id, Pin = pin, ActiveLow = false, Pull = InputPull.None }
            : new InputOptions { Board = board.Id, Pin = pin };
    }

    /// <summary>Asked only where there are several.</summary>
    private BoardOptions AskBoard(SiteFile site, string key) => site.Boards is [var only] ? only
        : interview.AskChoice($"{key}.board", SetupTexts.WhichBoard, [.. site.Boards.Select(board =>
            new Choice<BoardOptions>(board.Id, board, Wording.Same(board.Kind.ToString())))], site.Boards[0].Id);
}
