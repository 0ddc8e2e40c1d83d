#!/usr/bin/env bash
# LiteDB: between 5.0.20 and 5.0.21 a commit stopped reaching the disk.
#
# What one would guess: a patch release keeps what Commit promises; a write-ahead log is synced at a commit, or at the latest before a checkpoint overwrites the
# data file with what is in it. 5.0.20 does so, page by page.
# What it does: 5.0.21 writes the log and never syncs it, not at the commit and not before the checkpoint, which syncs the data file alone.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

for version in 5.0.20 5.0.21; do
    program "lite${version//./}" "LiteDB=$version" << 'END'
using LiteDB;
using LiteDB.Engine;

List<string> done = [];
using Watched data = new("data", done);
using Watched log = new("log", done);
using LiteDatabase database = new(new LiteEngine(new EngineSettings { DataStream = data, LogStream = log }));
var things = database.GetCollection("things");
things.Insert(new BsonDocument { ["_id"] = 0 });
database.Checkpoint();
done.Clear();
for (var i = 1; i <= 10; i++)
{
    things.Insert(new BsonDocument { ["_id"] = i });
}

Thread.Sleep(500);
Console.WriteLine($"commits={done.Count(one => one == "log flushed")}");
done.Clear();
database.Checkpoint();
Console.WriteLine($"checkpoint={string.Join(", ", done.Where((one, i) => i == 0 || done[i - 1] != one))}");

/// <summary>A stream in memory that writes down what is asked of it; on streams of one's own LiteDB says Flush where it means the disk.</summary>
internal sealed class Watched(string name, List<string> done) : MemoryStream
{
    public override void Flush()
    {
        lock (done)
        {
            done.Add(name + " flushed");
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (done)
        {
            done.Add(name + " written");
        }

        base.Write(buffer, offset, count);
    }
}
END
    dotnet "$sandbox/lite${version//./}/out/lite${version//./}.dll" > "$sandbox/said"
    if [ "$version" = 5.0.20 ]; then
        seen '5.0.20, ten commits, ten syncs of the log or more' "$(($(figure commits) >= 10))" 1
    else
        seen "5.0.21, ten commits, syncs of the log" "$(figure commits)" 0
        seen '5.0.21, a checkpoint' "$(figure checkpoint)" 'data written, data flushed'
    fi
done
end
