#!/usr/bin/env bash
# MQTTnet: what the broker announced at connect is shown, but neither kept nor told apart from what it did not announce.
#
# What one would guess: Receive Maximum, where the broker sends none, is null or the standard's 65,535; a message beyond the announced Maximum Packet Size is refused
# by the client before it is sent, for sending it is a protocol error.
# What it does: Receive Maximum reads 0. The message is sent, and the broker ends the connection, with all that was under way on it.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

port="$(free_port)"
broker "$port" 'max_packet_size 2000' 'max_inflight_messages 0'
program limits MQTTnet=5.2.0.1603 << 'END'
using MQTTnet;
using MQTTnet.Protocol;

MqttClientFactory factory = new();
using var client = factory.CreateMqttClient();
TaskCompletionSource<string> ended = new();
client.DisconnectedAsync += one =>
{
    ended.TrySetResult(one.Reason.ToString());
    return Task.CompletedTask;
};
var answer = await client.ConnectAsync(factory.CreateClientOptionsBuilder().WithTcpServer("127.0.0.1", int.Parse(args[0]))
    .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).Build());
Console.WriteLine($"receive={answer.ReceiveMaximum}");
Console.WriteLine($"packet={answer.MaximumPacketSize}");
string how;
try
{
    var published = await client.PublishBinaryAsync("big", new byte[5000], MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: new CancellationTokenSource(5000).Token);
    how = published.ReasonCode.ToString();
}
catch (Exception refused)
{
    how = refused.GetType().Name;
}

Console.WriteLine($"big={how}");
var first = await Task.WhenAny(ended.Task, Task.Delay(5000));
Console.WriteLine($"ended={(first == ended.Task ? ended.Task.Result : "no")}");
END
dotnet "$sandbox/limits/out/limits.dll" "$port" > "$sandbox/said"
seen 'Receive Maximum of a broker that announces none' "$(figure receive)" 0
seen 'Maximum Packet Size as announced' "$(figure packet)" 2000
seen 'a message of 5,000 bytes' "$(figure big)" MqttClientUnexpectedDisconnectReceivedException
seen 'the connection after it' "$(figure ended)" PacketTooLarge
end
