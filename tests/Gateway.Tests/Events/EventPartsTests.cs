using System.Reflection;
using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Remote.Rosters;

namespace Zhuhui.Edge.Gateway.Tests.Events;

/// <summary>No record grows beyond what the broker and the hub take, whatever devices, libraries and people say.</summary>
public sealed class EventPartsTests
{
    /// <summary>How many a list has at most, by its type and name; for those of people and numbers, which are cut, more than any journal
    /// makes. A new list must be written here with its bound.</summary>
    private static readonly Dictionary<string, int> _most = new(StringComparer.Ordinal)
    {
        // Bounded by the site file: 64 doors, and what stands at them.
        ["PassageGranted.Rules"] = 64,
        ["PassageDenied.Rules"] = 64,
        ["PassageBegun.Rules"] = 64,
        ["DenialsCounted.Cards"] = DenialsCounted.MostCards,
        ["AccessFacts.Factors"] = 3,
        ["Holder.Doors"] = SiteRulesDoors,
        ["Holder.Groups"] = 100,
        ["FireReleased.Doors"] = SiteRulesDoors,
        ["AlarmRaised.Hears"] = 32,
        ["AlarmEnded.Hears"] = 32,
        ["CameraFigures.Streams"] = 2,
        ["RightsChanged.Changed"] = 16,
        ["PersonRights.Doors"] = SiteRulesDoors,
        ["PersonRights.Groups"] = 100,
        ["PersonRights.MoreDoors"] = SiteRulesDoors,
        ["PersonRights.NotDoors"] = SiteRulesDoors,
        ["HouseholdChanged.Doors"] = SiteRulesDoors,
        ["DetailsChanged.Changed"] = 8,
        ["VisitorPassIssued.Doors"] = 16,
        ["KeyInstallationBegun.Readers"] = 128,
        ["WatchOrdered.Places"] = 200,

        // As many as a site file has.
        ["SiteSettled.Parts"] = typeof(Gateway.Site.SiteFile).GetProperties().Length,

        // Cut into several records.
        ["RegistryPutBack.Missing"] = 20_000,
        ["RegistryPutBack.Returned"] = 20_000,
        ["RegistryPutBack.Changed"] = 20_000,
        ["RegistryPutBack.Check"] = 20_000,
        ["RegistryRestored.Missing"] = 20_000,
        ["RegistryRestored.Check"] = 20_000,
        ["EventsLookedUp.People"] = 20_000,
        ["JournalRecovered.Missing"] = 20_000,
        ["JournalRecovered.ChainBreaks"] = 20_000,

        // A site file far beyond any; what a roster adds has bytes of its own, RosterRulesTests.
        ["AccessPolicy.Schedules"] = 16,
        ["ScheduleOptions.Periods"] = 4,
        ["PeriodOptions.Days"] = 7,
        ["AccessPolicy.Areas"] = 16,
        ["AccessPolicy.Doors"] = SiteRulesDoors,
        ["DoorPolicy.Accepts"] = 4,
        ["DoorPolicy.Verify"] = 4,
        ["AccessPolicy.Groups"] = 0,
        ["GroupPolicy.Doors"] = 8,
        ["Calendar.Holidays"] = 40,
        ["Calendar.WorkingDays"] = 40,
    };

    /// <summary>Its letters take the most bytes: six for a half of each.</summary>
    private static readonly string _endless = new StringBuilder().Insert(0, "😀", 2000).ToString();

    private const int SiteRulesDoors = Gateway.Site.Rules.SiteRules.MostDoors;

