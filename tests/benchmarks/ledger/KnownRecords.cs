using System.Diagnostics;
using System.Text;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Ledger;

/// <summary>What it costs to read again what is known: the JSON that an append has just written, and the envelope that a reader of the
/// journal has just read. Both ways take turns in one loop, so that a busy machine disturbs them alike.</summary>
internal static class KnownRecords
{
    private const string Granted = """
        {"door":"unit-3","side":"entry","method":"face","person":"p-0123456789","unlockSeconds":5,"passedBack":false,"policy":"5-8c1f0a",
         "rules":["fresh","accepted-here","sound","not-blocked","valid"],"because":{"en":"recognised by face","zh":"人脸识别通过"},
         "facts":{"at":"2026-11-20T08:00:00.1234567+08:00","door":"unit-3","side":"entry",
           "factors":[{"method":"face","ageMs":412.5,"finding":"sound",
            "holder":{"person":"p-0123456789","blocked":false,"doors":[],"needsLonger":false}}],"mode":"normal"},
         "face":{"score":0.7134,"runnerUp":0.2011,"threshold":0.4471,"liveness":0.931,"frames":3,
            "frameAgeMs":214,"pack":"mobilefacenet-512-faceplugin-1"}}
        """;

    public static void Measure(string folder, int events, Table table)
    {
        var happened = EventJson.ReadData(EventTypes.PassageGranted, Encoding.UTF8.GetBytes(Granted))
            ?? throw new InvalidOperationException("the sample is no event");
        using var journal = BenchJournal.New(folder, new JournalOptions { Sync = _ => { } });
        Compare(events, "Append of an event, its JSON read again", "appendReread", () => journal.Append(happened.Type,
            EventJson.Write(happened)),
            "Append of an event", "appendEvent", () => journal.Append(happened), table);
        table.Ratio("Append of an event over the same with its JSON read again, medians", "appendEventOverReread", "appendEventMs",
            "appendRereadMs");

        var record = journal.ReadAfter(0, 1)[0];
        Compare(events, "a record read back as a whole", "recordReread", () => EventJson.ReadRecord(record.Type, record.Payload),
            "a record's data read back", "recordData", () => record.ToEvent(), table);
        table.Ratio("a record's data over the record as a whole, medians", "recordDataOverReread", "recordDataMs", "recordRereadMs");
    }

    private static void Compare<TOne, TOther>(int count, string name, string key, Func<TOne> one, string otherName, string otherKey,
        Func<TOther> other, Table table)
    {
        List<double> waits = new(count), otherWaits = new(count);
        for (var i = -Math.Min(count, 5000); i < count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            one();
            var between = Stopwatch.GetTimestamp();
            other();
            var ended = Stopwatch.GetTimestamp();
            if (i >= 0)
            {
                waits.Add(Stopwatch.GetElapsedTime(began, between).TotalMilliseconds);
                otherWaits.Add(Stopwatch.GetElapsedTime(between, ended).TotalMilliseconds);
            }
        }

        table.Percentiles(name, key + "Ms", waits);
        table.Percentiles(otherName, otherKey + "Ms", otherWaits);
    }
}
