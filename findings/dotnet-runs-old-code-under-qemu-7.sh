#!/usr/bin/env bash
# .NET for arm64 under Debian 12's qemu: a method that was compiled where a dead one lay runs as the dead one.
#
# What one would guess: qemu's user emulation runs an arm64 program as the processor does, slower; what fails there is the program's own fault.
# What it does: .NET writes compiled code through one mapping of the memory and runs it through another (W^X), and says so with the cache instruction that the processor asks
# for. This qemu takes no heed of that instruction and sees writes only through the mapping that runs: once the collector has freed a method's memory, the next method there gives
# the old one's result. In a whole program that looks like faults of its libraries (null references within a serialiser, damaged files). With
# DOTNET_EnableWriteXorExecute=0 there is one mapping and nothing is wrong.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

qemu="$(command -v qemu-aarch64-static || true)"
needs qemu-aarch64-static "$([ -z "$qemu" ] || "$qemu" --version)" 'version 7.2' qemu-user-static
program methods << 'END'
using System.Reflection.Emit;

int wrong = 0;
for (int i = 0; i < 2000; i++)
{
    DynamicMethod made = new("", typeof(int), Type.EmptyTypes);
    ILGenerator il = made.GetILGenerator();
    il.Emit(OpCodes.Ldc_I4, i);
    il.Emit(OpCodes.Ret);
    wrong += ((Func<int>)made.CreateDelegate(typeof(Func<int>)))() == i ? 0 : 1;
    if (i % 50 == 49)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}

Console.WriteLine($"wrong={wrong > 0}");
END
if ! dotnet publish "$sandbox/methods" -r linux-arm64 --self-contained -p:InvariantGlobalization=true -o "$sandbox/arm64" -v quiet > "$sandbox/publish.log" 2>&1; then
    cat "$sandbox/publish.log" >&2
    exit 2
fi
echo "version: .NET $(sed -nE 's/.*"version": "([0-9.]+)".*/\1/p' "$sandbox/arm64/methods.runtimeconfig.json")"
libraries="$(XDG_CACHE_HOME="$sandbox" "$(dirname "${BASH_SOURCE[0]}")/../tests/arm64/root.sh")" || exit 2
for kept in 1 0; do
    DOTNET_EnableWriteXorExecute=$kept "$qemu" -L "$libraries" "$sandbox/arm64/methods" > "$sandbox/said"
    seen "2,000 methods made and freed, DOTNET_EnableWriteXorExecute=$kept: any that gave another's result" "$(figure wrong)" "$([ "$kept" = 1 ] && echo True || echo False)"
done
end
