#!/usr/bin/env bash
# ONNX Runtime: a process that is held to one processor gets threads that are bound to others.
#
# What one would guess: threads inherit the processor mask of the process (taskset, CPUAffinity= of systemd), as all threads do, and their number follows the mask.
# What it does: with no number of threads given, a session binds its own to the machine's processors, also to those outside the mask; with a number given it binds none, and
# they stay inside. Needs two processors at least.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

program threads Microsoft.ML.OnnxRuntime=1.31.1 << 'END'
using System.Text;
using Microsoft.ML.OnnxRuntime;

// A model of one node, x = Identity(y), written by hand: protobuf is tag, length, content.
byte[] Field(int number, params byte[][] parts) => [(byte)((number << 3) | 2), (byte)parts.Sum(part => part.Length), .. parts.SelectMany(part => part)];
byte[] Text(int number, string text) => Field(number, Encoding.ASCII.GetBytes(text));
byte[] shape = Field(2, Field(1, [0x08, 1]));
byte[] Value(int number, string name) => Field(number, Text(1, name), Field(2, Field(1, [0x08, 1], shape)));
byte[] graph = Field(7, Field(1, Text(1, "y"), Text(2, "x"), Text(4, "Identity")), Text(2, "g"), Value(11, "y"), Value(12, "x"));
byte[] model = [0x08, 8, .. graph, .. Field(8, [0x10, 13])];

// Each task's id and the processors it may run on.
Dictionary<string, string> Masks() => Directory.GetDirectories("/proc/self/task").ToDictionary(task => Path.GetFileName(task),
    task => File.ReadLines(task + "/status").First(line => line.StartsWith("Cpus_allowed_list")).Split('\t')[1]);
var before = Masks();
Console.WriteLine($"before={string.Join(" ", before.Values.Distinct())}");
using SessionOptions options = new() { IntraOpNumThreads = args.Length > 0 ? int.Parse(args[0]) : 0 };
using InferenceSession session = new(model, options);
Console.WriteLine($"outside={Masks().Any(one => !before.ContainsKey(one.Key) && one.Value != "0")}");
END
if [ "$(nproc)" -lt 2 ]; then
    echo 'with one processor there is nothing outside a mask' >&2
    exit 2
fi
for given in '' 2; do
    taskset -c 0 dotnet "$sandbox/threads/out/threads.dll" $given > "$sandbox/said"
    seen "held to processor 0, ${given:-no} threads asked for: before" "$(figure before)" 0
    seen "held to processor 0, ${given:-no} threads asked for: any new one outside" "$(figure outside)" "$([ -z "$given" ] && echo True || echo False)"
done
end
