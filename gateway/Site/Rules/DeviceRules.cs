using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What must hold between buses, boards, readers and the pins they use.</summary>
internal static class DeviceRules
{
    public static IReadOnlyList<FileProblem> Problems(SiteFile site)
    {
        List<FileProblem> problems = [];
        Each(site.Buses, "Buses", (bus, path) => Bus(problems, site, bus, path));
        Each(site.Boards, "Boards", (board, path) => Board(problems, site, board, path));
        Each(site.CardFormats, "CardFormats", (format, path) => problems.AddRange(CardFormats.Problems(format)
            .Select(p => new FileProblem(path, FormatWords.Of(p)))));
        Each(site.Readers, "Readers", (reader, path) => Reader(problems, site, reader, path));
        foreach (var (input, path) in Inputs(site))
        {
            Supervision(problems, site, input, path);
        }

        Pins(problems, site);
        return problems;
    }

    /// <summary>Every pin in use: a relay, an input or a data line, with its place in the site file.</summary>
    internal static IEnumerable<(string Board, int Pin, bool IsRelay, string Path)> UsedPins(SiteFile site)
    {
        foreach (var (reader, path) in site.Readers.Select((r, i) => (r, $"Site.Readers[{i}]")).Where(r => r.r.Kind == ReaderKind.Wiegand))
        {
            yield return (reader.Board, reader.Data0Pin, false, $"{path}.Data0Pin");
            yield return (reader.Board, reader.Data1Pin, false, $"{path}.Data1Pin");
        }

        foreach (var (door, path) in site.Doors.Select((d, i) => (d, $"Site.Doors[{i}]")))
        {
            foreach (var (relay, name) in new[] { (door.Relay, "Relay"), (door.Barrier?.CloseRelay, "Barrier.CloseRelay") })
            {
                if (relay is not null)
                {
                    yield return (relay.Board, relay.Pin, true, $"{path}.{name}");
                }
            }

        }

        if (site.Outside.Siren?.Relay is { } siren)
        {
            yield return (siren.Board, siren.Pin, true, "Site.Outside.Siren.Relay");
        }

        foreach (var (input, path) in Inputs(site))
        {
            yield return (input.Board, input.Pin, false, path);
        }
    }

    private static IEnumerable<(InputOptions Input, string Path)> Inputs(SiteFile site) => site.Doors
        .SelectMany((door, i) => InputsOf(door).Select(input => (input.Input, $"Site.Doors[{i}].{input.Name}")))
        .Concat(site.Fire?.Input is { } fire ? [(fire, "Site.Fire.Input")] : []);

    private static IEnumerable<(InputOptions Input, string Name)> InputsOf(DoorOptions door) =>
        new (InputOptions? Input, string Name)[]
        {
            (door.Contact, "Contact"), (door.LockFeedback, "LockFeedback"), (door.ExitButton, "ExitButton"), (door.Tamper, "Tamper"),
            (door.Barrier?.Loop, "Barrier.Loop"), (door.Barrier?.UpLimit, "Barrier.UpLimit"),
        }.Where(i => i.Input is not null).Select(i => (i.Input!, i.Name));

    private static void Bus(List<FileProblem> problems, SiteFile site, BusOptions bus, string path)
    {
        if (bus.IsOnNetwork() ? bus.Host.Length == 0 : bus.Device.Length == 0)
        {
            problems.Add(bus.IsOnNetwork() ? new($"{path}.Host", DeviceRuleTexts.NoBusHost(NameOf(bus.Kind)))
                : new($"{path}.Device", DeviceRuleTexts.NoBusDevice));
        }

        if (bus.Kind == BusKind.Osdp && bus.Parity != SerialParity.None)
        {
            problems.Add(new($"{path}.Parity", DeviceRuleTexts.OsdpParity));
        }

        if (bus.Kind == BusKind.QrScanner && site.Readers.Count(r => r.Bus == bus.Id) > 1)
        {
            problems.Add(new(path, DeviceRuleTexts.OneScanner));
        }

        var twin = site.Buses.TakeWhile(b => b != bus).FirstOrDefault(b => bus.Device.Length > 0 && b.Device == bus.Device);
        if (twin is not null)
        {
            problems.Add(new($"{path}.Device", DeviceRuleTexts.DeviceTaken(bus.Device, twin.Id)));
        }
    }

    private static void Board(List<FileProblem> problems, SiteFile site, BoardOptions board, string path)
    {
        if (board.Kind == BoardKind.Modbus)
        {
            On(problems, site, board.Bus, path, BusKind.ModbusRtu, BusKind.ModbusTcp, BusKind.ModbusRtuOverTcp);
            if (site.Boards.TakeWhile(b => b != board).Any(b => b.Kind == BoardKind.Modbus && b.Bus == board.Bus && b.Unit == board.Unit))
            {
                problems.Add(new($"{path}.Unit", DeviceRuleTexts.UnitTaken(board.Unit, board.Bus)));
            }

            RelayRegisters(problems, board, path);
        }
    }

