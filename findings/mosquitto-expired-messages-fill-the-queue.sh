#!/usr/bin/env bash
# mosquitto: messages that have expired keep their place in the queue of a subscriber who is away, and newer ones are dropped for want of room.
#
# What one would guess: the broker clears what has expired before it refuses a message, or at the latest tells the publisher (quota exceeded, 0x97) that it was not queued.
# What it does: with a queue of five and five messages that expired after a second, five lasting messages are answered with success and none of them ever arrives.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

port="$(free_port)"
broker "$port" 'max_queued_messages 5'
program queue MQTTnet=5.2.0.1603 << 'END'
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;

var port = int.Parse(args[0]);
MqttClientFactory factory = new();
MqttClientOptions Options(string id) => factory.CreateClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
    .WithClientId(id).WithCleanStart(false).WithSessionExpiryInterval(600).Build();

using (var away = factory.CreateMqttClient())
{
    await away.ConnectAsync(Options("away"));
    await away.SubscribeAsync("news", MqttQualityOfServiceLevel.AtLeastOnce);
    await away.DisconnectAsync();
}

using var publisher = factory.CreateMqttClient();
await publisher.ConnectAsync(Options("publisher"));
async Task<string> Publish(string text, uint expiry)
{
    var message = factory.CreateApplicationMessageBuilder().WithTopic("news").WithPayload(text).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
    var result = await publisher.PublishAsync((expiry > 0 ? message.WithMessageExpiryInterval(expiry) : message).Build());
    return result.ReasonCode.ToString();
}

for (var i = 0; i < 5; i++)
{
    await Publish($"short {i}", 1);
}

await Task.Delay(3000);
HashSet<string> answers = [];
for (var i = 0; i < 5; i++)
{
    answers.Add(await Publish($"lasting {i}", 0));
}

Console.WriteLine($"answers={string.Join(",", answers)}");
List<string> received = [];
using var back = factory.CreateMqttClient();
back.ApplicationMessageReceivedAsync += one =>
{
    received.Add(Encoding.UTF8.GetString(one.ApplicationMessage.Payload));
    return Task.CompletedTask;
};
var connected = await back.ConnectAsync(Options("away"));
Console.WriteLine($"session={connected.IsSessionPresent}");
await Task.Delay(3000);
Console.WriteLine($"received={received.Count(one => one.StartsWith("lasting"))} of 5 lasting, {received.Count(one => one.StartsWith("short"))} of 5 expired");
END
dotnet "$sandbox/queue/out/queue.dll" "$port" > "$sandbox/said"
seen 'what the publisher of the lasting five hears' "$(figure answers)" Success
seen 'the session of the subscriber is still there' "$(figure session)" True
seen 'what arrives' "$(figure received)" '0 of 5 lasting, 0 of 5 expired'
end
