using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.Duty;

/// <param name="Minutes">Null: it is to sound again.</param>
internal sealed record SilenceRequest(string Device, int? Minutes, string? Reason, string Operator);

/// <param name="Code">For programs.</param>
internal sealed record SilenceAnswer(string? Code, Wording? Refused, IReadOnlyList<Silence> Silenced);

/// <summary>Silencing a device, by whoever asks for it: recorded before it is answered.</summary>
internal sealed class SilenceOrders(SilencedDevices devices, EventLedger ledger)
{
    public IReadOnlyList<Silence> Standing => devices.Standing;

    public SilenceAnswer Handle(SilenceRequest request)
    {
        var answer = request switch
        {
            { Minutes: { } minutes } when minutes < 1 || TimeSpan.FromMinutes(minutes) > devices.Longest => Refused("badMinutes",
                ApiTexts.Minutes((int)devices.Longest.TotalMinutes)),
            { Minutes: not null, Reason: null } => Refused("badReason", ApiTexts.BadReason(SilencedDevices.LongestReason)),
            _ when !AlarmAct.IsNote(request.Reason) => Refused("badReason", ApiTexts.BadReason(SilencedDevices.LongestReason)),
            { Minutes: { } minutes } => Answer(request.Device, devices.Silence(request.Device, TimeSpan.FromMinutes(minutes),
                request.Reason!, request.Operator)),
            _ => Answer(request.Device, devices.End(request.Device, request.Operator)),
        };
        ledger.FlushAlarms();
        return answer;
    }

    private SilenceAnswer Answer(string device, SilenceRefusal? refusal) => refusal switch
    {
        null => new SilenceAnswer(null, null, devices.Standing),
        SilenceRefusal.NotSilenced => Refused("notSilenced", WatchTexts.NotSilenced(device)),
        SilenceRefusal.TooLong => Refused("badMinutes", ApiTexts.Minutes((int)devices.Longest.TotalMinutes)),
        _ => Refused("noSuchDevice", WatchTexts.NoSuchDevice(device, Wording.Join(ListTexts.Comma, devices.Devices))),
    };

    private SilenceAnswer Refused(string code, Wording because) => new(code, because, devices.Standing);
}

/// <summary>The same over the <see cref="AdminSocket"/>.</summary>
internal static class SilenceEndpoint
{
    private const string SilencePath = "/admin/devices/silence";

    public static void MapSilence(this WebApplication app) => app.MapPost(SilencePath, async (HttpContext context, SilenceOrders orders,
        CancellationToken cancellationToken) => !AdminSocket.IsOver(context) ? Results.NotFound()
            : await AdminSocket.ReadAsync<SilenceRequest>(context, cancellationToken) is
            {
                Device: not null, Operator.Length: > 0 and <= AdminSocket.LongestOperator
            } request ? Results.Json(orders.Handle(request), EventJson.Options) : Results.BadRequest());

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<SilenceAnswer?> TryAskAsync(string dataFolder, SilenceRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<SilenceRequest, SilenceAnswer>(dataFolder, SilencePath, request, cancellationToken);
}
