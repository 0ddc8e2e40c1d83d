using System.Globalization;
using System.Text;
using System.Text.Json;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>The status in Prometheus' text format (version 0.0.4), for whoever watches many gateways. The same figures as <c>/status.json</c>.</summary>
internal static class Metrics
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Format(Status status)
    {
        var page = new Page();
        page.Family("zhuhui_up_seconds", "gauge", "Seconds since the start.").Sample(status.UptimeSeconds);
        page.Family("zhuhui_ledger_degraded", "gauge", "1 where the disk takes no events.").Sample(status.LedgerDegraded);
        page.Family("zhuhui_hub_connected", "gauge", "1 where the district hub is reached.").Sample(status.HubConnected);
        page.Family("zhuhui_residents", "gauge", "People in the registry.").Sample(status.Residents);
        page.Family("zhuhui_device_online", "gauge", "1 where the board, bus or reader answers.").Each(status.Devices, "device", d => d.Id, d => d.Online == true ? 1 : 0);
        page.Family("zhuhui_device_outages_total", "counter", "How often it was lost.").Each(status.Devices, "device", d => d.Id, d => d.Outages);
        page.Family("zhuhui_device_tampered", "gauge", "1 where its case is open.").Each(status.Devices, "device", d => d.Id, d => d.Tampered ? 1 : 0);
        page.Family("zhuhui_camera_online", "gauge", "1 where the camera gives frames.").Each(status.Cameras, "camera", c => c.Id, c => c.Online ? 1 : 0);
        page.Family("zhuhui_camera_frames_per_second", "gauge", "Frames decoded a second.").Each(status.Cameras, "camera", c => c.Id, c => c.FramesPerSecond);
        var streams = status.Cameras.SelectMany(c => c.Streams.Select(s => (Name: $"{c.Id}/{(s.Role == StreamRole.Main ? "main" : "sub")}", Stream: s))).ToList();
        page.Family("zhuhui_camera_stream_online", "gauge", "1 where the stream gives frames.").Each(streams, "stream", s => s.Name, s => s.Stream.Online ? 1 : 0);
        page.Family("zhuhui_camera_stream_frames_per_second", "gauge", "Frames decoded a second.").Each(streams, "stream", s => s.Name, s => s.Stream.FramesPerSecond);
        page.Family("zhuhui_camera_stream_analysed_per_second", "gauge", "Frames looked at a second.").Each(streams, "stream", s => s.Name, s => s.Stream.AnalysedPerSecond);
        page.Family("zhuhui_camera_stream_frames_total", "counter", "Frames decoded.").Each(streams, "stream", s => s.Name, s => s.Stream.Decoded);
        page.Family("zhuhui_camera_stream_dropped_total", "counter", "Frames passed over for a newer one.").Each(streams, "stream", s => s.Name, s => s.Stream.Dropped);
        page.Family("zhuhui_camera_stream_reconnects_total", "counter", "How often it came back after an outage.").Each(streams, "stream", s => s.Name, s => s.Stream.Reconnects);
        page.Family("zhuhui_camera_stream_last_frame_age_seconds", "gauge", "Since the last frame.")
            .Each(streams.Where(s => s.Stream.LastFrameAgeMs is not null), "stream", s => s.Name, s => s.Stream.LastFrameAgeMs!.Value / 1000);
        page.Family("zhuhui_camera_stream_decode_cores", "gauge", "Processor that its ffmpeg takes, in cores.")
            .Each(streams.Where(s => s.Stream.DecodeShare is not null), "stream", s => s.Name, s => s.Stream.DecodeShare!.Value);
        page.Family("zhuhui_door_released", "gauge", "1 where the lock is released.").Each(status.Doors, "door", d => d.Id, d => d.Released ? 1 : 0);
        page.Family("zhuhui_door_messages_missed_total", "counter", "Reads refused because too many waited.").Each(status.Doors, "door", d => d.Id, d => d.Missed);
        page.Family("zhuhui_events_journaled_total", "counter", "Events in the journal.").Each(status.Streams, "stream", s => s.Stream, s => s.Journaled);
        page.Family("zhuhui_events_acknowledged_total", "counter", "Events acknowledged as the link promises: by the hub, that its store has them, or by the broker.").Each(status.Streams, "stream", s => s.Stream, s => s.Acknowledged);
        page.Family("zhuhui_events_published_total", "counter", "Events the broker has taken for a hub.").Each(status.Streams, "stream", s => s.Stream, s => s.Published);
        page.Family("zhuhui_events_unacknowledged", "gauge", "Events journaled and not acknowledged.").Each(status.Streams, "stream", s => s.Stream, s => s.Journaled - s.Acknowledged);
        page.Family("zhuhui_events_oldest_unacknowledged_seconds", "gauge", "The age of the oldest of them; 0 where none waits.")
            .Each(status.Streams, "stream", s => s.Stream, s => s.OldestWaitsSeconds ?? 0);
        LinkOf(page, status.Link);
        page.Family("zhuhui_passages_granted_total", "counter", "People let in.").Each(status.GrantedByMethod, "method", p => p.Key, p => p.Value);
        page.Family("zhuhui_passages_denied_total", "counter", "People not let in.").Each(status.DeniedByReason, "reason", p => p.Key, p => p.Value);
        page.Family("zhuhui_alarms_total", "counter", "Alarms.").Each(status.AlarmsByKind, "kind", p => p.Key, p => p.Value);
        page.Family("zhuhui_alarms_suppressed_total", "counter", "Alarms that were not raised, for they belonged to one that was open.").Sample(status.AlarmsSuppressed);
        page.Family("zhuhui_alarms_open", "gauge", "Alarms of cameras without an end.").Each(status.Alarms.Where(a => a.EndedAt is null).GroupBy(a => (a.Ring, a.Kind)),
            ["ring", "kind"], g => [AlarmKinds.NameOf(g.Key.Ring), AlarmKinds.NameOf(g.Key.Kind)], g => g.Count());
        page.Family("zhuhui_alarms_unacknowledged", "gauge", "Alarms of cameras that no operator has acknowledged.").Sample(status.Alarms.Count(a => a.AcknowledgedBy is null));
        page.Family("zhuhui_place_armed", "gauge", "1 where the line, zone or camera is armed.").Each(status.Places, "place", p => p.Place, p => p.Armed ? 1 : 0);
        return page.ToString();
    }

    private static void LinkOf(Page page, LinkStatus? link)
    {
        if (link is null)
        {
            return;
        }

        page.Family("zhuhui_hub_promise", "gauge", "Whose acknowledgement frees the gateway of an event.").Each([link.Promise], "promise", p => JsonNamingPolicy.CamelCase.ConvertName(p.ToString()), _ => 1);
        page.Family("zhuhui_hub_reconnects_total", "counter", "Connections to the broker beyond the first.").Sample(link.Totals.Reconnects);
        page.Family("zhuhui_events_resent_total", "counter", "Events sent again for want of an acknowledgement.").Sample(link.Totals.Resent);
        page.Family("zhuhui_hub_batches_total", "counter", "Batches of a backlog published.").Sample(link.Totals.Batches);
        page.Family("zhuhui_hub_batch_bytes_in_total", "counter", "Bytes of the events in them.").Sample(link.Totals.BatchBytesIn);
        page.Family("zhuhui_hub_batch_bytes_out_total", "counter", "Bytes of the batches themselves, compressed.").Sample(link.Totals.BatchBytesOut);
        if (link.CertificateExpires is { } end)
        {
            page.Family("zhuhui_hub_certificate_expiry_timestamp_seconds", "gauge", "When the gateway's certificate for the broker ends.").Sample(end.ToUnixTimeSeconds());
        }
    }

    private sealed class Page
    {
        private readonly StringBuilder _text = new();
        private string _name = "";

        public Page Family(string name, string type, string help)
        {
            _name = name;
            _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
            return this;
        }

        public void Sample(double value) => _text.Append(CultureInfo.InvariantCulture, $"{_name} {value}\n");

        public void Sample(bool value) => Sample(value ? 1 : 0);

        public void Each<T>(IEnumerable<T> all, string label, Func<T, string> name, Func<T, double> value) => Each(all, [label], one => [name(one)], value);

        /// <summary>Label values need no escape but JSON's: quotes, backslashes and line breaks.</summary>
        public void Each<T>(IEnumerable<T> all, string[] labels, Func<T, string[]> names, Func<T, double> value)
        {
            foreach (var one in all)
            {
                var pairs = labels.Zip(names(one), (label, name) => $"{label}=\"{JsonEncodedText.Encode(name)}\"");
                _text.Append(CultureInfo.InvariantCulture, $"{_name}{{{string.Join(',', pairs)}}} {value(one)}\n");
            }
        }

        public override string ToString() => _text.ToString();
    }
}
