using LiteDB;
using LiteDB.Engine;

namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>Opens LiteDB files so that what a refused write leaves to the collector cannot end the process.</summary>
internal static class LiteDbOpening
{
    /// <exception cref="IOException">The system refuses a file; as LiteDB's own constructor.</exception>
    public static LiteDatabase Open(ConnectionString connection)
    {
        LiteDbFinalizers.Tolerate();
        return new LiteDatabase(connection);
    }

    /// <summary>On streams of the caller's, who closes them; LiteDB says by Flush when it means the disk.</summary>
    public static LiteDatabase Open(Stream data, Stream log)
    {
        LiteDbFinalizers.Tolerate();
        return new LiteDatabase(new LiteEngine(new EngineSettings { DataStream = data, LogStream = log, Collation = Collation.Binary }));
    }

    /// <summary>LiteDB's own log beside a file.</summary>
    public static string LogOf(string path) => Path.ChangeExtension(path, null) + "-log" + Path.GetExtension(path);
}
