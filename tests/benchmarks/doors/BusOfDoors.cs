using System.Collections.Concurrent;
using System.Diagnostics;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Doors;

/// <summary>Four doors of a compound and their readers: simulated readers, a pseudo-terminal as slow as the line, the bus's own loop, the
/// doors' own loops, a journal on disk. Doors without a contact, so that a passage is complete right after its relay was told.</summary>
internal sealed class BusOfDoors : IDisposable
{
    public const int ReaderCount = 4;

    private const int People = 2100;

    /// <summary>A reader that was just found is asked again before its cards count as fresh.</summary>
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly SerialPair _terminals = new();
    private readonly Stream _readerEnd;
    private readonly SimulatedOsdpReader[] _readers;
    private readonly SimulatedOsdpLine _line;
    private readonly OsdpBus _bus;
    private readonly Compound _compound;
    private readonly ConcurrentDictionary<string, bool> _online = new();
    private readonly TaskCompletionSource _allOnline = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Held?[] _held = new Held?[ReaderCount];
    private readonly ConcurrentQueue<string> _failures = new();

    /// <param name="lit">Whether the readers show what they are told; lights and buzzers take their share of the line.</param>
    public BusOfDoors(string folder, int baud, bool lit)
    {
        _readerEnd = Osdp.Line.Open(_terminals.Far);
        _readers = [.. Enumerable.Range(1, ReaderCount).Select(address => new SimulatedOsdpReader(address, Osdp.Line.Key,
            TimeProvider.System))];
        _line = new SimulatedOsdpLine(_readerEnd, _readers, baud, TimeProvider.System);
        _bus = Osdp.Line.Bus(_terminals.Near, baud, ReaderCount, OnCard, OnReport);
        _compound = new Compound(folder, lit ? _bus.Signal : null);
        _compound.Residents.Replace(Compound.People(People));
        _compound.Ledger.Appended += OnAppended;
    }

    /// <summary>Why cards let nobody in, one line each.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Holds so many cards before the readers, each when its door is locked and at no particular time of the poll cycle.</summary>
    /// <returns>The waits in ms; null for a card that let nobody in.</returns>
    public async Task<List<double?>> PresentAsync(int cards)
    {
        using var stop = new CancellationTokenSource();
        Task[] running =
        [
            .. _compound.Doors.Take(ReaderCount).Select(door => Task.Run(() => UntilStoppedAsync(door.RunAsync(stop.Token)))),
            Task.Run(() => Osdp.Line.UntilGoneAsync(_line.RunAsync(stop.Token))),
            Task.Run(() => _bus.RunAsync(stop.Token)),
        ];
        await _allOnline.Task;
        await Task.Delay(_settling);
        var waits = await Task.WhenAll(Enumerable.Range(0, ReaderCount).Select(n => Task.Run(() => PresentAsync(n, cards / ReaderCount))));
        await stop.CancelAsync();
        await Task.WhenAll(running);
        return [.. waits.SelectMany(w => w)];
    }

    public void Dispose()
    {
        _compound.Dispose();
        _readerEnd.Dispose();
        _terminals.Dispose();
    }

    private async Task<List<double?>> PresentAsync(int n, int cards)
    {
        var random = new Random(n);
        var doorLock = _compound.Locks.LockOf(_compound.Doors[n].Id);
        List<double?> waits = [];
        for (var i = 0; i < cards; i++)
        {
            while (doorLock.IsReleased)
            {
                await Task.Delay(10);
            }

            await Task.Delay(random.Next(500));
            var person = ((i * ReaderCount) + n) * 7919 % People;
            var held = _held[n] = new Held($"p-{person:x16}",
                new TaskCompletionSource<long?>(TaskCreationOptions.RunContinuationsAsynchronously));
            var began = Stopwatch.GetTimestamp();
            _readers[n].Present(new CardNumber(Compound.CardOf(person)));
            if (await Task.WhenAny(held.Answer.Task, Task.Delay(_patience)) != held.Answer.Task)
            {
                _failures.Enqueue($"no answer within {_patience.TotalSeconds:0} s");
                held.Answer.TrySetResult(null);
            }

            waits.Add(await held.Answer.Task is { } at ? Stopwatch.GetElapsedTime(began, at).TotalMilliseconds : null);
        }

        return waits;
    }

    private void OnCard(CardRead card) => _compound.Doors[Digit(card.Reader) - 1].Post(new CredentialInput.Card(card));

    private void OnReport(DeviceReport report)
    {
        _online[report.Device] = report.Condition == DeviceCondition.Online;
        if (_online.Values.Count(online => online) == ReaderCount + 1)
        {
            _allOnline.TrySetResult();
        }
    }

    private void OnAppended(GatewayEvent happened)
    {
        var at = Stopwatch.GetTimestamp();
        switch (happened)
        {
            case PassageCompleted passage when _held[Digit(passage.Door)] is { } held && held.Person == passage.Person:
                var isReleased = _compound.Locks.LockOf(passage.Door).IsReleased;
                if (!isReleased)
                {
                    _failures.Enqueue("the relay rested again before the event");
                }

                held.Answer.TrySetResult(isReleased ? at : null);
                break;
            case PassageDenied denied:
                _failures.Enqueue($"refused: {denied.Because.En}");
                _held[Digit(denied.Door)]?.Answer.TrySetResult(null);
                break;
        }
    }

    /// <summary>A card before a reader, whose it is, and when its relay was energised; null for never.</summary>
    private sealed record Held(string Person, TaskCompletionSource<long?> Answer);

    /// <summary>Readers count from 1, doors from 0.</summary>
    private static int Digit(string id) => id[^1] - '0';

    private static async Task UntilStoppedAsync(Task loop)
    {
        try
        {
            await loop;
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
