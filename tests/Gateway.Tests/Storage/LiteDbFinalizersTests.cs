using System.Runtime.CompilerServices;
using LiteDB;
using Xunit;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Tests.Journals;

namespace Zhuhui.Edge.Gateway.Tests.Storage;

public sealed class LiteDbFinalizersTests
{
    [Fact]
    public void Only_LiteDB_s_own_finalizer_is_forgiven()
    {
        Assert.False(LiteDbFinalizers.IsTheirs(new InvalidOperationException()));
        Assert.False(LiteDbFinalizers.IsTheirs(new LiteException(0, "discarded page must be writable")));
    }

    /// <summary>Without the tolerance this ends the test process.</summary>
    [Fact]
    public void A_transaction_that_was_left_behind_does_not_end_the_process_when_it_is_collected()
    {
        LiteDbFinalizers.Tolerate();
        Leave();
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <summary>A refused transaction stays with the thread that asked for it; once that thread has ended it is the finalizer's, which
    /// throws. Without the tolerance this ends the test process.</summary>
    [Fact]
    [Trait("needs", "process")]
    public void A_change_that_a_full_disk_refused_does_not_end_the_process_when_it_is_collected()
    {
        using var disk = new SmallDisk("1m");
        Exception? refused = null;
        var change = new Thread(() => refused = Refused(disk));
        change.Start();
        Assert.True(change.Join(TimeSpan.FromSeconds(60)), "a change waits for a full disk");
        Assert.IsType<IOException>(refused);
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Exception? Refused(SmallDisk disk)
    {
        using var database = RegistryDatabase.Open(Path.Combine(disk.Path, "registry.db"));
        disk.Fill();
        var people = Enumerable.Range(0, 100).Select(i => KeyValuePair.Create(
            new RegistryKey("residents", $"p-{i}"),
            (BsonDocument?)new BsonDocument { ["_id"] = $"p-{i}", ["name"] = new string('x', 400) }));
        return Record.Exception(() => database.Change(people, RegistryMark.None, new RegistryDigest([])));
    }

    /// <summary>A transaction that never was set up: its finalizer throws as that of one does whose engine died.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Leave()
    {
        var type = typeof(LiteDatabase).Assembly.GetType("LiteDB.Engine.TransactionService", throwOnError: true)!;
        RuntimeHelpers.GetUninitializedObject(type);
    }
}
