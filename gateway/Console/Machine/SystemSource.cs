using System.Globalization;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Console.Duty;
using Zhuhui.Edge.Gateway.Console.Live;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Machine;

/// <summary>How the gateway and its machine are at this moment.</summary>
/// <param name="web">Made at its first use: a gateway without the API has none, and shows no page.</param>
internal sealed class SystemSource(StatusBoard board, MachineReadings machine, EventBuffer index, VisionModels models,
    RegistryStore registry, Func<WebCertificate> web, SiteFile site, TimeProvider time) : ISheetSource
{
    public const string Name = "system";

    /// <summary>So many events that wait to be copied are worth a look.</summary>
    private const int Much = 10_000;

    private const int MostPairs = 50;

    public Sheet Sheet { get; } = new(Name, Role.Administrator, new Dictionary<string, Type>
    {
        ["gateway"] = typeof(GatewayPart),
        ["link"] = typeof(LinkPart),
        ["devices"] = typeof(DevicePart),
        ["keys"] = typeof(KeyPart),
        ["site"] = typeof(SitePart),
        ["faces"] = typeof(FacePart),
    });

    public object Now(Language language, Role role)
    {
        var (write, status, now) = (new FactWriter(language), board.Now(), time.GetUtcNow());
        return new SystemModel([.. Gateway(status, write)],
            [.. MachineFacts.Of(machine.Read(), DiskSpace.At(site.DataFolder), write)],
            [.. status.Devices.Select(device => PartFacts.Of(device, write))],
            [.. status.Cameras.SelectMany(camera => PartFacts.Of(camera, write))],
            [.. PartFacts.Of(status.Link, site, write)],
            status.Link is null ? [] : [.. status.Streams.Select(stream => PartFacts.Of(stream, write))],
            write.Say(status.Link?.Promise == LinkPromise.Broker ? PageTexts.AtBroker : PageTexts.InHubStore),
            [.. KeyFacts.Of(web(), status.Link?.CertificateExpires, status.Link is not null, () => registry.Sealed.Lock?.Id, site, now,
                write)],
            [.. Models(status, write)], [.. Files(status, write)],
            [.. status.Faces?.LookAlikes.Take(MostPairs).Select(pair => new AlikePair(pair.Person, pair.Other,
                FactWriter.Number(pair.Score, "0.00"))) ?? []], status.FaceRenewal?.MustEnrolAgain.Take(MostPairs).ToArray() ?? [],
            site.LocalTime(now).ToString("HH:mm:ss", CultureInfo.InvariantCulture));
    }

    private IEnumerable<Fact> Gateway(Status status, FactWriter write)
    {
        yield return write.As(status.Healthy, SystemTexts.State, SystemTexts.InOrder, SystemTexts.Amiss);
        yield return new Fact(write.Say(SystemTexts.Version), status.Version, Tone.Unknown);
        yield return new Fact(write.Say(SystemTexts.Up), write.Say(FactWriter.Duration(TimeSpan.FromSeconds(status.UptimeSeconds))),
            Tone.Unknown);
        yield return write.As(!status.LedgerDegraded, SystemTexts.Records, SystemTexts.RecordsTaken, SystemTexts.RecordsRefused);
        var behind = index.Behind;
        var searched = behind == 0 ? SystemTexts.AllSearchable : SystemTexts.NotSearchable(FactWriter.Number(behind));
        yield return behind > Much ? write.Busy(SystemTexts.Search, searched) : write.Good(SystemTexts.Search, searched);
        var failed = status.Doors.Where(door => door.ReleaseFailed).Select(door => Wording.Same(door.Name)).ToArray();
        yield return failed.Length == 0 ? write.Good(PageTexts.Doors, SystemTexts.DoorsRelease(status.Doors.Count))
            : write.Bad(PageTexts.Doors, SystemTexts.DoorsFail(Wording.Join(ListTexts.Comma, failed)));
        var missed = status.Doors.Sum(door => door.Missed);
        yield return missed == 0 ? write.Good(SystemTexts.DoorQueues, SystemTexts.NoneMissed)
            : write.Bad(SystemTexts.DoorQueues, SystemTexts.Missed(missed));
        yield return Clock(status.Clock!, write);
    }

    private Fact Clock(ClockStatus clock, FactWriter write) => clock switch
    {
        { Doubt: null } => write.Good(SystemTexts.Clock, Wording.Same(site.Written(clock.Time))),
        { LastCertain: { } last } => write.Bad(SystemTexts.Clock, SystemTexts.TimeUnknown(site.Written(last), site.Written(clock.Shown))),
        _ => write.Bad(SystemTexts.Clock, SystemTexts.TimeDoubted(site.Written(clock.Shown), site.Written(clock.Time))),
    };

    private IEnumerable<Fact> Models(Status status, FactWriter write)
    {
        yield return models switch
        {
            { Problem: { } problem } => write.Bad(SystemTexts.Pack, Wording.Same(problem)),
            { Pack: { } pack } => write.Good(SystemTexts.Pack, Wording.Same(pack.Name)),
            _ => write.Unknown(SystemTexts.Pack, SystemTexts.NoPack),
        };
        if (status.Faces is { } faces)
        {
            yield return write.Good(SystemTexts.Enrolled, SystemTexts.Templates(faces.People, faces.Templates));
            foreach (var door in faces.Doors)
            {
                yield return new Fact(write.Say(SystemTexts.ThresholdAt(site.DoorName(door.Door))), write.Say(SystemTexts.Threshold(
                    FactWriter.Number(door.Threshold, "0.000"), door.People, Basis(door.Assumed))), Tone.Good);
            }
        }

        if (status.FaceRenewal is { Renewing: > 0 } renewal)
        {
            yield return write.Busy(SystemTexts.Enrolled, PageTexts.Renewing(renewal.Renewing));
        }

        if (status.FaceRenewal is { MustEnrolAgain: { Count: > 0 } again })
        {
            yield return write.Bad(SystemTexts.Enrolled, PageTexts.EnrolAgain(again.Count));
        }
    }

    private static Wording Basis(double? assumed) => assumed switch
    {
        null => PageTexts.FixedInSite,
        >= 1 => PageTexts.Assumed,
        > 0 and var part => PageTexts.PartAssumed(FactWriter.Number(part * 100, "0")),
        _ => PageTexts.PeopleHere,
    };

    private IEnumerable<Fact> Files(Status status, FactWriter write) => status.NotInForce is { Count: > 0 } files
        ? files.Select(file => write.Bad(SystemTexts.SiteFile, PartFacts.Of(file, site)))
        : [write.Good(SystemTexts.SiteFile, SystemTexts.InForce)];
}
