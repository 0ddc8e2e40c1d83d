using System.Collections.Concurrent;
using System.Diagnostics;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Osdp;

/// <summary>Cards without pause over a line that spoils bytes.</summary>
internal static class Soak
{
    private static readonly TimeSpan _stale = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _lastCards = TimeSpan.FromSeconds(30);

    public static async Task<SoakResult> MeasureAsync(double minutes, int count, Noise noise)
    {
        using var near = new SerialPair();
        using var far = new SerialPair();
        using var stop = new CancellationTokenSource();
        var received = new ConcurrentDictionary<ulong, int>();
        var reports = new ConcurrentQueue<DeviceReport>();
        var allOnline = new TaskCompletionSource();
        var ages = new ConcurrentBag<double>();
        var time = TimeProvider.System;
        SimulatedOsdpReader[] readers = [.. Enumerable.Range(1, count).Select(address => new SimulatedOsdpReader(address, Line.Key, time))];
        Array.ForEach(readers, reader => noise.Behaviour.ApplyTo(reader.Habits));
        using var readerEnd = Line.Open(far.Far);
        using var wireToReaders = Line.Open(far.Near);
        using var wireToPanel = Line.Open(near.Far);
        var wire = new NoisyWire(wireToPanel, wireToReaders, noise.Spoiled);
        var bus = Line.Bus(
            near.Near,
            noise.Baud,
            count,
            card =>
            {
                received.AddOrUpdate(card.Card.Value, 1, (_, times) => times + 1);
                ages.Add(time.GetElapsedTime(card.ReadAt).TotalMilliseconds);
            },
            report =>
            {
                reports.Enqueue(report);
                if (reports.Count(known => known.Condition == DeviceCondition.Online) == count + 1)
                {
                    allOnline.TrySetResult();
                }
            });
        Task[] parts =
        [
            Task.Run(() => Line.UntilGoneAsync(new SimulatedOsdpLine(readerEnd, readers, noise.Baud, time).RunAsync(stop.Token))),
            Task.Run(() => Line.UntilGoneAsync(wire.RunAsync(stop.Token))),
            Task.Run(() => bus.RunAsync(stop.Token)),
        ];

        var random = new Random(3);
        await Task.WhenAny(allOnline.Task, Task.Delay(TimeSpan.FromMinutes(1)));
        await Task.Delay(_stale);
        var presented = 0UL;
        var since = Stopwatch.StartNew();
        using (var presenting = new PeriodicTimer(TimeSpan.FromMilliseconds(50)))
        {
            while (since.Elapsed < TimeSpan.FromMinutes(minutes))
            {
                await presenting.WaitForNextTickAsync();
                // A card is held before a reader once the last one is gone: about five a second.
                if (readers[random.Next(count)] is { Waiting: 0 } reader && random.Next(4) == 0)
                {
                    reader.Present(new CardNumber(++presented));
                }
            }

            since.Restart();
            while (received.Count < (int)presented && since.Elapsed < _lastCards)
            {
                await presenting.WaitForNextTickAsync();
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(parts);
        double[] sorted = [.. ages.Order()];
        return new SoakResult(
            noise,
            (int)presented,
            received.Values.Sum(),
            (int)presented - received.Count,
            received.Values.Count(times => times > 1),
            sorted.Count(age => age > _stale.TotalMilliseconds),
            sorted,
            bus.Figures.Sessions - count,
            reports.Count(report => report.Condition == DeviceCondition.Offline),
            readers.Sum(reader => reader.ChangedRepetitions),
            bus.Figures,
            wire);
    }

    public static async Task<int> RunAsync(double minutes, int count, Noise noise)
    {
        var result = await MeasureAsync(minutes, count, noise);
        var (figures, wire) = (result.Figures, result.Wire);
        Console.WriteLine($"""
            OSDP soak: {count} readers ({noise.Behaviour.Name}), {minutes} min, {noise.Baud:N0} baud, pseudo-terminals
              bytes spoiled both ways  {noise.Spoiled,10:P1}
              bytes on the wire        {wire.Bytes,10:N0}   spoiled {wire.SpoiledBytes:N0}
              frames on the wire       {wire.Frames,10:N0}   spoiled {wire.SpoiledFrames:N0} (reads from the terminal)
              commands sent            {figures.Commands,10:N0}   repetitions {figures.Repetitions:N0}, answers refused {figures.Refused:N0}
              poll cycle, mean         {figures.Cycle.TotalMilliseconds,10:N1} ms
              cards presented          {result.Presented,10:N0}
              cards received           {result.Received,10:N0}
              cards lost               {result.Lost,10:N0}
              cards doubled            {result.Doubled,10:N0}
              cards dated over 2 s ago {result.Late,10:N0}
              age p50, p99, greatest   {result.Age(0.5),10:N0} ms, {result.Age(0.99):N0} ms, {result.Age(1):N0} ms
              sessions begun again     {result.Reconnects,10:N0}
              readers reported offline {result.Offline,10:N0}
              plaintext after secure   {wire.Plaintext,10:N0}   of these NAKs for a lost session {wire.PlainNaks:N0}
              changed repetitions seen {result.ChangedRepetitions,10:N0}
            """);
        Console.WriteLine(
            $$"""{"benchmark":"osdp-soak","minutes":{{minutes}},"readers":{{count}},"presented":{{result.Presented}}"""
            + $$""","lost":{{result.Lost}},"doubled":{{result.Doubled}},"late":{{result.Late}},"spoiledFrames":{{wire.SpoiledFrames}}"""
            + $$""","repetitions":{{figures.Repetitions}},"reconnects":{{result.Reconnects}},"plaintext":{{wire.Plaintext}}"""
            + $$""","plainNaks":{{wire.PlainNaks}}}""");
        return result.IsRight ? 0 : 1;
    }
}
