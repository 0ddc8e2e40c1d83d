#!/usr/bin/env bash
# mosquitto: a member of a shared subscription that does not acknowledge keeps its share, while another member has nothing to do.
#
# What one would guess: messages that a member has no room for (its receive maximum is used up) go to a member that has.
# What it does: shares are dealt one by one whether or not a member has room. Its share waits for it, and is gone when its session ends.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

port="$(free_port)"
broker "$port"
program share MQTTnet=5.2.0.1603 << 'END'
using MQTTnet;
using MQTTnet.Protocol;

var port = int.Parse(args[0]);
MqttClientFactory factory = new();
MqttClientOptions Options(string id) => factory.CreateClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
    .WithClientId(id).WithCleanStart(true).WithReceiveMaximum(2).Build();

var (toBusy, toIdle) = (0, 0);
using var busy = factory.CreateMqttClient();
busy.ApplicationMessageReceivedAsync += one =>
{
    // It takes two, as many as it said it would, and acknowledges neither.
    one.AutoAcknowledge = false;
    Interlocked.Increment(ref toBusy);
    return Task.CompletedTask;
};
using var idle = factory.CreateMqttClient();
idle.ApplicationMessageReceivedAsync += _ =>
{
    Interlocked.Increment(ref toIdle);
    return Task.CompletedTask;
};
foreach (var (member, id) in new[] { (busy, "busy"), (idle, "idle") })
{
    await member.ConnectAsync(Options(id));
    await member.SubscribeAsync("$share/all/work", MqttQualityOfServiceLevel.AtLeastOnce);
}

using var publisher = factory.CreateMqttClient();
await publisher.ConnectAsync(Options("publisher"));
for (var i = 0; i < 40; i++)
{
    await publisher.PublishStringAsync("work", $"{i}", MqttQualityOfServiceLevel.AtLeastOnce);
}

await Task.Delay(3000);
Console.WriteLine($"dealt={toBusy} and {toIdle}");
await busy.DisconnectAsync();
await Task.Delay(3000);
Console.WriteLine($"left={toIdle}");
END
dotnet "$sandbox/share/out/share.dll" "$port" > "$sandbox/said"
seen 'of forty, to the member that does not acknowledge and to the idle one' "$(figure dealt)" '2 and 20'
seen 'to the idle one after the other has left' "$(figure left)" 20
end
