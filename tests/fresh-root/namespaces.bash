# shellcheck shell=bash
# Part of fresh-root.sh: where its root is mounted, and by what its programs run. Nothing of it is seen outside, and nothing is left.
# shellcheck disable=SC2034  # contained, emulation: for fresh-root.sh
# shellcheck disable=SC2154  # here, root, arch are fresh-root.sh's

# What debootstrap and the root's programs are told.
contained=() emulation=()
if [ "$arch" = arm64 ]; then
    # A user namespace makes no devices.
    contained=(container=lxc)
    # W^X: without this the emulator runs compiled code that lay there before (findings/dotnet-runs-old-code-under-qemu-7.sh).
    emulation=(QEMU_CPU=cortex-a76 DOTNET_EnableWriteXorExecute=0)
fi

# apart WORD...: this script once more, in namespaces of its own, and its exit code.
apart() {
    [ "$(id -u)" -eq 0 ] || die "this makes a root of its own and needs root: sudo tests/fresh-root.sh"
    local needed=(debootstrap unshare nsenter python3) tool code=0
    [ "$arch" = amd64 ] || needed+=(qemu-aarch64-static)
    for tool in "${needed[@]}"; do command -v "$tool" >/dev/null || die "the program $tool is missing"; done
    ZHUHUI_FRESH_ROOT="$(mktemp -d /var/tmp/zhuhui-root.XXXXXX)"
    export ZHUHUI_FRESH_ROOT
    trap 'rm -rf --one-file-system "$ZHUHUI_FRESH_ROOT"' EXIT
    if [ "$arch" = amd64 ]; then
        unshare --mount --propagation private "$0" "$@" || code=$?
    else
        emulated "$0" "$@" || code=$?
    fi
    exit "$code"
}

# emulated COMMAND...: in a user namespace too, for it has a register of foreign programs' interpreters of its own (Linux 6.7), with the same users.
emulated() {
    mkfifo "$ZHUHUI_FRESH_ROOT/mapped"
    mkdir "$ZHUHUI_FRESH_ROOT/binfmt"
    unshare --user --mount --propagation private --kill-child "$BASH" -ec '
        read -r _ <"$ZHUHUI_FRESH_ROOT/mapped"
        mount -t binfmt_misc binfmt_misc "$ZHUHUI_FRESH_ROOT/binfmt" || { echo "this kernel has no binfmt_misc in a user namespace: Linux 6.7 is needed" >&2; exit 1; }
        cat "$1" >"$ZHUHUI_FRESH_ROOT/binfmt/register"
        exec "${@:2}"' - <(interpreter) "$@" &
    local outer=$!
    while kill -0 "$outer" 2>/dev/null && [ "$(readlink "/proc/$outer/ns/user")" = "$(readlink /proc/self/ns/user)" ]; do sleep 0.05; done
    echo '0 0 65536' >"/proc/$outer/uid_map"
    echo '0 0 65536' >"/proc/$outer/gid_map"
    echo >"$ZHUHUI_FRESH_ROOT/mapped"
    wait "$outer"
}

# interpreter: programs for Linux on arm64 (the head of their ELF file, and which of its bits count) are run by qemu, opened now (F).
interpreter() {
    printf ':zhuhui-arm64:M::%s:%s:%s:F' '\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00' \
        '\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff' "$(command -v qemu-aarch64-static)"
}

mount_proc() {
    if [ "$arch" = amd64 ]; then
        mount -t proc proc "$root/proc"
    else
        mount --rbind /proc "$root/proc"
        # ONNX Runtime asks it which processor this is.
        mount --bind "$here/arm64/cpuinfo" "$root/proc/cpuinfo"
    fi
}
