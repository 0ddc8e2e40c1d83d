using System.Text;
using Xunit;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Remote;

/// <summary>Whose word frees the gateway of an event: a key's that the site file gives the right, and nobody else's.</summary>
public sealed class AcknowledgementRightTests : IDisposable
{
    private const string Root = "zhuhui/v1/d/c/g";
    private static readonly byte[] _payload = Encoding.UTF8.GetBytes("""{"ledger":"x","stream":"passages","ranges":[[1,2]]}""");
    private readonly HubKey _receivers = new("receivers", RemoteRight.Acknowledge);
    private readonly HubKey _duty = new("duty", [.. Enum.GetValues<RemoteRight>().Where(right => right != RemoteRight.Acknowledge)]);
    private readonly HubKey _impostor = new("receivers", RemoteRight.Acknowledge);

    private Authorities Known => new([_receivers.Option, _duty.Option]);

    [Fact]
    public void The_receivers_key_is_believed_on_its_topic_and_with_its_bytes_alone()
    {
        var good = _receivers.Sign(Root, "acks/passages", _payload);
        Assert.Null(Known.DoubtOf(good));
        Assert.Equal("wrongSignature", Known.DoubtOf(good with { FullTopic = $"{Root}/acks/alarms" }));
        Assert.Equal("wrongSignature", Known.DoubtOf(good with { FullTopic = "zhuhui/v1/d/c/other/acks/passages" }));
        Assert.Equal("wrongSignature", Known.DoubtOf(good with { Payload = Encoding.UTF8.GetBytes("{}") }));
    }

    [Fact]
    public void Nobody_else_is()
    {
        Assert.Equal("notPermitted", Known.DoubtOf(_duty.Sign(Root, "acks/passages", _payload)));
        Assert.Equal("wrongSignature", Known.DoubtOf(_impostor.Sign(Root, "acks/passages", _payload)));
        Assert.Equal("unsigned", Known.DoubtOf(new InboundMessage("acks/passages", $"{Root}/acks/passages", _payload, [], false)));
        Assert.Equal("oversized", Known.DoubtOf(_receivers.Sign(Root, "acks/passages", new byte[300_000])));
    }

    [Fact]
    public void The_right_to_acknowledge_orders_nothing()
    {
        Assert.False(Known.May("receivers", RemoteRight.Unlock));
        Assert.True(Known.AnyMay(RemoteRight.Acknowledge));
        Assert.False(new Authorities([_duty.Option]).AnyMay(RemoteRight.Acknowledge));
    }

    public void Dispose()
    {
        _receivers.Dispose();
        _duty.Dispose();
        _impostor.Dispose();
    }
}
