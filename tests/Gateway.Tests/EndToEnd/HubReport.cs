using System.Text.Json;
using Xunit;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>What <c>zhuhui-hub report</c> must say of a gateway that lost nothing.</summary>
internal static class HubReport
{
    public static void AssertEverySequenceNumberOnce(JsonElement hub, long journaled)
    {
        Assert.Equal(journaled, hub.GetProperty("stored").GetInt64());
        Assert.All(hub.GetProperty("streams").EnumerateArray(), stream =>
        {
            Assert.Empty(stream.GetProperty("missing").EnumerateArray());
            Assert.Equal(stream.GetProperty("last").GetInt64(), stream.GetProperty("stored").GetInt64());
            Assert.Equal("ok", stream.GetProperty("chain").GetString());
        });
    }
}
