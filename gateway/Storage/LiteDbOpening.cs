using System.Reflection;
using LiteDB;
using LiteDB.Engine;

namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>
/// Opens LiteDB files so that a full disk is refused and never waited for. LiteDB 5.0.20 writes its log in a task that it starts with the first page, and where the
/// disk refuses a page before that task has paused once, the task closes the engine, which waits for the task: for ever, and so does whoever asked for the write.
/// Started with nothing to write, it has paused before the first page comes.
/// </summary>
internal static class LiteDbOpening
{
    private const BindingFlags Private = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <exception cref="IOException">The system refuses a file; as LiteDB's own constructor.</exception>
    public static LiteDatabase Open(ConnectionString connection) => Open(() => new LiteDatabase(connection));

    /// <summary>On streams of one's own, where LiteDB says so by Flush when it means the disk; they are closed by whoever made them.</summary>
    public static LiteDatabase Open(Stream data, Stream log) =>
        Open(() => new LiteDatabase(new LiteEngine(new EngineSettings { DataStream = data, LogStream = log, Collation = Collation.Binary })));

    /// <summary>LiteDB's own log beside a file.</summary>
    public static string LogOf(string path) => Path.ChangeExtension(path, null) + "-log" + Path.GetExtension(path);

    private static LiteDatabase Open(Func<LiteDatabase> open)
    {
        LiteDbFinalizers.Tolerate();
        LiteDatabase database = open();
        try
        {
            StartWriter(database);
            return database;
        }
        catch (IOException)
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>To be called again where LiteDB opened its file anew by itself, as it does in a rebuild.</summary>
    public static void StartWriter(LiteDatabase database)
    {
        object lazy = Part(Part(Part(database, "_engine"), "_disk"), "_queue");
        object writer = lazy.GetType().GetProperty("Value")!.GetValue(lazy, BindingFlags.DoNotWrapExceptions, null, null, null)!;
        FieldInfo task = Field(writer, "_task");
        if (task.GetValue(writer) is null)
        {
            MethodInfo loop = writer.GetType().GetMethod("ExecuteQueue", Private) ?? throw Changed("ExecuteQueue");
            Task started = Task.Factory.StartNew(loop.CreateDelegate<Func<Task>>(writer), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            started.Wait();
            task.SetValue(writer, started);
        }
    }

    private static object Part(object owner, string name) => Field(owner, name).GetValue(owner) ?? throw Changed(name);

    private static FieldInfo Field(object owner, string name) => owner.GetType().GetField(name, Private) ?? throw Changed(name);

    private static MissingMemberException Changed(string name) =>
        new($"LiteDB has no {name} any more: see whether this version still waits for ever on a full disk, and correct or drop {nameof(LiteDbOpening)}");
}
