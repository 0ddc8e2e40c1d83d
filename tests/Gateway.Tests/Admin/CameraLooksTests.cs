using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Admin;

public sealed class CameraLooksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    private readonly EventLedger _ledger;
    private readonly CameraLooks _looks;

    public CameraLooksTests()
    {
        _ledger = new EventLedger(_folder.Path, _time, NullLoggerFactory.Instance);
        _looks = new CameraLooks(_ledger, _time);
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_picture_refreshed_every_second_is_one_look_a_minute_of_each_who_looks_and_each_camera()
    {
        for (var second = 0; second < 180; second++)
        {
            _looks.Look("guard", "square");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _looks.Look("guard", "gate");
        _looks.Look("chen", "gate");
        Assert.Equal([("guard", "square"), ("guard", "square"), ("guard", "square"), ("guard", "gate"), ("chen", "gate")],
            _ledger.Last(EventStream.Registry, 100).OfType<PeopleLookedUp>().Where(one => one.What == "camera")
                .Select(one => (one.Operator, one.Camera!)));
    }
}
