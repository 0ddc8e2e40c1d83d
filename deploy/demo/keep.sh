#!/usr/bin/env bash
# Keeps one program running as systemd would: when it ends unasked it is started again after 1 s. TERM ends the program, then this.
#
# usage: keep.sh NAME PIDFILE [--patience SECONDS] [--log FILE] [--after COMMAND...] -- PROGRAM...
#
# COMMAND runs at once whenever PROGRAM has ended unasked (systemd's ExecStopPost). A program that ends with code 2 (a setting is wrong) or ends five
# times within two seconds of its start is not started again; this then ends with code 1. PIDFILE holds the program's process id while it runs. With --log all that PROGRAM says goes to FILE.
# A program that is asked to stop and has not after SECONDS (15) is killed.
set -uo pipefail

# The shell's own "Killed" notices are left out; what this script and the program have to say goes where standard error went.
exec 3>&2 2>/dev/null
name=$1 pidfile=$2
shift 2
after=() log='' patience=15
if [ "$1" = --patience ]; then
    patience=$2
    shift 2
fi
if [ "$1" = --log ]; then
    log=$2
    shift 2
fi
if [ "$1" = --after ]; then
    shift
    while [ "$1" != -- ]; do after+=("$1"); shift; done
fi
shift

child='' asked='' early=0

end() {
    asked=yes
    [ -z "$child" ] || kill -TERM "$child" 2>/dev/null
}
trap end TERM

# ended_by CODE: how a person says it.
ended_by() {
    if [ "$1" -gt 128 ]; then echo "killed by SIG$(kill -l $(($1 - 128)))"; else echo "ended with code $1"; fi
}

while [ -z "$asked" ]; do
    started=$SECONDS
    if [ -n "$log" ]; then
        setpriv --pdeathsig TERM "$@" </dev/null >>"$log" 2>&1 3>&- &
    else
        setpriv --pdeathsig TERM "$@" </dev/null 2>&3 3>&- &
    fi
    child=$!
    echo "$child" >"$pidfile"
    # A signal to this script interrupts the wait, not the program; a program that ignores TERM for too long is killed.
    deadline=
    while kill -0 "$child" 2>/dev/null; do
        if [ -z "$asked" ]; then
            wait "$child"
        else
            : "${deadline:=$((SECONDS + patience))}"
            if [ "$SECONDS" -ge "$deadline" ]; then
                echo "$name does not stop; killed" >&3
                kill -KILL "$child" 2>/dev/null
                deadline=$((SECONDS + patience))
            fi
            sleep 0.05
        fi
    done
    wait "$child"
    code=$?
    child=
    rm -f "$pidfile"
    [ -z "$asked" ] || break
    [ ${#after[@]} -eq 0 ] || "${after[@]}" </dev/null 2>&3 || echo "$name: '${after[*]}' failed" >&3
    if [ $((SECONDS - started)) -le 2 ]; then early=$((early + 1)); else early=0; fi
    if [ "$code" -eq 2 ] || [ "$early" -ge 5 ]; then
        echo "$name $(ended_by "$code"); it is not started again" >&3
        exit 1
    fi
    echo "-- $name $(ended_by "$code")${after[*]:+; relays put at rest}; starting it again"
    sleep 1 &
    wait $!
done
