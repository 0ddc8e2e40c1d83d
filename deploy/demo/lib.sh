# shellcheck shell=bash disable=SC2034  # the variables are for those who source this
# The demo's machinery, for deploy/demo.sh and tests/benchmarks: a district in a temporary folder on loopback and free ports - cameras, broker,
# database, hub receiver, gateway - each kept running by keep.sh and stopped by its process id. To be sourced.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
gateway_program="$root/artifacts/bin/Zhuhui.Edge.Gateway/release/zhuhui-edge"
hub_program="$root/artifacts/bin/Zhuhui.Edge.Hub/release/zhuhui-hub"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/zhuhui-edge"
models="${ZHUHUI_MODELS:-$cache/models}"
material="$cache/demo"
reader_pins=(14 15)

# A program built by a .NET that was unpacked somewhere finds it through this.
if [ -z "${DOTNET_ROOT:-}" ] && command -v dotnet >/dev/null; then
    DOTNET_ROOT="$(dirname "$(readlink -f "$(command -v dotnet)")")"
    export DOTNET_ROOT
fi

world='' child='' store=''
declare -A keepers=()

# through COMMAND...: runs it so that a signal to this script acts at once; its exit code.
through() {
    setpriv --pdeathsig TERM "$@" </dev/null &
    child=$!
    local code=0
    wait "$child" || code=$?
    child=
    return $code
}

# begin_world: the temporary folder, and the promise that nothing outlives this script.
begin_world() {
    world="$(mktemp -d "${TMPDIR:-/tmp}/zhuhui-edge.XXXXXX")"
    mkdir "$world/pids" "$world/data"
    mkfifo "$world/events"
    exec 8<>"$world/events"
}

# end_world: stops what still runs, the gateway first, and removes the folder. Harmless when repeated.
end_world() {
    if [ -n "$child" ]; then
        kill -TERM "$child" 2>/dev/null || true
        wait "$child" 2>/dev/null || true
        child=
    fi
    local name
    for name in gateway hub store broker cameras; do
        stop "$name"
    done
    [ -z "$world" ] || rm -rf "$world"
    world=
}

# free_ports N: that many port numbers of 127.0.0.1 that nobody uses, one a line.
free_ports() {
    /usr/bin/python3 -c 'import socket, sys
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(s.getsockname()[1] for s in held), sep="\n")' "$1"
}

# keep NAME [--patience SECONDS] [--log FILE] [--after COMMAND...] -- PROGRAM...: starts it under the supervisor, in a session of its own, so that Ctrl-C reaches this script alone.
keep() {
    local name=$1
    shift
    setpriv --pdeathsig TERM setsid "$root/deploy/demo/keep.sh" "$name" "$world/pids/$name" "$@" </dev/null 8>&- &
    keepers[$name]=$!
}

runs() { [ -n "${keepers[$1]:-}" ] && kill -0 "${keepers[$1]}" 2>/dev/null; }

# stop NAME: asks it to stop and waits until it and its supervisor are gone.
stop() {
    [ -n "${keepers[$1]:-}" ] || return 0
    kill -TERM "${keepers[$1]}" 2>/dev/null || true
    while kill -0 "${keepers[$1]}" 2>/dev/null; do
        wait "${keepers[$1]}" 2>/dev/null || true
    done
    unset "keepers[$1]"
}

# await_port NAME PORT: until NAME answers on it; after 15 s, or when NAME is given up, the script ends.
await_port() {
    local tries
    for tries in {1..150}; do
        if { exec 7<>"/dev/tcp/127.0.0.1/$2"; } 2>/dev/null; then
            exec 7>&-
            return
        fi
        runs "$1" || break
        sleep 0.1
    done
    echo "the $1 did not come up on port $2${tries:+ (try $tries)}:" >&2
    tail -n 5 "$world/$1.log" >&2
    exit 1
}

# start_cameras PORT MOUNT=FILE...: each file, looped, as rtsp://127.0.0.1:PORT/MOUNT.
start_cameras() {
    keep cameras --log "$world/cameras.log" -- /usr/bin/python3 "$root/deploy/demo/rtsp-server.py" "$@"
    await_port cameras "$1"
}

# start_broker PORT: mosquitto, on loopback alone and with nothing on disk.
start_broker() {
    printf '%s\n' "listener $1 127.0.0.1" 'allow_anonymous true' 'persistence false' 'log_dest stderr' 'log_type error' 'log_type warning' >"$world/broker.conf"
    keep broker --log "$world/broker.log" -- "$(PATH="$PATH:/usr/sbin" command -v mosquitto)" -c "$world/broker.conf"
    await_port broker "$1"
}

# as_postgres COMMAND...: as the user postgres where this is root, whom PostgreSQL does not serve.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi
}

# start_store: a PostgreSQL cluster of its own in the temporary folder, reached over its socket alone, with the hub's database in it.
start_store() {
    local programs as=() tries
    programs="$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)"
    [ -x "$programs/initdb" ] || { echo "PostgreSQL is not installed: apt-get install postgresql" >&2; exit 1; }
    mkdir "$world/store"
    if [ "$(id -u)" -eq 0 ]; then
        as=(setpriv --reuid=postgres --regid=postgres --init-groups --pdeathsig INT)
        chown postgres "$world/store"
        chmod o+x "$world"
    fi
    (cd / && as_postgres "$programs/initdb" -D "$world/store/data" -U postgres -A trust -E UTF8 --locale=C --no-sync) >"$world/store.log" 2>&1 ||
        { cat "$world/store.log" >&2; exit 1; }
    # Closed to all other users of this machine: the folder is its owner's, and there is no port.
    keep store --log "$world/store.log" -- "${as[@]}" "$programs/postgres" -D "$world/store/data" -k "$world/store" -c listen_addresses=
    for tries in {1..150}; do
        if as_postgres "$programs/psql" -qAt -h "$world/store" -U postgres -c 'CREATE DATABASE hub' >/dev/null 2>&1; then
            store="host=$world/store dbname=hub user=postgres"
            return
        fi
        runs store || break
        sleep 0.1
    done
    echo "the store did not come up${tries:+ (try $tries)}:" >&2
    tail -n 5 "$world/store.log" >&2
    exit 1
}

# start_hub BROKER_PORT: the reference receiver on the store.
start_hub() {
    keep hub --log "$world/hub.log" -- "$hub_program" run --migrate --host 127.0.0.1 --port "$1" --store "$store"
}

# write_site TEMPLATE KEY=VALUE...: the site file, with @KEY@ replaced.
write_site() {
    local text pair value
    text="$(<"$1")"
    shift
    for pair in "$@"; do
        value="${pair#*=}"
        value="${value//\\/\\\\}"
        value="${value//\"/\\\"}"
        text="${text//"@${pair%%=*}@"/"$value"}"
    done
    printf '%s\n' "$text" >"$world/site.jsonc"
}

# start_gateway: its event lines come on descriptor 8. After an unasked end the relays are put at rest, as systemd's ExecStopPost does.
start_gateway() {
    keep gateway --after "$gateway_program" rest --site "$world/site.jsonc" -- "$gateway_program" run --site "$world/site.jsonc" >"$world/events"
}

# present NUMBER [--times N --every SECONDS]: holds the card up to the gate's reader; false while no reader is there.
present() {
    /usr/bin/python3 "$root/deploy/demo/present-card.py" "$world/data/boards/box.sock" "${reader_pins[@]}" "$@" 2>/dev/null
}
