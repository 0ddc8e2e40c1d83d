#!/usr/bin/env bash
# aedes: a client of MQTT 5 is refused in the words of MQTT 3.
#
# What one would guess: the broker answers "unsupported protocol version" (0x84) in the form of the client's version, or with an own form that the client cannot read.
# What it does: four bytes of MQTT 3.1.1, return code 1. MQTTnet reads them as an answer of MQTT 5 whose code, 1, that version does not have.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

command -v npm > "$sandbox/npm" || { echo "npm is missing" >&2; exit 2; }
npm --prefix "$sandbox" install --ignore-scripts --no-audit --no-fund --no-save --silent aedes@1.2.0 > "$sandbox/install.log" 2>&1 || { cat "$sandbox/install.log" >&2; exit 2; }
echo "version: aedes 1.2.0"
cat > "$sandbox/broker.mjs" << 'END'
import { Aedes } from 'aedes'
import { createServer } from 'node:net'

const broker = await Aedes.createBroker()
createServer(broker.handle).listen(Number(process.argv[2]), '127.0.0.1')
END
port="$(free_port)"
start node "$sandbox/broker.mjs" "$port"
listening "$port"
program hello MQTTnet=5.2.0.1603 << 'END'
using System.Net.Sockets;
using MQTTnet;

var port = int.Parse(args[0]);
using var raw = new TcpClient("127.0.0.1", port);
byte[] connect = [0x10, 0x10, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 5, 2, 0, 15, 0, 0, 3, (byte)'a', (byte)'b', (byte)'c'];
await raw.GetStream().WriteAsync(connect);
var answer = new byte[16];
var length = 0;
while (await raw.GetStream().ReadAsync(answer.AsMemory(length)) is > 0 and var read)
{
    length += read;
}

Console.WriteLine($"bytes={Convert.ToHexString(answer.AsSpan(0, length))}");
MqttClientFactory factory = new();
using var client = factory.CreateMqttClient();
var result = await client.ConnectAsync(factory.CreateClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).Build());
Console.WriteLine($"code={(int)result.ResultCode}");
END
dotnet "$sandbox/hello/out/hello.dll" "$port" > "$sandbox/said"
seen 'what a CONNECT of MQTT 5 is answered with' "$(figure bytes)" 20020001
seen 'what MQTTnet makes of it' "$(figure code)" 1
end
