using System.Runtime.CompilerServices;
using LiteDB;
using Xunit;
using Zhuhui.Edge.Gateway.Storage;

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

    /// <summary>A transaction that never was set up: its finalizer throws as that of one does whose engine died.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Leave() => RuntimeHelpers.GetUninitializedObject(typeof(LiteDatabase).Assembly.GetType("LiteDB.Engine.TransactionService", throwOnError: true)!);
}
