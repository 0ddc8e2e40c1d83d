#!/usr/bin/env bash
# mosquitto: a client that dies and begins anew within its will's delay is never reported as dead.
#
# What one would guess: a clean start ends the session that was, and a will is due when its session ends, so it is published at once (MQTT 5, 3.1.3.2.2).
# What it does: neither then nor when the delay is over.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

port="$(free_port)"
broker "$port"
program will MQTTnet=5.2.0.1603 << 'END'
using MQTTnet;

var port = int.Parse(args[0]);
MqttClientFactory factory = new();
MqttClientOptionsBuilder Options(string id) => factory.CreateClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).WithClientId(id);

var wills = 0;
using var watcher = factory.CreateMqttClient();
watcher.ApplicationMessageReceivedAsync += _ =>
{
    Interlocked.Increment(ref wills);
    return Task.CompletedTask;
};
await watcher.ConnectAsync(Options("watcher").Build());
await watcher.SubscribeAsync("wills/#");
foreach (var (name, comesBack) in new[] { ("gone", false), ("anew", true) })
{
    // Another connection with the same id takes the first one over without a farewell, as a restart behind a dead link does.
    using var first = factory.CreateMqttClient();
    var options = Options(name).WithCleanStart(true).WithSessionExpiryInterval(600).WithWillTopic("wills/" + name).WithWillPayload("dead").WithWillDelayInterval(2).Build();
    await first.ConnectAsync(options);
    wills = 0;
    if (comesBack)
    {
        using var second = factory.CreateMqttClient();
        await second.ConnectAsync(Options(name).WithCleanStart(true).WithSessionExpiryInterval(600).Build());
        await Task.Delay(6000);
    }
    else
    {
        await first.DisconnectAsync(MqttClientDisconnectOptionsReason.DisconnectWithWillMessage);
        await Task.Delay(6000);
    }

    Console.WriteLine($"{name}={wills}");
}
END
dotnet "$sandbox/will/out/will.dll" "$port" > "$sandbox/said"
seen 'wills of a client that stays away' "$(figure gone)" 1
seen 'wills of one that begins anew within the delay' "$(figure anew)" 0
end
