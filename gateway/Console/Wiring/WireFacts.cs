using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Console.Duty;
using Zhuhui.Edge.Gateway.Console.Machine;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages.Technics;

namespace Zhuhui.Edge.Gateway.Console.Wiring;

/// <summary>Relays, inputs and readers in words.</summary>
/// <param name="clock">A time by the site's clocks, to the second.</param>
internal sealed class WireFacts(Wires wires, FactWriter write, Func<DateTimeOffset, string> clock)
{
    private delegate Wording Named(string pin);

    public IEnumerable<Fact> Of(DoorOptions door)
    {
        if (door.Relay is { } relay)
        {
            yield return Of(relay, WiringTexts.Relay);
        }

        if (door.Barrier?.CloseRelay is { } close)
        {
            yield return Of(close, WiringTexts.CloseRelay);
        }

        foreach (var (input, name, active, inactive) in new (InputOptions?, Named, Wording, Wording)[]
        {
            (door.Contact, WiringTexts.Contact, WiringTexts.Closed, WiringTexts.Open),
            (door.LockFeedback, WiringTexts.LockFeedback, WiringTexts.Locked, WiringTexts.Unlocked),
            (door.ExitButton, WiringTexts.ExitButton, WiringTexts.Pressed, WiringTexts.LetGo),
            (door.Tamper, WiringTexts.Tamper, WiringTexts.Opened, WiringTexts.Shut),
            (door.Barrier?.Loop, WiringTexts.Loop, WiringTexts.Vehicle, WiringTexts.NoVehicle),
            (door.Barrier?.UpLimit, WiringTexts.UpLimit, WiringTexts.Up, WiringTexts.NotUp),
        })
        {
            if (input is not null)
            {
                yield return Of(input, name, active, inactive);
            }
        }
    }

    public Fact OfFire(InputOptions input) => Of(input, WiringTexts.Fire, WiringTexts.OnFire, WiringTexts.NoFire);

    /// <param name="device">Null where nothing reports how it is: a reader on a board's pins.</param>
    public Fact OfReader(string reader, Wording? place, DeviceStatus? device, LastRead? read)
    {
        List<Wording> said = [read switch
        {
            null => WiringTexts.NothingRead,
            { Kind: ReadKind.Key } => WiringTexts.KeyRead(clock(read.At)),
            { Kind: ReadKind.Code } => WiringTexts.CodeRead(clock(read.At)),
            { Kind: ReadKind.Fault } => WiringTexts.FaultRead(read.Detail ?? "", clock(read.At)),
            { Card: { } number } => WiringTexts.CardRead(number, read.Format ?? "", clock(read.At)),
            _ => WiringTexts.HeldCardRead(read.Format ?? "", clock(read.At)),
        }];
        var state = device is null ? null : PartFacts.Of(device, write);
        if (state is not null)
        {
            said.Insert(0, Wording.Same(state.Value));
        }

        return new Fact(place is null ? reader : $"{reader} · {write.Say(place)}", write.Say(Wording.Join(ListTexts.Comma, said)),
            state is { Tone: not Tone.Good } ? state.Tone : read is { Kind: ReadKind.Fault } ? Tone.Bad
            : read is null ? Tone.Unknown : Tone.Good);
    }

    private Fact Of(RelayOptions relay, Named name)
    {
        var (words, tone) = wires.Of(relay) switch
        {
            null => (WiringTexts.NotOpened, Tone.Unknown),
            { Obstacle: { } obstacle } => (Wording.Same(obstacle), Tone.Bad),
            { IsEnergised: true, IsConfirmed: true } => (WiringTexts.Energised, Tone.Busy),
            { IsEnergised: true } => (WiringTexts.EnergisedUnseen, Tone.Busy),
            { IsConfirmed: true } => (WiringTexts.AtRest, Tone.Good),
            _ => (WiringTexts.AtRestUnseen, Tone.Unknown),
        };
        return new Fact(write.Say(name($"{relay.Board}:{relay.Pin}")), write.Say(words), tone);
    }

    private Fact Of(InputOptions input, Named name, Wording active, Wording inactive)
    {
        var level = wires.Of(input);
        var (words, tone) = level?.State switch
        {
            // A level is neither good nor bad: that it can be read is all that is known.
            InputState.Active => (WiringTexts.Active(active), Tone.Unknown),
            InputState.Inactive => (WiringTexts.Inactive(inactive), Tone.Unknown),
            InputState.ShortCircuit => (WiringTexts.Shorted, Tone.Bad),
            InputState.OpenCircuit => (WiringTexts.Cut, Tone.Bad),
            InputState.Unknown => (WiringTexts.NotRead, Tone.Bad),
            _ => (WiringTexts.NotOpened, Tone.Unknown),
        };
        return new Fact(write.Say(name($"{input.Board}:{input.Pin}")), write.Say(level?.ChangedAt is { } at
            ? WiringTexts.ChangedAt(words, clock(at)) : words), tone);
    }
}
