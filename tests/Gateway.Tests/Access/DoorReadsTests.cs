using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Doors;

namespace Zhuhui.Edge.Gateway.Tests.Access;

/// <summary>Keys and scanned codes on their way through a door's loop to its relay.</summary>
public sealed class DoorReadsTests
{
    [Fact]
    public void A_code_from_a_scanner_opens_like_one_before_the_camera()
    {
        using var bench = new DoorBench();
        bench.Enrol(new Resident(new PersonId("p-1"), "Wang") { QrCodes = ["guest-code"] });
        bench.Post(new CredentialInput.Code(new CodeRead("reader", "nonsense", bench.Time.GetTimestamp())));
        Assert.False(bench.RelayAt().IsEnergised);
        bench.Post(new CredentialInput.Code(new CodeRead("reader", "guest-code", bench.Time.GetTimestamp())));
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void Keys_reach_a_decision_with_enter_and_open_nothing_where_no_PIN_is_taken()
    {
        using var bench = new DoorBench();
        foreach (var key in "280519#")
        {
            bench.Post(new CredentialInput.Key(new KeyPressed("reader", key, bench.Time.GetTimestamp())));
        }

        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Equal(DenialReason.MethodNotAccepted, Assert.Single(bench.Happened.All.OfType<PassageDenied>(),
            d => d.Method == PassageMethod.Pin).Reason);
    }
}
