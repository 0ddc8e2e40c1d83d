# shellcheck shell=bash
# Sourced by each finding. A temporary folder that goes with the script, what it started with it, and words for what was seen.
set -euo pipefail
export LC_ALL=C DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false

sandbox="$(mktemp -d)"
export NUGET_PACKAGES="$sandbox/packages" DOTNET_CLI_HOME="$sandbox/home" DOTNET_GENERATE_ASPNET_CERTIFICATE=false
started=()
changed=0

leave() {
    for pid in "${started[@]}"; do
        kill "$pid" 2> "$sandbox/ended" || true
        wait "$pid" 2> "$sandbox/ended" || true
    done
    rm -rf "$sandbox"
}
trap leave EXIT
trap 'exit 130' INT TERM

# needs PROGRAM VERSION-OUTPUT WANTED PACKAGE: the program is here in the version that this was seen with.
needs() {
    if ! grep -qF -- "$3" <<< "$2"; then
        echo "$1: wanted '$3', found '${2:-nothing}'; install Debian 12's package $4" >&2
        exit 2
    fi
    echo "version: $1 $3"
}

# program NAME PACKAGE=VERSION... : builds standard input as a C# program with exactly these packages; it is then "$sandbox/NAME/out/NAME.dll".
program() {
    local name=$1 references="" pair
    shift
    for pair in "$@"; do
        references+="<PackageReference Include=\"${pair%=*}\" Version=\"[${pair#*=}]\" />"
        echo "version: ${pair%=*} ${pair#*=}"
    done
    mkdir -p "$sandbox/$name"
    cat > "$sandbox/$name/Program.cs"
    cat > "$sandbox/$name/$name.csproj" << END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><AllowUnsafeBlocks>true</AllowUnsafeBlocks>
  </PropertyGroup>
  <ItemGroup>$references</ItemGroup>
</Project>
END
    if ! dotnet build "$sandbox/$name" -c Release -o "$sandbox/$name/out" -v quiet > "$sandbox/$name/build.log" 2>&1; then
        cat "$sandbox/$name/build.log" >&2
        exit 2
    fi
}

# start COMMAND...: in the background, ended with the script. Its id is in $!.
start() {
    "$@" > "$sandbox/started-${#started[@]}.log" 2>&1 &
    started+=("$!")
}

# free_port: a port of 127.0.0.1 that nobody listens at.
free_port() {
    local port
    for port in $(shuf -i 20000-29999 -n 50); do
        if ! (: < "/dev/tcp/127.0.0.1/$port") 2> "$sandbox/closed"; then
            echo "$port"
            return
        fi
    done
    exit 2
}

# listening PORT: returns once somebody does.
listening() {
    local try
    for try in $(seq 200); do
        if (: < "/dev/tcp/127.0.0.1/$1") 2> "$sandbox/closed"; then
            return
        fi
        sleep 0.1
    done
    echo "nobody listens at $1 after $try tries" >&2
    exit 2
}

# broker PORT [CONFIGURATION LINE...]: mosquitto on 127.0.0.1, without a disk.
broker() {
    local port=$1
    shift
    needs mosquitto "$(mosquitto -h 2>&1 | head -n 1 || true)" 'version 2.0.11' mosquitto
    printf '%s\n' "listener $port 127.0.0.1" 'allow_anonymous true' 'persistence false' "$@" > "$sandbox/mosquitto-$port.conf"
    start mosquitto -c "$sandbox/mosquitto-$port.conf"
    listening "$port"
}

# seen WHAT WAS-SEEN EXPECTED: says it, and remembers a change.
seen() {
    if [ "$2" = "$3" ]; then
        echo "seen:    $1: $2"
    else
        echo "CHANGED: $1: $2 (it was: $3)"
        changed=1
    fi
}

# figure NAME: the value of NAME=VALUE in what the program said.
figure() {
    sed -n "s/^$1=//p" "$sandbox/said"
}

end() {
    exit "$changed"
}
