using System.Runtime.ExceptionServices;

namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>LiteDB 5 leaves the transactions of an engine that died of a full disk or a damaged page to the finalizer, which throws
/// ("discarded page must be writable") where nobody can catch it and would end the process. The engine is closed and its file is opened
/// anew by then; there is nothing left to lose.</summary>
internal static class LiteDbFinalizers
{
    private static int _tolerated;

    /// <summary>To be called before a database is opened; once is enough for the process.</summary>
    public static void Tolerate()
    {
        if (Interlocked.Exchange(ref _tolerated, 1) == 0)
        {
            ExceptionHandling.SetUnhandledExceptionHandler(IsTheirs);
        }
    }

    /// <summary>Whether an exception that nobody caught came out of such a finalizer; every other ends the process.</summary>
    internal static bool IsTheirs(Exception thrown) =>
        thrown.StackTrace?.Contains("LiteDB.Engine.TransactionService.Finalize()", StringComparison.Ordinal) == true;
}
