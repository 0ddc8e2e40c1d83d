#!/usr/bin/env bash
# LiteDB: Rebuild refuses a sound file that has a second index and some thousand documents.
#
# What one would guess: Rebuild(), the one way to give room back, copies any file that Insert could make.
# What it does: with a second index and more than some 2,550 documents it ends in "Detected loop in FindAll", with the same documents and no second index it works.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

program rebuild LiteDB=5.0.21 << 'END'
using LiteDB;

var folder = args[0];
foreach (var (count, isIndexed) in new[] { (2000, true), (4000, false), (4000, true) })
{
    using LiteDatabase database = new(Path.Combine(folder, $"{count}{isIndexed}.db"));
    var things = database.GetCollection("things");
    if (isIndexed)
    {
        things.EnsureIndex("place");
    }

    things.Insert(Enumerable.Range(0, count).Select(i => new BsonDocument { ["_id"] = i, ["place"] = $"place {i % 97} of many", ["text"] = new string('x', 100) }));
    database.Checkpoint();
    string how;
    try
    {
        database.Rebuild();
        how = $"{things.LongCount()} documents";
    }
    catch (Exception refused)
    {
        how = refused.GetType().Name + ": " + refused.Message;
    }

    Console.WriteLine($"{count}{isIndexed}={how}");
}
END
dotnet "$sandbox/rebuild/out/rebuild.dll" "$sandbox" > "$sandbox/said"
seen '2,000 documents with a second index' "$(figure 2000True)" '2000 documents'
seen '4,000 documents without one' "$(figure 4000False)" '4000 documents'
seen '4,000 documents with a second index' "$(figure 4000True)" 'LiteException: Detected loop in FindAll({0})'
end
