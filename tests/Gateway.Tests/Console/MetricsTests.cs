using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Tests.Host;
using Zhuhui.Edge.Hub.Receiver;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Console;

public sealed partial class MetricsTests : IDisposable
{
    /// <summary>What the gateway of 0.1.3 served.</summary>
    private static readonly string[] _namesOf013 =
    [
        "zhuhui_up_seconds", "zhuhui_ledger_degraded", "zhuhui_hub_connected", "zhuhui_residents", "zhuhui_device_online",
        "zhuhui_device_outages_total", "zhuhui_device_tampered", "zhuhui_camera_online", "zhuhui_camera_frames_per_second",
        "zhuhui_camera_stream_online", "zhuhui_camera_stream_frames_per_second", "zhuhui_camera_stream_analysed_per_second",
        "zhuhui_camera_stream_frames_total", "zhuhui_camera_stream_dropped_total", "zhuhui_camera_stream_reconnects_total",
        "zhuhui_camera_stream_last_frame_age_seconds", "zhuhui_camera_stream_decode_cores", "zhuhui_door_released",
        "zhuhui_door_messages_missed_total", "zhuhui_events_journaled_total", "zhuhui_events_acknowledged_total",
        "zhuhui_events_published_total", "zhuhui_events_unacknowledged", "zhuhui_events_oldest_unacknowledged_seconds",
        "zhuhui_hub_promise", "zhuhui_hub_reconnects_total", "zhuhui_events_resent_total", "zhuhui_hub_batches_total",
        "zhuhui_hub_batch_bytes_in_total", "zhuhui_hub_batch_bytes_out_total", "zhuhui_hub_certificate_expiry_timestamp_seconds",
        "zhuhui_passages_granted_total", "zhuhui_passages_denied_total", "zhuhui_alarms_total", "zhuhui_alarms_suppressed_total",
        "zhuhui_alarms_open", "zhuhui_alarms_unacknowledged", "zhuhui_place_armed",
    ];

    /// <summary>What the hub's receiver of 0.1.3 served.</summary>
    private static readonly string[] _hubNamesOf013 =
    [
        "zhuhui_hub_broker_up", "zhuhui_hub_store_up", "zhuhui_hub_records_stored_total", "zhuhui_hub_records_duplicate_total",
        "zhuhui_hub_refused_total", "zhuhui_hub_chain_breaks_total", "zhuhui_hub_gaps", "zhuhui_hub_last_commit_timestamp_seconds",
        "zhuhui_hub_batch_seconds",
    ];

    private static readonly string[] _labels =
        ["camera", "device", "door", "kind", "le", "method", "place", "promise", "reason", "ring", "stream"];

    private readonly AllMeters _meters = new(new FakeTimeProvider(AllMeters.Noon));

    [Fact]
    public void Every_name_of_the_release_before_is_still_served()
    {
        Assert.Empty(_namesOf013.Except(Names(Page())));
        Assert.Empty(_hubNamesOf013.Except(Names(HubPage())));
    }

    [Fact]
    public void The_hubs_prefix_is_the_hubs_alone_but_for_the_names_that_go()
    {
        var shared = Names(Page()).Where(name => name.StartsWith("zhuhui_hub_", StringComparison.Ordinal));
        Assert.Equal(OldMetricNames.ByNewName.Values.Order(StringComparer.Ordinal), shared.Order(StringComparer.Ordinal));
        Assert.All(Names(HubPage()), name => Assert.StartsWith("zhuhui_hub_", name, StringComparison.Ordinal));
    }

