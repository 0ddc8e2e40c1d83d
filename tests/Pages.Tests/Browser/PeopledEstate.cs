using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Boards;

namespace Zhuhui.Edge.Pages.Tests.Browser;

/// <summary>A gateway on a site file, in whose compound somebody lives, has come home, expects a visitor and is looked after, and of which
/// one door was broken open. All that people have named is in the site's language.</summary>
internal sealed class PeopledEstate : IAsyncDisposable
{
    private const int Card = 4711;

    private readonly TemporaryFolder _folder;

    private PeopledEstate(RunningApi gateway, TemporaryFolder folder, Names names) => (Gateway, _folder, Called) = (gateway, folder, names);

    public RunningApi Gateway { get; }

    public Names Called { get; }

    /// <summary>The resident's id.</summary>
    public string Person { get; private set; } = "";

    /// <summary>Pages of a thing, by what stands in its place in the address.</summary>
    public IReadOnlyDictionary<string, string> Things { get; private set; } = new Dictionary<string, string>();

    private IServiceProvider Services => Gateway.Services;

    public static async Task<PeopledEstate> StartAsync(string language)
    {
        var names = language == "zh" ? Names.Chinese : Names.English;
        var folder = new TemporaryFolder();
        File.Copy(Repository.At("deploy", "calendars", "cn-2026.json"), folder.At("cn-2026.json"));
        var estate = new PeopledEstate(await RunningApi.StartOnAsync(SiteText(language, names), folder.Path), folder, names);
        await estate.PeopleAsync();
        return estate;
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _folder.Dispose();
    }

    private static string SiteText(string language, Names names) => $$"""
        {
          "district": "zhuhui", "compound": "huaxin", "gateway": "gate-1", "dataFolder": ".",
          "name": "{{names.Compound}}", "language": "{{language}}",
          "calendarFile": "cn-2026.json",
          "boards": [{ "id": "box", "kind": "simulated" }],
          "readers": [{ "id": "gate-card", "board": "box", "data0Pin": 14, "data1Pin": 15, "frameGapMs": 200 }],
          "doors": [
            { "id": "gate", "name": "{{names.Gate}}", "relay": { "board": "box", "pin": 1 },
              "readers": ["gate-card"], "exitButton": { "board": "box", "pin": 7 }, "unlockSeconds": 2 },
            { "id": "unit", "name": "{{names.Unit}}", "relay": { "board": "box", "pin": 2 }, "homes": ["3-2"],
              "contact": { "board": "box", "pin": 5, "activeLow": false }, "exitButton": { "board": "box", "pin": 6 } }
          ],
          "link": { "enabled": false }, "console": { "port": 0 }, "web": { "port": 0 }
        }
        """;

    private async Task PeopleAsync()
    {
        var rights = Services.GetRequiredService<RightsChanges>();
        var order = new PeopleOrder(Called.Clerk, "add");
        Person = Subject(rights.Handle(new RightsRequest.PersonAddition(Called.Resident, false, "3-2-501",
            new RightsRequest.DetailsChange("", BirthDate: "1948-03-05", Phone: "13812345678", Plates: ["湘D12345"]), null,
            [new HeldCard(Card)]), order));
        var pass = Subject(rights.Handle(new RightsRequest.PassRequest(Person, ["gate"], 4, 2, Called.Visitor, null, null),
            order with { Order = "pass" }));
        Subject(rights.Handle(new RightsRequest.CareAgreement(Person, Called.Clerk, null, new CareSettings(Hours: 48,
            Carers: [$"{Called.Carer} 13912345678"])), order with { Order = "care-agree" }));
        var account = Services.GetRequiredService<AccountChanges>().Handle(new AccountRequest(AccountAction.Add, Called.Clerk,
            Name: Called.NightGuard, Role: Role.Guard)).Accounts[0].Id;
        Things = new Dictionary<string, string>
        {
            ["/people/{id}"] = Person,
            ["/households/{id}"] = Services.GetRequiredService<ResidentDirectory>().WithId(new PersonId(Person))!.Household!.Value.Value,
            ["/visitors/new/{host}"] = Person,
            ["/visitors/{pass}"] = pass,
            ["/me/visitors/{pass}"] = pass,
            ["/accounts/{id}"] = account,
            ["/duty/doors/{id}"] = "gate",
            ["/passages/people/{id}"] = Person,
            ["/events/{stream}/{seq:long:min(1)}"] = "alarms/1",
        };
        await SimulatedWires.TellAsync(Gateway.Site.DataFolder, $"card 14 15 wiegand-34 {Card}");
        await Gateway.Happened.UntilAsync(all => all.Any(one => one is PassageGranted));
        await SimulatedWires.TellAsync(Gateway.Site.DataFolder, "set 5 1");
        await SimulatedWires.TellAsync(Gateway.Site.DataFolder, "set 5 0");
        await Gateway.Happened.UntilAsync(all => all.Any(one => one is DoorForced));
        var events = Services.GetRequiredService<EventLookup>();
        await Eventually.IsAsync(() => events.Find(new EventsRequest(null, null, null, null, Person, "passage", null, null, 1))
            .Events.Count > 0);
    }

    private static string Subject(RightsAnswer outcome)
    {
        Assert.True(outcome.Reasons.Count == 0, string.Join(' ', outcome.Reasons));
        return outcome.Subject ?? "";
    }

    /// <summary>How people call things here.</summary>
    /// <param name="Staff">Who looks at the pages.</param>
    internal sealed record Names(string Compound, string Gate, string Unit, string Resident, string Carer, string Visitor,
        string NightGuard, string Clerk, Func<Role, string> Staff)
    {
        public static readonly Names Chinese = new("华信花园", "东门", "3栋2单元", "王秀英", "王军", "刘阿姨", "夜班保安", "陈晓",
            role => role switch { Role.Administrator => "张强", Role.Office => "李敏", Role.Guard => "赵刚", _ => "孙工" });

        public static readonly Names English = new("Huaxin Gardens", "East gate", "Unit 3-2", "Wang Xiuying", "Wang Jun", "Aunt Liu",
            "Night guard", "Chen Xiao", role => role switch
            {
                Role.Administrator => "Zhang Qiang",
                Role.Office => "Li Min",
                Role.Guard => "Zhao Gang",
                _ => "Sun Tao",
            });
    }
}
