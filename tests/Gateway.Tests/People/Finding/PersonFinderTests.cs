using Xunit;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.Tests.People.Finding;

/// <summary>Somebody is found by whatever the office has of them.</summary>
public sealed class PersonFinderTests
{
    private readonly ResidentDirectory _residents = new();
    private readonly PersonFinder _finder;

    public PersonFinderTests()
    {
        var (first, second) = (new Household(new HouseholdId("h-1"), Home.Parse("3-2-501")) { Vehicles = [Vehicle.Parse("湘D12345")!] },
            new Household(new HouseholdId("h-2"), Home.Parse("10-1-501")));
        _residents.Replace(
        [
            Of("p-1", "王伟", first.Id, "13812345678", new HeldCard(12348446)),
            Of("p-2", "王伟", second.Id, "13900005678"),
            Of("p-3", "王威", first.Id, null),
            Of("p-4", "张伟民", null, null),
            Of("p-5", "Wang Wei", second.Id, "07348123456"),
        ], [first, second]);
        _finder = new PersonFinder(_residents);
    }

    [Theory]
    [InlineData("王伟", "p-1,p-2")]
    [InlineData("伟", "p-1,p-2,p-4")]
    [InlineData("wangwei", "p-5,p-1,p-2,p-3")]
    [InlineData("ww", "p-1,p-2,p-3")]
    [InlineData("501", "p-5,p-1,p-2,p-3")]
    [InlineData("3-2-501", "p-1,p-3")]
    [InlineData("3栋2单元501", "p-1,p-3")]
    [InlineData("3-2", "p-1,p-3")]
    [InlineData("10", "p-5,p-2")]
    [InlineData("5678", "p-1,p-2")]
    [InlineData("13812345678", "p-1")]
    [InlineData("188,27678", "p-1")]
    [InlineData("18827678", "p-1")]
    [InlineData("BC6C1E", "p-1")]
    [InlineData("湘D·12345", "p-1,p-3")]
    [InlineData("d12345", "p-1,p-3")]
    [InlineData("王伟 10-1-501", "p-2")]
    [InlineData("王 5678", "p-1,p-2")]
    [InlineData("p-4", "p-4")]
    [InlineData("李", "")]
    [InlineData("  ", "")]
    public void Found(string text, string people) => Assert.Equal(people, string.Join(',', _finder.Find(text).Select(one => one.Id.Value)));

    [Theory]
    [InlineData("p-2", "p-2")]
    [InlineData("张伟民", "p-4")]
    [InlineData("王伟 3-2-501", "p-1")]
    [InlineData("10-1-501 王伟", "p-2")]
    [InlineData("Wang Wei", "p-5")]
    [InlineData("王伟", null)]
    [InlineData("张伟", null)]
    [InlineData("zhangweimin", null)]
    [InlineData("王伟 5678", null)]
    [InlineData("王威 10-1-501", null)]
    public void Named_beyond_doubt(string text, string? person)
    {
        var (found, candidates) = _finder.Resolve(text);
        Assert.Equal(person, found?.Id.Value);
        Assert.True(person is null || candidates.Count == 0);
    }

    [Fact]
    public void Everybody_stands_in_the_order_of_the_compound_s_plan_and_of_names() =>
        Assert.Equal(["p-1", "p-3", "p-5", "p-2", "p-4"], _finder.All.Select(one => one.Id.Value));

    private static Resident Of(string id, string name, HouseholdId? household, string? phone, params HeldCard[] cards) =>
        new(new PersonId(id), name) { Household = household, Cards = cards, Details = new PersonDetails { Phone = phone } };
}
