#!/usr/bin/env bash
# Npgsql: an advisory lock outlives the connection that took it, for as long as nobody happens to be handed the same one out of the pool.
#
# What one would guess: closing a pooled connection resets its session, so what it had locked is free when Close returns, or soon after.
# What it does: the reset is put in front of the next user's first command. Until then, however long, the lock is held by a connection that nobody has.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

postgres=/usr/lib/postgresql/15/bin
needs postgres "$("$postgres/postgres" --version 2>&1 || true)" '(PostgreSQL) 15.' postgresql-15
port="$(free_port)"
chmod 755 "$sandbox"
as_nobody=()
if [ "$(id -u)" = 0 ]; then
    as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
fi
mkdir "$sandbox/server"
if [ "$(id -u)" = 0 ]; then chown 65534:65534 "$sandbox/server"; fi
"${as_nobody[@]}" "$postgres/initdb" -D "$sandbox/server/data" -A trust -U owner > "$sandbox/initdb.log"
start "${as_nobody[@]}" "$postgres/postgres" -D "$sandbox/server/data" -p "$port" -c listen_addresses=127.0.0.1 -c "unix_socket_directories=$sandbox/server" -c fsync=off
listening "$port"
program lock Npgsql=10.0.3 << 'END'
using Npgsql;

var address = $"Host=127.0.0.1;Port={args[0]};Username=owner;Database=postgres;";
await using NpgsqlDataSource pool = NpgsqlDataSource.Create(address + "Maximum Pool Size=3");
await using NpgsqlConnection other = new(address + "Pooling=false");
await other.OpenAsync();
async Task<object?> Ask(NpgsqlConnection connection, string question) => await new NpgsqlCommand(question, connection).ExecuteScalarAsync();

await using (var holder = await pool.OpenConnectionAsync())
{
    await Ask(holder, "select pg_advisory_lock(7)");
}

await Task.Delay(5000);
Console.WriteLine($"afterwards={await Ask(other, "select pg_try_advisory_lock(7)")}");
await using (var next = await pool.OpenConnectionAsync())
{
    Console.WriteLine($"opened={await Ask(other, "select pg_try_advisory_lock(7)")}");
    await Ask(next, "select 1");
    Console.WriteLine($"used={await Ask(other, "select pg_try_advisory_lock(7)")}");
}
END
dotnet "$sandbox/lock/out/lock.dll" "$port" > "$sandbox/said"
seen 'to be had five seconds after it was closed' "$(figure afterwards)" False
seen 'to be had once the pool has handed that connection out' "$(figure opened)" False
seen 'to be had after its first command' "$(figure used)" True
end
