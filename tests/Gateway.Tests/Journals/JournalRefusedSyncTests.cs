using CsCheck;
using Microsoft.Win32.SafeHandles;
using Xunit;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Recovery;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals;

/// <summary>After an fsync that failed Linux drops what it could not write and says of the next one that all is well.</summary>
public sealed class JournalRefusedSyncTests
{
    [Fact]
    public void Whatever_fsyncs_fail_what_was_told_to_be_on_the_disk_is_there_after_a_power_cut_once_and_as_it_was() =>
        Gen.Select(Gen.Int, Gen.Int[20, 120]).Sample((seed, steps) =>
        {
            var random = new Random(seed);
            var disk = new PowerCutDisk(random);
            using var bench = new JournalBench();
            bench.Options = disk.Of(new JournalOptions { SegmentBytes = 3 * 4096, UnsyncedBytes = random.Next(2) == 0 ? 2000 : 1 << 20 });
            var (told, before) = (0L, new Dictionary<long, byte[]>());
            for (var step = 0; step < steps; step++)
            {
                Step(bench, disk, random);
                var known = bench.Journal.ReadAfter(before.Count, int.MaxValue).ToDictionary(r => r.Seq, r => r.Payload.ToArray());
                Assert.Equal(Enumerable.Range(before.Count + 1, known.Count).Select(seq => (long)seq), known.Keys);
                foreach (var (seq, payload) in known)
                {
                    before.Add(seq, payload);
                }

                while (!bench.Journal.IsDegraded && told < bench.Journal.LastSeq && bench.Journal.IsSettled(told + 1))
                {
                    told++;
                }
            }

            using var after = new JournalBench { Options = new JournalOptions { SegmentBytes = 3 * 4096, Sync = _ => { } } };
            disk.CutPower(bench.Folder.At("passages"), Directory.CreateDirectory(after.Folder.At("passages")).FullName);
            Prove(after, told, before);
        }, iter: FastTests.Cases(200), threads: 1);

    [Fact]
    public void What_the_disk_refused_stands_in_a_file_of_its_own_before_it_is_believed_and_a_later_refusal_takes_none_of_it()
    {
        var refuses = true;
        List<string> synced = [];
        using var bench = new JournalBench();
        bench.Options = new JournalOptions { Sync = file => synced.Add(refuses && Length(file) > 2000 ? throw Refusal() : Name(file)) };
        Assert.Equal(1, bench.Journal.AppendDurably("alarm.forced", "{}"u8));
        bench.Append(8);
        bench.Journal.Flush();
        Assert.True(bench.Journal.IsDegraded);
        Assert.Equal("1", File.ReadAllText(bench.Folder.At("passages/unsynced")));
        refuses = false;
        bench.Journal.Flush();

        Assert.False(bench.Journal.IsDegraded);
        Assert.Equal(["000000000001.journal", "000000000002.journal"], synced);
        Assert.False(File.Exists(bench.Folder.At("passages/unsynced")));
        Assert.Equal(["000000000001.journal", "000000000002.journal"], bench.Segments.Select(Path.GetFileName));
        File.WriteAllBytes(bench.Segments[0], File.ReadAllBytes(bench.Segments[0])[..1000]);
        bench.Append(1);
        bench.ProveChain();
        bench.Close();
        bench.ProveChain();
        Assert.False(new JournalScrub([bench.Journal]).Step() && !bench.Journal.Recovery.IsClean);
    }

    [Fact]
    public void A_start_after_a_stop_during_which_the_disk_refused_believes_nothing_of_it_and_writes_it_anew()
    {
        var refuses = false;
        List<string> synced = [];
        using var bench = new JournalBench();
        bench.Options = new JournalOptions { Sync = file => synced.Add(refuses ? throw Refusal() : Name(file)) };
        bench.Journal.AppendDurably("alarm.forced", "{}"u8);
        refuses = true;
        bench.Append(5);
        bench.Close();
        refuses = false;
        synced.Clear();

        Assert.Equal(6, bench.Journal.LastSeq);
        Assert.Equal(["000000000002.journal"], synced);
        Assert.False(bench.Journal.IsDegraded);
        bench.ProveChain();
    }

    [Fact]
    public void What_a_kill_left_is_synced_before_a_start_gives_it_out()
    {
        List<string> synced = [];
        using var bench = new JournalBench();
        bench.Options = new JournalOptions { Sync = file => synced.Add(Name(file)) };
        bench.Append(5);
        bench.Close();
        synced.Clear();
        Assert.Equal(5, bench.Numbers().Length);
        Assert.Equal(["000000000001.journal"], synced);
    }

    [Fact]
    public void An_fsync_that_the_system_refuses_for_whatever_reason_is_a_refusal()
    {
        // A device that can't be synced answers EINVAL, as a file system that has given up answers EROFS; .NET's own calls pass over both.
        using var device = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(device);
        Assert.Throws<IOException>(() => FileSync.Sync(device));
    }

    private static void Step(JournalBench bench, PowerCutDisk disk, Random random)
    {
        var data = JournalBench.Data(new string('x', random.Next(500)));
        switch (random.Next(20))
        {
            case < 9:
                bench.Journal.Append("passage.granted", data);
                break;
            case < 13:
                bench.Journal.AppendDurably("alarm.forced", data);
                break;
            case < 17:
                bench.Time.Advance(TimeSpan.FromMilliseconds(random.Next(2) == 0 ? 50 : 1000));
                break;
            case < 19:
                disk.Refuses = random.Next(1, 5);
                break;
            default:
                bench.Close();
                break;
        }
    }

    private static void Prove(JournalBench after, long told, Dictionary<long, byte[]> before)
    {
        var scrub = new JournalScrub([after.Journal]);
        while (scrub.Step())
        {
        }

        var found = after.Journal.ReadAfter(0, int.MaxValue);
        Assert.Equal(found.Select(r => r.Seq).Distinct().Order(), found.Select(r => r.Seq));
        Assert.All(found, r => Assert.Equal(before[r.Seq], r.Payload.ToArray()));
        Assert.Equal(Enumerable.Range(1, (int)told).Select(seq => (long)seq), found.Select(r => r.Seq).Where(seq => seq <= told));
        Assert.DoesNotContain(after.Journal.Recovery.Missing, range => range.First <= told);
        Assert.DoesNotContain(after.Journal.Recovery.ChainBreaks, seq => seq <= told);
        Assert.True(after.Journal.AppendDurably("alarm.forced", "{}"u8) > told);
    }

    private static IOException Refusal() => new("Input/output error");

    private static long Length(SafeFileHandle file) => RandomAccess.GetLength(file);

    private static string Name(SafeFileHandle file) =>
        Path.GetFileName(new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget!);
}
