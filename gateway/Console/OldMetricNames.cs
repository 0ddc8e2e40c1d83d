using System.Diagnostics.Metrics;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>What the link's figures were called up to 0.1.3, under the hub's own prefix. They stand beside the new names in 0.2 and go with
/// the release after it.</summary>
internal static class OldMetricNames
{
    public static readonly IReadOnlyDictionary<string, string> ByNewName = new Dictionary<string, string>
    {
        ["zhuhui_link_connected"] = "zhuhui_hub_connected",
        ["zhuhui_link_promise"] = "zhuhui_hub_promise",
        ["zhuhui_link_reconnects_total"] = "zhuhui_hub_reconnects_total",
        ["zhuhui_link_batches_total"] = "zhuhui_hub_batches_total",
        ["zhuhui_link_batch_in_bytes_total"] = "zhuhui_hub_batch_bytes_in_total",
        ["zhuhui_link_batch_out_bytes_total"] = "zhuhui_hub_batch_bytes_out_total",
        ["zhuhui_link_certificate_expiry_timestamp_seconds"] = "zhuhui_hub_certificate_expiry_timestamp_seconds",
    };

    /// <summary>The page of some meters, with the old names on it.</summary>
    public static PrometheusPage PageOf(IEnumerable<Meter> meters) => new(meters, ByNewName);
}
