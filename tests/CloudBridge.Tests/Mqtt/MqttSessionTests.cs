using MQTTnet;
using MQTTnet.Protocol;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Mqtt;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Mqtt;

[Trait("needs", "process")]
public sealed class MqttSessionTests
{
    [Fact]
    public async Task Whatever_exchange_a_dying_connection_meets_ends_as_a_broken_link_and_no_bug()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var login = Login(new LinkOptions { Port = broker.Port, Tls = false });
        var message = new MqttApplicationMessageBuilder().WithTopic("zhuhui/v1/d-1/c-1/g-1/events/passages")
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        for (var round = 0; round < 20; round++)
        {
            await using var session = await MqttSession.OpenAsync(login, RunningLink.Topics, [], TimeProvider.System, new WakeSignal(),
                Eventually.Token);
            Task[] speaking = [.. Enumerable.Range(0, 16).Select(_ => Task.Run(() => SpeakAsync(session, message)))];
            await broker.KillAsync();
            foreach (var one in speaking)
            {
                Assert.True(LinkException.IsBrokenLink((await Record.ExceptionAsync(() => one))!), one.Exception?.ToString());
            }

            await broker.StartAgainAsync();
        }
    }

    internal static MqttClientOptions Login(LinkOptions options) =>
        new BrokerLogin(options, RunningLink.Run, _ => null,
            new LoginFiles(options, new LinkFindings(TimeProvider.System), TimeProvider.System, new LogLines())).Read(
            Guid.NewGuid());

    private static async Task SpeakAsync(MqttSession session, MqttApplicationMessage message)
    {
        while (true)
        {
            await session.PublishAsync(message, Eventually.Token);
        }
    }
}
