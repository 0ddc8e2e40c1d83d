using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Serial;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Osdp;

/// <summary>The whole bus over pseudo-terminals in real time.</summary>
[Trait("needs", "process")]
public sealed class OsdpBusTests : IAsyncLifetime
{
    private static readonly byte[] _keyBytes = Convert.FromHexString("A1B2C3D4E5F60718293A4B5C6D7E8F90");
    private readonly SerialPair _terminals = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<DeviceReport> _reports = new();
    private readonly ConcurrentQueue<CardRead> _cards = new();
    private readonly ConcurrentQueue<KeyPressed> _keys = new();
    private readonly List<Task> _running = [];
    private readonly SimulatedOsdpReader _first = new(1, _keyBytes, TimeProvider.System);
    private readonly SimulatedOsdpReader _second = new(2, _keyBytes, TimeProvider.System);
    private readonly SimulatedOsdpReader _fresh = new(3, null, TimeProvider.System);
    private bool _echoes;
    private Stream? _readerEnd;
    private OsdpBus _bus = null!;

    public ValueTask InitializeAsync()
    {
        ServeReaders();
        _bus = new OsdpBus(
            new BusOptions { Id = "gate", Kind = BusKind.Osdp, Device = _terminals.Near, Baud = 115_200 },
            [Setup("in", 1), Setup("out", 2), Setup("new", 3)],
            new ReaderListener(_cards.Enqueue, _keys.Enqueue, _ => { }, _ => { }),
            _reports.Enqueue,
            TimeProvider.System,
            NullLogger.Instance,
            SerialLine.Open,
            OsdpTimings.Standard with { Offline = TimeSpan.FromSeconds(2) });
        _running.Add(Task.Run(() => _bus.RunAsync(_stop.Token)));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).WaitAsync(Eventually.Patience);
        _readerEnd?.Dispose();
        _terminals.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Cards_and_keys_come_through_a_secure_channel_and_signals_go_back()
    {
        await Until(() => Online("in") && Online("out"));
        _first.Present(new CardNumber(4711));
        _second.Press("12#*");
        await Until(() => !_cards.IsEmpty && _keys.Count == 4);
        var card = Assert.Single(_cards);
        Assert.Equal(("in", new CardNumber(4711), "wiegand-34"), (card.Reader, card.Card, card.Format));
        Assert.Equal("12#*", string.Concat(_keys.Select(key => key.Key)));
        Assert.All(_keys, key => Assert.Equal("out", key.Reader));

        var shown = _first.Shown.Count;
        _bus.Signal("in", ReaderSignal.Granted);
        await Until(() => _first.Shown.Count == shown + 2);
        Assert.Equal([0x69, 0, 0, 2, 1, 0, 2, 2, 30, 0, 0, 0, 0, 0, 0], _first.Shown[shown]);
        Assert.Equal([0x6A, 0, 2, 3, 1, 1], _first.Shown[shown + 1]);
        Assert.Equal(0, _first.PlaintextCommands + _second.PlaintextCommands);
    }

    [Fact]
    public async Task A_device_that_vanishes_is_reported_and_found_again_with_all_its_readers()
    {
        await Until(() => Online("in") && Online("out"));
        _terminals.Unplug();
        await Until(() => Last("gate") == DeviceCondition.Offline && Last("in") == DeviceCondition.Offline
            && Last("out") == DeviceCondition.Offline);
        _first.Present(new CardNumber(1));
        _terminals.Plug();
        ServeReaders();
        await Until(() => Last("gate") == DeviceCondition.Online && Online("in") && Online("out"));
        await Until(() => !_cards.IsEmpty);
    }

    [Fact]
    public async Task A_reader_that_dies_is_reported_and_the_other_goes_on()
    {
        await Until(() => Online("in") && Online("out"));
        _second.IsSilent = true;
        await Until(() => Last("out") == DeviceCondition.Offline);
        _first.Present(new CardNumber(8));
        await Until(() => !_cards.IsEmpty);
        _second.IsSilent = false;
        await Until(() => Online("out"));
        Assert.Single(_reports, report => report.Device == "in");
        Assert.Equal(1, _first.Sessions);
    }

    [Fact]
    public async Task An_operator_gives_a_fresh_reader_its_key()
    {
        await Until(() => Last("new") == DeviceCondition.KeyRefused);
        Assert.Null(_fresh.Key);
        _bus.InstallKeys(TimeSpan.FromMinutes(5));
        await Until(() => Online("new"));
        Assert.Equal(_keyBytes, _fresh.Key);
        Assert.Equal(1, _fresh.KeysInstalled);
        Assert.Throws<ArgumentOutOfRangeException>(() => _bus.InstallKeys(TimeSpan.FromMinutes(11)));
    }

    [Fact]
    public async Task An_adapter_that_echoes_takes_no_time_from_a_slow_answer()
    {
        await Until(() => Online("in") && Online("out"));
        _echoes = true;
        _first.Delay = TimeSpan.FromMilliseconds(100);
        _terminals.Unplug();
        _terminals.Plug();
        ServeReaders();
        await Until(() => Last("gate") == DeviceCondition.Offline);
        await Until(() => Online("gate") && Online("in"));
        _first.Present(new CardNumber(5));
        await Until(() => !_cards.IsEmpty);
    }

    private static OsdpReaderSetup Setup(string id, int address) =>
        new(new ReaderOptions { Id = id, Kind = ReaderKind.Osdp, Bus = "gate", Address = address, Format = "wiegand-34" },
            OsdpKey.Parse(Convert.ToHexString(_keyBytes)));

    private void ServeReaders()
    {
        _readerEnd?.Dispose();
        _readerEnd = SerialLine.Open(new BusOptions { Device = _terminals.Far, Baud = 115_200 });
        var line = new SimulatedOsdpLine(_readerEnd, [_first, _second, _fresh], 0, TimeProvider.System) { Echoes = _echoes };
        _running.Add(Task.Run(async () =>
        {
            try
            {
                await line.RunAsync(_stop.Token);
            }
            catch (IOException)
            {
                // Unplugged.
            }
        }));
    }

    private DeviceCondition? Last(string device) =>
        _reports.Where(report => report.Device == device).Select(report => (DeviceCondition?)report.Condition).LastOrDefault();

    private bool Online(string reader) => Last(reader) == DeviceCondition.Online;

    private async Task Until(Func<bool> condition)
    {
        var since = Stopwatch.StartNew();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            Assert.True(since.Elapsed < Eventually.Patience, $"It did not come to be; {string.Join(", ", _reports)}; "
                + $"{_cards.Count} cards.");
            await looks.WaitForNextTickAsync();
        }
    }
}