    public static TheoryData<string> Types => [.. EventTypes.Records.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public void At_its_bounds_every_kind_of_event_stays_within_the_size_of_a_record(string type)
    {
        var largest = (GatewayEvent)Largest(EventTypes.Records[type], "")!;
        var room = EventParts.MostRecordBytes - JournalPayload.EnvelopeBytes - (largest is PolicyAdopted ? RosterRules.MostPolicyBytes : 0);
        Assert.All(Parts(largest), part => Assert.InRange(EventJson.Write(part).Length, 1, room));
    }

    [Fact]
    public void What_is_cut_into_several_records_is_all_there_in_order_and_each_says_what_the_whole_does()
    {
        string[] people = [.. Enumerable.Range(0, 5000).Select(i => $"p-{i}")];
        var whole = new RegistryPutBack("b", DateTimeOffset.UnixEpoch, "chief", 5000, people, ["p-1"], people, [.. people.Take(3000)]);
        var parts = EventParts.Of(whole);
        Assert.InRange(parts.Count, 2, 10);
        Assert.Equal(people, parts.SelectMany(one => one.Missing));
        Assert.Equal(["p-1"], parts.SelectMany(one => one.Returned));
        Assert.Equal(people, parts.SelectMany(one => one.Changed));
        Assert.Equal(people[..3000], parts.SelectMany(one => one.Check));
        Assert.All(parts, one => Assert.Equal(("b", "chief", 5000), (one.Backup, one.Operator, one.People)));

        var few = new RegistryPutBack("b", DateTimeOffset.UnixEpoch, "chief", 1, [], [], ["p-1"], []);
        Assert.Equal(EventJson.Write(few), EventJson.Write(Assert.Single(EventParts.Of(few))));
        var found = new JournalRecovered("health", "x", Guid.Empty, 7, 12, [.. Enumerable.Range(0, 2000).Select(i => new SeqRange(i, i))]);
        var pieces = EventParts.Of(found);
        Assert.Equal([7L, .. Enumerable.Repeat<long?>(null, pieces.Count - 1)], pieces.Select(one => one.CutBytes));
        Assert.Equal(found.Missing, pieces.SelectMany(one => one.Missing!));
        Assert.All(pieces, one => Assert.Null(one.ChainBreaks));
    }

    [Theory]
    [InlineData("字")]
    [InlineData("😀")]
    [InlineData("a😀")]
    public void A_text_without_end_is_cut_between_letters_and_says_so(string letter)
    {
        var text = new StringBuilder().Insert(0, letter, 100_000).ToString();
        var written = Encoding.UTF8.GetString(EventJson.Write(new ReaderFaulted("r", text)));
        Assert.EndsWith("…\"}", written, StringComparison.Ordinal);
        Assert.DoesNotContain('�', written);
        var read = (ReaderFaulted)EventJson.ReadData(EventTypes.ReaderFault, Encoding.UTF8.GetBytes(written))!;
        Assert.InRange(read.Reason.Length, 499, 500);
        Assert.StartsWith(read.Reason[..^1], text, StringComparison.Ordinal);
        Assert.Equal(new string('x', 500), EventParts.Short(new string('x', 500)));
    }

    /// <summary>What the site file or the program names, and nobody else.</summary>
    private static bool IsName(string property) => property.ToUpperInvariant() is "ID" or "SCHEDULE" or "FROM" or "TO" or "RULES"
        or "VERSION" or "TIMEZONE" or "NAME";

    private static IEnumerable<GatewayEvent> Parts(GatewayEvent one) => one switch
    {
        RegistryPutBack e => EventParts.Of(e),
        RegistryRestored e => EventParts.Of(e),
        EventsLookedUp e => EventParts.Of(e),
        JournalRecovered e => EventParts.Of(e),
        _ => [one],
    };

    private static object? Largest(Type type, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return _endless;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var element = type.GetGenericArguments()[0];
            Assert.True(_most.TryGetValue(path, out var count), $"{path} is a list without a bound: give it one, and a line here");

            // What stands in a list of texts are names: 64 letters of ASCII at most.
            var list = Array.CreateInstance(element, count);
            for (var i = 0; i < count; i++)
            {
                list.SetValue(element == typeof(string) ? new string('x', 64) : Largest(element, path), i);
            }

            return list;
        }

        if (type == typeof(DateTimeOffset))
        {
            return DateTimeOffset.MaxValue;
        }

        if (type.IsEnum)
        {
            return Enum.GetValues(type).Cast<object>().MaxBy(value => value.ToString()!.Length);
        }

        if (type.IsPrimitive || type.Namespace == nameof(System))
        {
            return type == typeof(int) ? int.MinValue : type == typeof(long) ? long.MinValue
                : type == typeof(double) ? -1.2345678901234567E-300 : Activator.CreateInstance(type);
        }

        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(one => one.GetParameters() is not [var only] || only.ParameterType != type)
            .MaxBy(one => one.GetParameters().Length)!;
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, p.Name!))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null && constructor.GetParameters().Length == 0))
        {
            property.SetValue(made, Of(property.PropertyType, property.Name));
        }

        return made;

        object? Of(Type of, string name) => of == typeof(string) && IsName(name) ? new string('x', 32)
            : Largest(of, $"{type.Name}.{char.ToUpperInvariant(name[0])}{name[1..]}");
    }
}
