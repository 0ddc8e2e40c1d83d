#!/usr/bin/env bash
# MQTTnet: a message of a connection that is gone can still be acknowledged, and that settles whatever bears its number on the next connection.
#
# What one would guess: acknowledging a delivery whose connection has ended throws, or does nothing.
# What it does: the acknowledgement goes out on the connection of now. The broker takes it for the redelivered message, which has the same number.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

port="$(free_port)"
broker "$port"
program old MQTTnet=5.2.0.1603 << 'END'
using MQTTnet;
using MQTTnet.Protocol;

var port = int.Parse(args[0]);
MqttClientFactory factory = new();
MqttClientOptions Options(string id) => factory.CreateClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
    .WithClientId(id).WithCleanStart(false).WithSessionExpiryInterval(600).Build();

List<MqttApplicationMessageReceivedEventArgs> deliveries = [];
using var client = factory.CreateMqttClient();
client.ApplicationMessageReceivedAsync += one =>
{
    one.AutoAcknowledge = false;
    lock (deliveries)
    {
        deliveries.Add(one);
    }

    return Task.CompletedTask;
};
await client.ConnectAsync(Options("receiver"));
await client.SubscribeAsync("work", MqttQualityOfServiceLevel.AtLeastOnce);
using var publisher = factory.CreateMqttClient();
await publisher.ConnectAsync(Options("publisher"));
await publisher.PublishStringAsync("work", "one", MqttQualityOfServiceLevel.AtLeastOnce);
await Task.Delay(2000);

async Task Again()
{
    await client.DisconnectAsync();
    await client.ConnectAsync(Options("receiver"));
    await Task.Delay(2000);
}

await Again();
Console.WriteLine($"delivered={deliveries.Count}");
string how;
try
{
    await deliveries[0].AcknowledgeAsync(CancellationToken.None);
    how = "taken";
}
catch (Exception refused)
{
    how = refused.GetType().Name;
}

Console.WriteLine($"old={how}");
await Again();
Console.WriteLine($"afterwards={deliveries.Count}");
END
dotnet "$sandbox/old/out/old.dll" "$port" > "$sandbox/said"
seen 'deliveries before and after a reconnect, none acknowledged' "$(figure delivered)" 2
seen 'acknowledging the first one, of the connection before' "$(figure old)" taken
seen 'deliveries after one more reconnect' "$(figure afterwards)" 2
end