    private static void RelayRegisters(List<FileProblem> problems, BoardOptions board, string path)
    {
        if (board.RelayRegisters is not { } registers)
        {
            return;
        }

        problems.AddRange(registers.Problems().Select(p => new FileProblem($"{path}.RelayRegisters", FormatWords.Of(p))));
        if (board.Relays > RelayRegisterOptions.MostRelays)
        {
            problems.Add(new($"{path}.Relays", DeviceRuleTexts.TooManyRelays(RelayRegisterOptions.MostRelays)));
        }

        if (board.Pulse is not null)
        {
            problems.Add(new($"{path}.Pulse", DeviceRuleTexts.NoPulseWithRegisters));
        }

        if (board.Watchdog is { } watchdog && watchdog.Register >= registers.Base && watchdog.Register < registers.Base + board.Relays)
        {
            problems.Add(new($"{path}.Watchdog.Register", DeviceRuleTexts.WatchdogOnRelay(watchdog.Register,
                watchdog.Register - registers.Base)));
        }
    }

    private static string NameOf(BusKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static void Reader(List<FileProblem> problems, SiteFile site, ReaderOptions reader, string path)
    {
        string[] formats = [.. CardFormats.BuiltIn.Names, .. site.CardFormats.Select(f => f.Name)];
        if (!formats.Contains(reader.Format, StringComparer.Ordinal))
        {
            problems.Add(new($"{path}.Format", DeviceRuleTexts.NoFormat(reader.Format, SiteRules.Listed(formats))));
        }

        if (reader.Kind == ReaderKind.Wiegand && IsUnfitForPins(site, reader.Format))
        {
            problems.Add(new($"{path}.Format", FormatRuleTexts.NoParityBit(reader.Format)));
        }

        switch (reader.Kind)
        {
            case ReaderKind.Wiegand when reader.Board.Length == 0:
                problems.Add(new($"{path}.Board", DeviceRuleTexts.NoReaderBoard));
                break;
            case ReaderKind.Wiegand when site.Boards.Any(b => b.Id == reader.Board && b.Kind == BoardKind.Modbus):
                problems.Add(new($"{path}.Board", DeviceRuleTexts.ModbusTooSlow(reader.Board)));
                break;
            case ReaderKind.Osdp:
                if (reader.Key.Length == 0 && !reader.Insecure)
                {
                    problems.Add(new($"{path}.Key", DeviceRuleTexts.NoReaderKey));
                }

                On(problems, site, reader.Bus, path, BusKind.Osdp);
                if (site.Readers.TakeWhile(r => r != reader).Any(r => r.Kind == ReaderKind.Osdp && r.Bus == reader.Bus
                    && r.Address == reader.Address))
                {
                    problems.Add(new($"{path}.Address", DeviceRuleTexts.UnitTaken(reader.Address, reader.Bus)));
                }

                break;
            case ReaderKind.QrScanner:
                On(problems, site, reader.Bus, path, BusKind.QrScanner);
                break;
        }
    }

    /// <summary>A described format that is wrong is told where it stands.</summary>
    private static bool IsUnfitForPins(SiteFile site, string format)
    {
        var described = site.CardFormats.Where(f => f.Name == format && CardFormats.Problems(f).Count == 0).Take(1);
        return new CardFormats(described).UnfitForPins(format) is not null;
    }

    private static void Supervision(List<FileProblem> problems, SiteFile site, InputOptions input, string path)
    {
        if (input.Supervision is { } supervision)
        {
            problems.AddRange(supervision.Problems().Select(p => new FileProblem($"{path}.Supervision", FormatWords.Of(p))));
            if (site.Boards.Any(b => b.Id == input.Board && b.Kind != BoardKind.Modbus))
            {
                problems.Add(new($"{path}.Supervision", DeviceRuleTexts.NoAnalogInput(input.Board)));
            }
        }
    }

    private static void On(List<FileProblem> problems, SiteFile site, string bus, string path, params BusKind[] kinds)
    {
        var fitting = site.Buses.Where(b => kinds.Contains(b.Kind)).Select(b => b.Id).ToArray();
        if (!fitting.Contains(bus, StringComparer.Ordinal))
        {
            problems.Add(new($"{path}.Bus", DeviceRuleTexts.NoBus(WordList.Or(kinds.Select(NameOf)), bus, SiteRules.Listed(fitting))));
        }
    }

    /// <summary>On a Modbus board relays and inputs are numbered apart; on pins they are not.</summary>
    private static void Pins(List<FileProblem> problems, SiteFile site)
    {
        var owners = new Dictionary<(string Board, int Pin, bool IsRelay), string>();
        var boards = site.Boards.Select(b => b.Id).ToHashSet(StringComparer.Ordinal);
        var modbus = site.Boards.Where(b => b.Kind == BoardKind.Modbus).Select(b => b.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (board, pin, isRelay, path) in UsedPins(site))
        {
            var place = (board, pin, isRelay && modbus.Contains(board));
            if (board.Length > 0 && !boards.Contains(board))
            {
                problems.Add(new(path, DeviceRuleTexts.NoBoard(board, SiteRules.Listed(boards))));
            }
            else if (board.Length > 0 && !owners.TryAdd(place, path))
            {
                problems.Add(new(path, DeviceRuleTexts.PinTaken(pin, board, owners[place])));
            }

            if (site.Boards.FirstOrDefault(one => one.Id == board)?.CountOf(isRelay) is { } count && pin >= count)
            {
                problems.Add(new(path, isRelay ? DeviceRuleTexts.NoRelayPin(board, pin, count)
                    : DeviceRuleTexts.NoInputPin(board, pin, count)));
            }
        }
    }

    private static void Each<T>(IReadOnlyList<T> list, string name, Action<T, string> check)
    {
        for (var i = 0; i < list.Count; i++)
        {
            check(list[i], $"Site.{name}[{i}]");
        }
    }
}
