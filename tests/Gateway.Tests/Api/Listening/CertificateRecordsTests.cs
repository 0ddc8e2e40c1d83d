using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Tests.Api.Listening;

public sealed class CertificateRecordsTests
{
    [Fact]
    public void What_is_wrong_with_the_certificate_is_on_record_at_once_daily_while_it_lasts_and_when_it_is_over()
    {
        var time = new FakeTimeProvider();
        List<GatewayEvent> told = [];
        var records = new CertificateRecords(told.Add, time);
        Look(null, TimeSpan.FromDays(3));
        Assert.Empty(told);
        Look("it ends on 2026-12-01", TimeSpan.FromHours(50));
        Look("it expired on 2026-12-01", TimeSpan.FromHours(10));
        Look(null, TimeSpan.FromDays(3));
        Assert.Equal(["it ends on 2026-12-01", "it ends on 2026-12-01", "it ends on 2026-12-01", "it expired on 2026-12-01",
            "the certificate of the site file is shown and holds"], told.Cast<DeviceNoted>().Select(one => one.Detail));
        Assert.All(told.Cast<DeviceNoted>(), one => Assert.Equal("web.certFile", one.Device));

        void Look(string? toSeeTo, TimeSpan lasting)
        {
            for (var passed = TimeSpan.Zero; passed < lasting; passed += TimeSpan.FromMinutes(10))
            {
                records.Look(toSeeTo);
                time.Advance(TimeSpan.FromMinutes(10));
            }
        }
    }
}
