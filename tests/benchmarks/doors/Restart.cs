using System.Diagnostics;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Doors;

/// <summary>How long a start takes to remember, with a snapshot and with nothing but the journal.</summary>
internal static class Restart
{
    public static void Measure(string folder, int records, Table table)
    {
        using (var filled = new Compound(folder))
        {
            var facts = new AccessFacts(DateTimeOffset.UnixEpoch, "door-0", DoorSide.Entry,
                [new Factor(PassageMethod.Card, 0.4, CredentialFinding.Sound, HolderFactory.From(Compound.People(1).First(), []))],
                DoorMode.Normal, null, new Presence(null, null, 0, true));
            filled.Ledger.Append(new GatewayStarted("1", "3-0", Compound.DoorCount, 0, 2100));
            for (var i = 0; i < records / 2; i++)
            {
                var (person, door) = ($"p-{i % 2100:x16}", $"door-{i % Compound.DoorCount}");
                filled.Ledger.Append(new PassageGranted(door, DoorSide.Entry, PassageMethod.Card, person, "1000000", 5, false, "3-0",
                    ["fresh", "sound", "valid"], new Wording("let in", "准予通行"), facts, null));
                filled.Ledger.Append(new PassageCompleted(door, (i / 2100 % 2) == 0 ? DoorSide.Entry : DoorSide.Exit, person,
                    (i / 2100 % 2) == 0 ? "yard" : null));
            }
        }

        using var again = new Compound(folder);
        table.Figure($"remembering {records:N0} records without a snapshot", "withoutSnapshotMs", Time(again), "ms");
        again.Remembering.WriteSnapshot();
        table.Figure("the same with a snapshot", "withSnapshotMs", Time(again), "ms");
        table.Figure("the snapshot's file", "snapshotBytes", new FileInfo(Snapshot.PathIn(folder)).Length, "bytes");
    }

    private static double Time(Compound compound)
    {
        var began = Stopwatch.GetTimestamp();
        using var remembering = compound.Remember();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
