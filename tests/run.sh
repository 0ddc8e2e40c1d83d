#!/usr/bin/env bash
# Runs every test there is, after setting up what is missing.
#
# usage: tests/run.sh [--fast] [PROJECT]
#   PROJECT: Drivers, Vision, CloudBridge, Gateway or Pages: only that project's tests, without the checks of format, scripts and packages
#   --fast: what needs no other process, no broker, no database and no camera: a minute after a build. It sets nothing up, builds what has
#           changed since, and leaves out what carries the trait needs=process, and needs=material where that is not there.
#
# The last line is "N passed, N failed", with ", N skipped" where any were. Exit code 0: none failed and at least one ran. A check that fails and a test
# project that crashes count as a failure each.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"

export CI=true MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
if [ -z "${DOTNET_ROOT:-}" ] && command -v dotnet >/dev/null; then
    DOTNET_ROOT="$(dirname "$(readlink -f "$(command -v dotnet)")")"
    export DOTNET_ROOT
fi

# The longest a project's tests may take, and a test before it is named as slow; the tool that tells what a hanging one does.
limit=1500 slow=120 stacks=dotnet-stack@10.0.750501

passed=0 failed=0 skipped=0 child=''
log="$(mktemp)"
trap '[ -z "$child" ] || { kill -TERM "$child" 2>/dev/null; wait "$child" 2>/dev/null; }; rm -f "$log"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# quietly COMMAND...: its words go to the log; its exit code. COMMAND may be a function; programs die with this script.
quietly() {
    local bound=(setpriv --pdeathsig TERM)
    [ "$(type -t "$1")" = file ] || bound=()
    "${bound[@]}" "$@" >"$log" 2>&1 </dev/null &
    child=$!
    local code=0
    wait "$child" || code=$?
    child=
    return $code
}

# within SECONDS COMMAND...: as quietly, a program alone, and no longer than that: then the code is 124, what it was at is in the log too, and nothing of it is left.
within() {
    local deadline=$((SECONDS + $1)) code=0 ended=0 all
    : >"$log"
    setpriv --pdeathsig TERM "${@:2}" >>"$log" 2>&1 </dev/null &
    child=$!
    while kill -0 "$child" 2>/dev/null; do
        if [ "$SECONDS" -ge "$deadline" ]; then
            mapfile -t all < <(family "$child")
            whereabouts "${all[@]}" >>"$log" 2>/dev/null
            kill -KILL "${all[@]}" 2>/dev/null || true
            code=124
            break
        fi
        sleep 0.2
    done
    wait "$child" 2>/dev/null || ended=$?
    child=
    [ "$code" -ne 0 ] || code=$ended
    return "$code"
}

# family PID: it and all that it started.
family() {
    local one children
    echo "$1"
    mapfile -t -d ' ' children < <(cat "/proc/$1/task/"*/children 2>/dev/null)
    for one in "${children[@]}"; do family "$one"; done
}

# whereabouts PID...: how these processes stand, and what the first one's threads do, where NuGet has the tool that asks.
whereabouts() {
    local one
    echo "not done in time; its processes:"
    for one in "$@"; do
        echo "  $one $(sed -nE 's/^State:\s+//p' "/proc/$one/status") $(tr '\0' ' ' <"/proc/$one/cmdline")"
    done
    echo "its threads in this repository's code:"
    timeout -k 5 90 dotnet tool exec --yes "$stacks" report --process-id "$1" | grep -E '^ +Zhuhui' || echo "  none, or $stacks is not to be had"
}

# check TEXT COMMAND...: something that must succeed; its words are shown only when it does not.
check() {
    local text=$1 started=$SECONDS
    shift
    printf '%s ... ' "$text"
    if quietly "$@"; then
        echo "ok ($((SECONDS - started)) s)"
    else
        failed=$((failed + 1))
        echo "FAILED"
        tail -n 60 "$log"
        return 1
    fi
}

scripts() {
    local file
    while IFS= read -r file; do
        case $(head -c 60 "$file" | head -n 1) in
        *bash*) bash -n "$file" ;;
        *python3*) /usr/bin/python3 -c 'import sys; compile(open(sys.argv[1]).read(), sys.argv[1], "exec")' "$file" ;;
        */sh*) dash -n "$file" ;;
        esac
    done < <(git ls-files deploy tests .ci)
    git ls-files 'deploy/*.sh' 'deploy/*.bash' 'deploy/debian/*/p*[mt]' 'deploy/debian/*/config' 'tests/*.sh' .ci/run | xargs shellcheck -x -P SCRIPTDIR
}

# format: white space and the order of usings; every other rule of style is an error of the build, and dotnet format alone would ask for it once more.
format() {
    setpriv --pdeathsig TERM dotnet format whitespace --verify-no-changes --no-restore
    setpriv --pdeathsig TERM dotnet format style --diagnostics IMPORTS --verify-no-changes --no-restore
}

