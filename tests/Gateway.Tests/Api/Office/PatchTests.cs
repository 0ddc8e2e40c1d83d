using System.Net;
using System.Text.Json.Nodes;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Tests.Support.OpenApi;
using static Zhuhui.Edge.Gateway.Tests.Api.Office.OfficeBench;

namespace Zhuhui.Edge.Gateway.Tests.Api.Office;

/// <summary>Every PATCH of the API's own document, field by field: what may be null is taken away by null, what may not refuses it, and
/// what is left out stays.</summary>
public sealed class PatchTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    /// <summary>What each field that may be null is set to, and is without it, as the record shows it.</summary>
    private static readonly Dictionary<string, Dictionary<string, (string Set, string Record, string Without)>> _fields = new()
    {
        ["editPerson"] = new()
        {
            ["sex"] = ("\"female\"", "sex", ""),
            ["birthDate"] = ("\"1950-01-31\"", "birthDate", ""),
            ["phone"] = ("\"13812345678\"", "phone", ""),
            ["notes"] = ("\"n\"", "notes", ""),
            ["plates"] = ("[\"湘D12345\"]", "vehicles", "[]"),
            ["doors"] = ("[\"gate\"]", "doors", "[]"),
            ["moreDoors"] = ("[\"gate\"]", "moreDoors", "[]"),
            ["notDoors"] = ("[\"gate\"]", "notDoors", "[]"),
            ["schedule"] = ("\"day\"", "schedule", ""),
            ["from"] = ("\"2030-01-01T00:00:00+00:00\"", "from", ""),
            ["to"] = ("\"2031-01-01T00:00:00+00:00\"", "to", ""),
            ["mostUses"] = ("3", "mostUses", ""),
        },
        ["editHousehold"] = new()
        {
            ["notes"] = ("\"n\"", "notes", ""),
            ["plates"] = ("[\"湘D12346\"]", "vehicles", "[]"),
        },
        ["changeCare"] = _care,
        ["changeMyCare"] = _care,
        ["changeAccountRole"] = [],
    };

    private static Dictionary<string, (string Set, string Record, string Without)> _care => new()
    {
        ["hours"] = ("9", "hours", "14"),
        ["inAll"] = ("30", "inAll", ""),
        ["dayFrom"] = ("\"07:30\"", "dayFrom", "\"06:00\""),
        ["dayTo"] = ("\"21:30\"", "dayTo", "\"22:00\""),
        ["byBeforeDayOff"] = ("\"22:30\"", "byBeforeDayOff", "\"21:00\""),
        ["carers"] = ("[\"赵六 13812345678\"]", "carers", "[]"),
    };

    [Fact]
    public async Task Null_takes_away_what_may_be_null_and_what_is_left_out_stays()
    {
        var document = ApiDocument.Parse(await office.Gateway.Nobody().GetStringAsync("openapi.json"));
        var patches = document.Operations.Where(one => one.Method == HttpMethod.Patch).ToArray();
        Assert.Equal(_fields.Keys.Order(StringComparer.Ordinal), patches.Select(one => one.Id).Order(StringComparer.Ordinal));
        var world = await WorldAsync();
        foreach (var patch in patches.Where(one => _fields[one.Id].Count > 0))
        {
            var properties = document.Follow(patch.Bodies["application/json"]!)["properties"]!.AsObject();
            var nullable = properties.Where(one => MayBeNull(one.Value!)).Select(one => one.Key).ToArray();
            Assert.Equal(_fields[patch.Id].Keys.Order(StringComparer.Ordinal), nullable.Order(StringComparer.Ordinal));
            foreach (var (field, (set, shown, without)) in _fields[patch.Id])
            {
                var (who, path) = world(patch, field);
                var before = await SendAsync(who, HttpMethod.Get, path);
                Assert.Equal((patch.Id, field, HttpStatusCode.OK), (patch.Id, field, (await SendAsync(who, HttpMethod.Patch, path,
                    $"{{\"{field}\":{set}}}", before.Tag)).Status));
                var with = await SendAsync(who, HttpMethod.Get, path);
                Assert.NotEqual(without, with.Json![shown]?.ToJsonString() ?? "");
                AssertSame(before.Json!, with.Json!, shown);
                var cleared = await SendAsync(who, HttpMethod.Patch, path, $"{{\"{field}\":null}}", with.Tag);
                Assert.True(cleared.Status == HttpStatusCode.OK, $"{patch} {field}: {cleared.Json?.ToJsonString()}");
                var after = await SendAsync(who, HttpMethod.Get, path);
                Assert.Equal((patch.Id, field, without), (patch.Id, field, after.Json![shown]?.ToJsonString() ?? ""));
                AssertSame(before.Json!, after.Json!, shown);
            }
        }
    }

    [Fact]
    public async Task What_may_not_be_null_refuses_it_and_changes_nothing()
    {
        var document = ApiDocument.Parse(await office.Gateway.Nobody().GetStringAsync("openapi.json"));
        var world = await WorldAsync();
        var tried = 0;
        foreach (var patch in document.Operations.Where(one => one.Method == HttpMethod.Patch))
        {
            foreach (var (field, _) in document.Follow(patch.Bodies["application/json"]!)["properties"]!.AsObject().Where(one =>
                !MayBeNull(one.Value!)))
            {
                var (who, path) = patch.Id == "changeAccountRole" ? (office.Gateway.As(Role.Administrator), "accounts/none")
                    : world(patch, field);
                var refused = await SendAsync(who, HttpMethod.Patch, path, $"{{\"{field}\":null}}", Any);
                Assert.Equal((patch.Id, field, HttpStatusCode.BadRequest), (patch.Id, field, refused.Status));
                tried++;
            }
        }

        Assert.True(tried >= 5, $"only {tried} fields may not be null");
    }

    [Fact]
    public async Task A_bound_that_was_set_with_somebody_new_can_be_left_away_there_too()
    {
        var id = await office.AddAsync("新补", "3-2-608", new
        {
            to = (string?)null,
            mostUses = (int?)null,
            phone = (string?)null,
            from = "2030-01-01T00:00:00Z"
        });
        var person = await office.PersonAsync(id);
        Assert.Equal((null, null), (person["to"], person["phone"]));
        Assert.NotNull(person["from"]);
    }

    private async Task<Func<ApiOperation, string, (HttpClient Who, string Path)>> WorldAsync()
    {
        var tag = Key()[..4];
        var alone = await office.AddAsync($"补一{tag}", "3-2-601");
        var child = await office.AddAsync($"补二{tag}", "3-2-602", new
        {
            birthDate = TimeProvider.System.GetUtcNow().AddYears(-15).ToString(
            "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
        });
        var old = await office.AddAsync($"补三{tag}", "3-2-603", new { birthDate = "2004-01-01" });
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync($"people/{alone}/care", new { witness = "clerk" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync($"people/{child}/care", new
        {
            witness = "clerk",
            guardian = "王芳",
            care = new { by = "21:00" }
        })).Status);
        var household = (string)(await office.PersonAsync(old))["household"]!;
        var own = office.Gateway.AsResident(alone);
        return (patch, field) => patch.Id switch
        {
            "editPerson" => (office.Clerk, $"people/{old}"),
            "editHousehold" => (office.Clerk, $"households/{household}"),

            // A child's evening is the guardian's to set, at the office alone.
            "changeMyCare" when field is not ("by" or "byBeforeDayOff") => (own, "me/care"),
            _ => (office.Clerk, $"people/{(field is "by" or "byBeforeDayOff" ? child : alone)}/care"),
        };
    }

    private static bool MayBeNull(JsonNode schema) => schema["type"] is JsonArray types && types.Any(one => (string)one! == "null")
        || schema["oneOf"] is JsonArray choices && choices.Any(one => (string?)one!["type"] == "null");

    /// <summary>All but the one field, and what follows from it.</summary>
    private static void AssertSame(JsonNode before, JsonNode after, string but)
    {
        var follows = but is "doors" or "moreDoors" or "notDoors" ? "admittedAt" : "said";
        foreach (var (field, value) in before.AsObject().Where(one => one.Key != but && one.Key != follows))
        {
            Assert.Equal((field, value?.ToJsonString()), (field, after[field]?.ToJsonString()));
        }
    }
}
