using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Remote;

namespace Zhuhui.Edge.Gateway.Api.Live;

/// <summary>How the gateway is, in the few words that change.</summary>
internal sealed record LiveHealth(bool Healthy, bool HubConnected, ClockDoubtReason? ClockDoubt);

internal sealed record LiveCamera(string Id, bool Online);

/// <summary>The live state in parts, each as JSON: a part that has changed is sent whole, so that whoever missed one is put right by the
/// next.</summary>
internal sealed class LiveParts(StatusBoard board, AlarmBoard alarms, PerimeterWatch watch, DeviceHealth devices, CamerasService cameras,
    SilenceOrders silences, GuardDuty duty, LinkService link, EventLedger ledger, IOptions<JsonOptions> json)
{
    /// <summary>Those that the district sees too.</summary>
    public static readonly IReadOnlyList<string> ForDistrict = ["health", "doors"];

    private readonly JsonSerializerOptions _options = json.Value.SerializerOptions;

    /// <summary>By name; what is in them is on the disk.</summary>
    public IReadOnlyDictionary<string, string> Now()
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["health"] = Json(new LiveHealth(board.IsHealthy, link.Status?.Connected ?? false, board.Clock.Doubt)),
            ["doors"] = Json(board.Doors),
            ["alarms"] = Json(alarms.Newest),
            ["alarmCounts"] = Json(alarms.Counts),
            ["silenced"] = Json(silences.Standing),
            ["onDuty"] = Json(duty.OnDuty),
            ["places"] = Json(watch.Places),
            ["devices"] = Json(devices.Devices),
            ["cameras"] = Json(cameras.Health.Select(camera => new LiveCamera(camera.Id, camera.Online))),
        };
        ledger.FlushAlarms();
        return parts;
    }

    public string Json<T>(T value) => JsonSerializer.Serialize(value, _options);
}
