using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>How one board, bus or reader is.</summary>
/// <param name="Online">null until it was first heard of.</param>
/// <param name="Outages">How often it was lost in this run.</param>
/// <param name="Impaired">Something that the site counts on is not there.</param>
internal sealed record DeviceStatus(string Id, bool? Online, bool Tampered, bool PowerFailed, bool KeyRefused, long Outages,
    string? Detail, bool Impaired = false);

/// <summary>How every board, bus and reader is. A change is an event in the journal and a figure among the metrics; what only repeats is
/// neither. Safe to use from any thread.</summary>
internal sealed class DeviceHealth
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, DeviceStatus> _devices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeviceStatus> _told = new(StringComparer.Ordinal);
    private readonly DeviceNotes _notes;
    private readonly DeviceSteadiness _steadiness;
    private readonly EventLedger _ledger;

    public DeviceHealth(EventLedger ledger, TimeProvider time) => (_ledger, _notes, _steadiness) =
        (ledger, new DeviceNotes(time), new DeviceSteadiness(time));

    /// <summary>Told after a change was journaled; must not wait.</summary>
    public event Action<DeviceReport>? Changed;

    public IReadOnlyList<DeviceStatus> Devices
    {
        get
        {
            lock (_lock)
            {
                return [.. _devices.Values];
            }
        }
    }

    /// <summary>A device that the site file names and nobody has heard of yet.</summary>
    public void Expect(string device)
    {
        lock (_lock)
        {
            _devices.TryAdd(device, New(device));
        }
    }

    /// <summary>What a driver reports.</summary>
    public void Report(DeviceReport report)
    {
        var times = 1;
        lock (_lock)
        {
            var before = _devices.GetValueOrDefault(report.Device) ?? New(report.Device);
            if (report is { Condition: DeviceCondition.Offline, Detail: { } why } && before is { Online: false, KeyRefused: false }
                && before.Detail != why)
            {
                // It is away still, and something else is known of it now.
                report = report with { Condition = DeviceCondition.Noted };
            }

            var after = Next(before, report);
            if (after == before && report.Condition != DeviceCondition.Noted)
            {
                return;
            }

            _devices[report.Device] = after;
            var isTurn = IsTurn(before, after);
            if (!isTurn && IsNote(report) && (times = _notes.Count(report.Device, report.Detail ?? "")) == 0)
            {
                return;
            }

            var told = _told.GetValueOrDefault(report.Device) ?? New(report.Device);
            if (!isTurn || _steadiness.Count(report.Device))
            {
                _told[report.Device] = after;
            }
            else if (after.Tampered && !told.Tampered)
            {
                // An alarm is not held back: it stands until all is quiet.
                _told[report.Device] = told with { Tampered = true };
            }
            else
            {
                times = 0;
            }
        }

        if (times > 0)
        {
            _ledger.Append(EventOf(report, times));
        }

        Look();
        Changed?.Invoke(report);
    }

    /// <summary>Puts on record what became of devices that go and come; to be called every few seconds.</summary>
    public void Look()
    {
        List<GatewayEvent> due = [];
        lock (_lock)
        {
            foreach (var (device, times, isQuiet) in _steadiness.Look())
            {
                due.AddRange(isQuiet ? Settled(device) : [new DeviceUnsteady(device, times)]);
            }

            due.AddRange(_notes.Look().Select(note => new DeviceNoted(note.Device, note.Words, note.Times)));
        }

        due.ForEach(_ledger.Append);
    }

    /// <summary>What may come and go many times a minute where a wire, a contact or a supply is loose.</summary>
    private static bool IsTurn(DeviceStatus before, DeviceStatus after) =>
        (before.Online is not null && before.Online != after.Online)
        || (before.Tampered, before.PowerFailed, before.KeyRefused, before.Impaired)
            != (after.Tampered, after.PowerFailed, after.KeyRefused, after.Impaired);

    private static bool IsNote(DeviceReport report) => report.Condition is DeviceCondition.Noted or DeviceCondition.Impaired
        or DeviceCondition.Mended;

    /// <summary>How a device is that has come to rest, as far as it is not on record yet.</summary>
    private List<GatewayEvent> Settled(string device)
    {
        var (now, told) = (_devices[device], _told.GetValueOrDefault(device) ?? New(device));
        _told[device] = now;
        List<GatewayEvent> settled = [now.KeyRefused ? new ReaderKeyRefused(device, now.Detail)
            : now.Online == true ? new DeviceFound(device) : new DeviceLost(device, now.Detail)];
        if (now.Tampered != told.Tampered)
        {
            settled.Add(now.Tampered ? new DeviceTampered(device) : new TamperCleared(device));
        }

        if (now.PowerFailed != told.PowerFailed)
        {
            settled.Add(new DevicePower(device, now.PowerFailed));
        }

        if (now.Impaired && !told.Impaired)
        {
            settled.Add(new DeviceNoted(device, now.Detail ?? "", 1));
        }

        return settled;
    }

    private static DeviceStatus New(string device) => new(device, null, false, false, false, 0, null);

    private static DeviceStatus Next(DeviceStatus before, DeviceReport report) => report.Condition switch
    {
        DeviceCondition.Online when before.Online == true && !before.KeyRefused => before,
        DeviceCondition.Online => before with { Online = true, KeyRefused = false, Impaired = false, Detail = null },
        DeviceCondition.Offline when before is { Online: false, KeyRefused: false } => before,
        DeviceCondition.Offline => before with { Online = false, KeyRefused = false, Outages = before.Outages + 1, Detail = report.Detail },
        DeviceCondition.Tampered => before with { Tampered = true },
        DeviceCondition.TamperCleared => before with { Tampered = false },
        DeviceCondition.PowerFailed => before with { PowerFailed = true },
        DeviceCondition.PowerRestored => before with { PowerFailed = false },
        DeviceCondition.Noted => before with { Detail = report.Detail },
        DeviceCondition.Impaired => before with { Impaired = true, Detail = report.Detail },
        DeviceCondition.Mended => before with { Impaired = false, Detail = null },
        DeviceCondition.KeyRefused when before.KeyRefused => before,
        DeviceCondition.KeyRefused => before with { KeyRefused = true, Detail = report.Detail },
        _ => before,
    };

    private static GatewayEvent EventOf(DeviceReport report, int times) => report.Condition switch
    {
        DeviceCondition.Online => new DeviceFound(report.Device),
        DeviceCondition.Offline => new DeviceLost(report.Device, report.Detail),
        DeviceCondition.Tampered => new DeviceTampered(report.Device),
        DeviceCondition.TamperCleared => new TamperCleared(report.Device),
        DeviceCondition.PowerFailed => new DevicePower(report.Device, Failed: true),
        DeviceCondition.PowerRestored => new DevicePower(report.Device, Failed: false),
        DeviceCondition.Noted or DeviceCondition.Impaired or DeviceCondition.Mended =>
            new DeviceNoted(report.Device, report.Detail ?? "", times),
        _ => new ReaderKeyRefused(report.Device, report.Detail),
    };
}
