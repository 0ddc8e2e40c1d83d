using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Tests.Console;

/// <summary>A page is in one language: on a site that speaks Chinese and whose data are all in Latin letters, whoever reads English finds
/// no Chinese word on any page there is, and in no answer to any form, of those that are refused too.</summary>
public sealed partial class OneLanguageTests : IAsyncLifetime
{
    /// <summary>What is no form of a page, and what changes the language.</summary>
    private static readonly string[] _beside = ["/language", "/policy-reports", "/live", "/live/{sheet}"];

    /// <summary>Of every kind that some form asks for, and wrong for all.</summary>
    private static readonly (string, string)[] _nonsense =
    [
        ("name", "x"), ("home", "no such home"), ("card", "no such card"), ("kind", "None"), ("born", "31 June"), ("phone", "call me"),
        ("plates", "no plate"), ("plate", "no plate"), ("day", "2001-01-01"), ("pin", "1"), ("schedule", "none"), ("reader", "none"),
        ("door", "none"), ("hours", "9999"), ("uses", "0"), ("role", "None"), ("password", "short"), ("next", "short"),
        ("repeated", "other"), ("code", "000000"), ("order", "HoldOpen"), ("minutes", "99999"), ("reason", ""),
        ("note", new string('x', 600)), ("alarm", "none"), ("act", "mine"), ("device", "none"), ("notice", ""), ("digest", "none"),
        ("days", "a holiday"), ("agree", "on"),
        ("until", "none"), ("seen", "\"none\""), ("key", "0123456789abcdef"),
    ];

    private readonly Dictionary<string, string> _things = new(StringComparer.Ordinal);
    private RunningApi _gateway = null!;
    private string _person = "";

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningApi.StartAsync(site => site with
        {
            Language = Language.Zh,
            Readers = [new ReaderOptions { Id = "gate-card", Board = "box", Data0Pin = 14, Data1Pin = 15 }],
            Doors = [site.Doors[0] with { Readers = ["gate-card"] }, .. site.Doors.Skip(1)],
        });
        var rights = _gateway.Services.GetRequiredService<RightsChanges>();
        _person = rights.Handle(new RightsRequest.PersonAddition("Wang", false, "3-2-501", new RightsRequest.DetailsChange(""), null,
            [new HeldCard(4711)]), new PeopleOrder("test", "add")).Subject!;
        var pass = rights.Handle(new RightsRequest.PassRequest(_person, ["gate"], 4, 2, "Aunt Liu", null, null),
            new PeopleOrder("test", "pass")).Subject!;
        var account = _gateway.Services.GetRequiredService<AccountChanges>().Handle(new AccountRequest(AccountAction.Add, "test",
            "Night guard", Role.Guard)).Accounts[0].Id;
        var ledger = _gateway.Services.GetRequiredService<EventLedger>();
        ledger.Append(new PassageCompleted("gate", DoorSide.Entry, _person, null));
        ledger.Append(new DoorForced("unit"));
        var household = _gateway.Services.GetRequiredService<ResidentDirectory>().WithId(new PersonId(_person))!.Household!.Value.Value;
        foreach (var (route, thing) in new[]
        {
            ("/people/{id}", _person), ("/households/{id}", household), ("/visitors/new/{host}", _person), ("/visitors/{pass}", pass),
            ("/me/visitors/{pass}", pass), ("/accounts/{id}", account), ("/duty/doors/{id}", "gate"), ("/passages/people/{id}", _person),
        })
        {
            _things[route] = thing;
        }
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task No_page_and_no_answer_to_a_form_has_a_word_of_the_other_language()
    {
        List<string> wrong = [];
        var (pages, forms) = (0, 0);
        foreach (var role in new[] { Role.Administrator, Role.Office, Role.Guard, Role.Resident })
        {
            var visitor = role == Role.Resident ? new PageVisitor(_gateway.AsResident(_person)) : new PageVisitor(_gateway, role);
            foreach (var path in Routes("GET", role))
            {
                pages++;
                Judge(wrong, $"{role} {path}", await visitor.GetAsync(path));
            }

            foreach (var path in Routes("POST", role))
            {
                foreach (var fields in new[] { [], _nonsense })
                {
                    forms++;
                    var answer = await visitor.PostAsync(path, fields);
                    Judge(wrong, $"{role} {path} ({fields.Length})", answer.Location is null ? answer
                        : await visitor.GetAsync(answer.Location));
                }
            }
        }

        Assert.Equal([], wrong);
        Assert.InRange(pages, 60, int.MaxValue);
        Assert.InRange(forms, 120, int.MaxValue);
    }

    private static void Judge(List<string> wrong, string where, ShownPage page)
    {
        if (page.Status == HttpStatusCode.InternalServerError || page.Type == "application/problem+json")
        {
            wrong.Add($"{where}: {page.Status} {page.Type}");
        }

        // What is marked to be in another language is the button for it, and the notice that people sign; a number plate is in none.
        var own = Marked().Replace(page.Html[(page.Html.IndexOf("<body", StringComparison.Ordinal) is > 0 and var from ? from : 0)..], "");
        wrong.AddRange(Chinese().Matches(Plate().Replace(WebUtility.HtmlDecode(own), "")).Select(found => $"{where}: {found.Value}"));
    }

    /// <summary>With something real in the place of each parameter that there is a thing for.</summary>
    private IEnumerable<string> Routes(string method, Role role)
    {
        foreach (var route in _gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = "/" + route.RoutePattern.RawText!.TrimStart('/');
            if (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(method) != true || _beside.Contains(path)
                || path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/assets/", StringComparison.Ordinal)
                || route.Metadata.GetMetadata<EndpointAccess>() is not { } access || !(access.IsForAll || access.Roles.HasFlag(role)))
            {
                continue;
            }

            foreach (var (known, thing) in _things.Where(one => path.StartsWith(one.Key, StringComparison.Ordinal)))
            {
                path = path.Replace(known, known[..known.IndexOf('{', StringComparison.Ordinal)] + thing, StringComparison.Ordinal);
            }

            yield return Parameter().Replace(path.Replace("{year:int}", "2026", StringComparison.Ordinal)
                .Replace("{stream}/{seq:long:min(1)}", "access/1", StringComparison.Ordinal), "none");
        }
    }

    [GeneratedRegex("<(\\w+)[^>]* lang=\"zh[^\"]*\"[^>]*>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex("[^<>]{0,40}\\p{IsCJKUnifiedIdeographs}[^<>]{0,40}")]
    private static partial Regex Chinese();

    [GeneratedRegex("\\p{IsCJKUnifiedIdeographs}[A-Z][A-Z0-9]{5,6}")]
    private static partial Regex Plate();

    [GeneratedRegex("\\{[^}]*\\}")]
    private static partial Regex Parameter();
}
