using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Console.Duty;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Console.Machine;

/// <summary>Devices, cameras and the way to the hub, in words.</summary>
internal static class PartFacts
{
    public static Fact Of(DeviceStatus device, FactWriter write)
    {
        List<Wording> said = [device switch
        {
            { KeyRefused: true } => PageTexts.WrongKey,
            { Online: null } => PageTexts.NotHeardOf,
            { Online: false } => PageTexts.Offline,
            { Impaired: true } => DutyTexts.Impaired,
            _ => PageTexts.Online,
        }];
        if (device.Tampered)
        {
            said.Add(PageTexts.Tampered);
        }

        if (device.PowerFailed)
        {
            said.Add(SystemTexts.PowerFailed);
        }

        if (device.Outages > 0)
        {
            said.Add(SystemTexts.Outages(device.Outages));
        }

        if (device.Detail is { Length: > 0 } detail)
        {
            said.Add(Wording.Same(detail));
        }

        var isGood = device is { Online: true, Impaired: false, KeyRefused: false, Tampered: false, PowerFailed: false };
        return new Fact(device.Id, write.Say(Wording.Join(ListTexts.Comma, said)), isGood ? Tone.Good
            : device.Online is null ? Tone.Unknown : Tone.Bad);
    }

    public static IEnumerable<Fact> Of(CameraHealth camera, FactWriter write) => camera.Streams.Select(stream =>
    {
        var name = camera.Streams.Count == 1 ? camera.Id
            : $"{camera.Id} · {write.Say(stream.Role == StreamRole.Main ? PageTexts.MainStream : PageTexts.SubStream)}";
        return stream.Online
            ? new Fact(name, write.Say(SystemTexts.CameraOnline($"{stream.Width}×{stream.Height} {stream.Codec}",
                FactWriter.Number(stream.FramesPerSecond, "0.0"), stream.Reconnects)) + " · " + write.Say(SystemTexts.CameraWork(
                FactWriter.Number(stream.AnalysedPerSecond, "0.0"), stream.Dropped, stream.Decoder == "software"
                    ? write.Say(PageTexts.Software) : stream.Decoder, stream.DecodeShare is { } share
                        ? FactWriter.Number(share * 100, "0") : "0")), Tone.Good)
            : new Fact(name, write.Say(SystemTexts.CameraOffline(stream.Reason ?? "")), Tone.Bad);
    });

    public static IEnumerable<Fact> Of(LinkStatus? link, SiteFile site, FactWriter write)
    {
        if (link is null)
        {
            yield return write.Unknown(SystemTexts.Link, SystemTexts.NoLink);
            yield break;
        }

        yield return link.Connected ? write.Good(SystemTexts.Link, SystemTexts.ConnectedSince(site.Written(link.Since)))
            : write.Bad(SystemTexts.Link, SystemTexts.NotConnectedSince(site.Written(link.Since), link.LastError ?? ""));
        foreach (var note in link.Notes ?? [])
        {
            yield return write.Bad(SystemTexts.Link, LinkFormatter.Format(LinkNoted.From(note),
                TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone)));
        }
    }

    public static StreamLine Of(JournalStatus stream, FactWriter write)
    {
        var waits = stream.OldestWaitsSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        return new StreamLine(write.Say(NameOf(stream.Stream)), FactWriter.Number(stream.Journaled),
            FactWriter.Number(stream.Acknowledged), waits is { } time ? write.Say(FactWriter.Duration(time)) : "",
            waits > TimeSpan.FromMinutes(10));
    }

    public static Wording Of(ChangedFile file, SiteFile site) => (file.ChangedAt, file.First) switch
    {
        (null, var first) => PageTexts.MissingFile(file.File, first ?? Wording.Empty),
        ({ } at, null) => PageTexts.ChangedFile(file.File, site.Written(at)),
        ({ } at, { } first) => PageTexts.SpoiltFile(file.File, site.Written(at), first),
    };

    private static Wording NameOf(string stream) => stream switch
    {
        "alarms" => PageTexts.StreamAlarms,
        "passages" => PageTexts.StreamPassages,
        "registry" => PageTexts.StreamRegistry,
        "health" => PageTexts.StreamHealth,
        _ => Wording.Same(stream),
    };
}