    [Fact]
    public void No_name_is_served_twice_and_each_is_in_the_document()
    {
        string[] names = [.. Names(Page()), .. Names(HubPage())];
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
        var document = File.ReadAllText(Repository.At("docs/design/metrics.md"));
        Assert.All(names, name => Assert.Contains($"`{name}`", document, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_running_gateway_serves_these_meters_and_no_others()
    {
        await using var gateway = new BuiltGateway();
        Assert.Equal(_meters.All.Select(meter => meter.Name), gateway.Services.GetServices<Meter>().Select(meter => meter.Name));
    }

    [Fact]
    public void No_label_can_name_a_person()
    {
        var labels = LabelName().Matches(Page() + HubPage()).Select(label => label.Groups[1].Value).Distinct(StringComparer.Ordinal);
        Assert.Empty(labels.Except(_labels));
    }

    [Fact]
    public void Each_figure_is_the_one_that_its_room_knows()
    {
        string[] expected =
        [
            "zhuhui_up_seconds 12.5", "zhuhui_ledger_degraded 0", "zhuhui_residents 2100", "zhuhui_device_online{device=\"board\"} 1",
            "zhuhui_device_online{device=\"reader\"} 0", "zhuhui_device_outages_total{device=\"board\"} 4",
            "zhuhui_device_tampered{device=\"reader\"} 1", "zhuhui_door_released{door=\"unit-1\"} 1",
            "zhuhui_door_messages_missed_total{door=\"unit-1\"} 7", "zhuhui_camera_online{camera=\"north\"} 1",
            "zhuhui_camera_frames_per_second{camera=\"north\"} 24.98", "zhuhui_camera_stream_online{stream=\"north/sub\"} 0",
            "zhuhui_camera_stream_frames_total{stream=\"north/main\"} 90", "zhuhui_camera_stream_dropped_total{stream=\"north/main\"} 2",
            "zhuhui_camera_stream_reconnects_total{stream=\"north/main\"} 1",
            "zhuhui_camera_stream_last_frame_age_seconds{stream=\"north/main\"} 0.041",
            "zhuhui_camera_stream_decode_cores{stream=\"north/main\"} 0.25", "zhuhui_events_journaled_total{stream=\"alarms\"} 10",
            "zhuhui_events_published_total{stream=\"alarms\"} 9", "zhuhui_events_acknowledged_total{stream=\"alarms\"} 6",
            "zhuhui_events_unacknowledged{stream=\"alarms\"} 4", "zhuhui_events_oldest_unacknowledged_seconds{stream=\"alarms\"} 12.5",
            "zhuhui_events_oldest_unacknowledged_seconds{stream=\"health\"} 0", "zhuhui_events_resent_total 17", "zhuhui_link_connected 1",
            "zhuhui_link_promise{promise=\"hubStore\"} 1", "zhuhui_link_reconnects_total 3", "zhuhui_link_batches_total 2",
            "zhuhui_link_batch_in_bytes_total 900", "zhuhui_link_batch_out_bytes_total 100",
            $"zhuhui_link_certificate_expiry_timestamp_seconds {AllMeters.CertificateEnds.ToUnixTimeSeconds()}", "zhuhui_hub_connected 1",
            "zhuhui_hub_batch_bytes_in_total 900", "zhuhui_passages_granted_total{method=\"face\"} 2",
            "zhuhui_passages_denied_total{reason=\"unknownCard\"} 62", "zhuhui_alarms_open{ring=\"commonArea\",kind=\"crowding\"} 1",
            "zhuhui_alarms_open{ring=\"perimeter\",kind=\"cameraOffline\"} 1", "zhuhui_alarms_unacknowledged 2",
            "zhuhui_alarms_suppressed_total 7", "zhuhui_place_armed{place=\"fence/wall\"} 0",
        ];
        var lines = Page().Split('\n');
        Assert.All(expected, line => Assert.Contains(line, lines));
        Assert.DoesNotContain(lines, line => EndedAlarm().IsMatch(line));
        Assert.DoesNotContain(lines, line => AgeWithoutFrame().IsMatch(line));
    }

    public void Dispose() => _meters.Dispose();

    private string Page()
    {
        using var page = OldMetricNames.PageOf(_meters.All);
        return page.Format();
    }

    private static string HubPage()
    {
        using var figures = new HubFigures();
        using var page = OldMetricNames.PageOf([figures.Meter]);
        return page.Format();
    }

    private static string[] Names(string page) => [.. TypeLine().Matches(page).Select(line => line.Groups[1].Value)];

    [GeneratedRegex("^# TYPE ([a-z_0-9]+) ", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex("^zhuhui_alarms_open.*lineCrossed")]
    private static partial Regex EndedAlarm();

    [GeneratedRegex("^zhuhui_camera_stream_last_frame_age_seconds.*north/sub")]
    private static partial Regex AgeWithoutFrame();

    [GeneratedRegex("[{,]([a-z]+)=\"")]
    private static partial Regex LabelName();
}