# tests PROJECT: runs its tests and adds up.
tests() {
    local project=$1 program="artifacts/bin/Zhuhui.Edge.$1.Tests/release/Zhuhui.Edge.$1.Tests" started=$SECONDS code=0 counts
    printf 'tests of %s ... ' "$project"
    within "$limit" "$program" -noColor -noLogo -longRunning "$slow" "${left_out_traits[@]}" || code=$?
    counts="$(sed -nE 's/^.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+).*$/\1 \2 \3 \4 \5/p' "$log" | tail -n 1)"
    local total=0 errors=0 broken=0 left_out=0 not_run=0
    # shellcheck disable=SC2034  # not_run is read to be passed over
    read -r total errors broken left_out not_run <<<"${counts:-0 0 0 0 0}"
    passed=$((passed + total - broken - left_out - not_run))
    failed=$((failed + broken + errors))
    skipped=$((skipped + left_out))
    if [ "$code" -eq 0 ] && [ "$total" -gt 0 ]; then
        echo "$((total - broken - left_out - not_run)) passed ($((SECONDS - started)) s)"
        grep -A 1 '\[SKIP\]' "$log" || true
        return
    fi
    # It failed: by its tests, or by a crash, an empty project or the time limit, which count as one failure.
    if [ $((broken + errors)) -eq 0 ]; then failed=$((failed + 1)); fi
    case $code in
    124) echo "FAILED: not done after $((limit / 60)) minutes" ;;
    *) if [ -z "$counts" ]; then echo "FAILED: ended with code $code and no result"; elif [ "$total" -eq 0 ]; then echo "FAILED: no test ran"; else echo "$((broken + errors)) FAILED"; fi ;;
    esac
    if [ "$code" -eq 124 ] || [ $((broken + errors)) -gt 0 ]; then
        grep -A 14 '\[FAIL\]' "$log" | head -n 300
        tail -n 20 "$log"
    else
        tail -n 60 "$log"
    fi
}

# built PROJECT: whether its test program is as new as all that it is made of.
built() {
    local program="artifacts/bin/Zhuhui.Edge.$1.Tests/release/Zhuhui.Edge.$1.Tests.dll"
    [ -f "$program" ] && [ -z "$(find Directory.* global.json cloud-bridge drivers gateway vision "tests/$1.Tests" tests/Support tests/Directory.Build.props \
        -newer "$program" -type f -print -quit)" ]
}

# fast PROJECT...: their tests without those that need more than their own program.
fast() {
    local project started=$SECONDS
    export ZHUHUI_TESTS_FAST=1
    left_out_traits=(-trait- needs=process)
    if [ ! -d "${ZHUHUI_MODELS:-${XDG_CACHE_HOME:-$HOME/.cache}/zhuhui-edge/models}" ]; then
        left_out_traits+=(-trait- needs=material)
        echo "left out: what needs models and pictures; deploy/setup.sh --tests brings them"
    fi
    check "sizes" tests/checks.sh || true
    for project in "$@"; do
        if [ "$project" = Pages ]; then
            echo "left out: Pages, which all need a browser"
            continue
        fi
        if built "$project" || check "build of $project.Tests" dotnet build "tests/$project.Tests" -c Release -v quiet; then
            tests "$project"
        fi
    done
    echo "$((SECONDS - started)) s"
}

left_out_traits=()
every=()
for folder in tests/*.Tests; do
    project="${folder#tests/}"
    every+=("${project%.Tests}")
done
fast=no
if [ "${1:-}" = --fast ]; then
    fast=yes
    shift
fi
only="${1:-}"
if [ -n "$only" ] && [[ " ${every[*]} " != *" $only "* ]]; then
    echo "tests/run.sh: there is no test project '$only'; there are ${every[*]}" >&2
    exit 2
fi

if [ "$fast" = no ]; then
    setup_code=0
    setpriv --pdeathsig TERM deploy/setup.sh --tests </dev/null &
    child=$!
    wait "$child" || setup_code=$?
    child=
    if [ "$setup_code" -ne 0 ]; then
        echo "0 passed, 1 failed"
        exit 1
    fi
fi
if [ "$fast" = yes ]; then
    if [ -n "$only" ]; then fast "$only"; else fast "${every[@]}"; fi
elif [ -n "$only" ]; then
    check "build of $only.Tests" dotnet build "tests/$only.Tests" -c Release -v quiet && tests "$only"
else
    check "scripts" scripts || true
    check "sizes" tests/checks.sh || true
    check "restore as locked" dotnet restore --locked-mode || true
    if check "build" dotnet build --no-restore -c Release -v quiet; then
        check "format" format || true
        for project in "${every[@]}"; do
            tests "$project"
        done
        check "packages for amd64 and arm64" tests/packages.sh || true
        check "the arm64 program at work" timeout -k 30 1500 tests/arm64.sh || true
    fi
fi

summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary+=", $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
