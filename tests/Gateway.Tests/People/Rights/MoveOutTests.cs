using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Tests.People.Rights;

/// <summary>Whoever moves out, or whose right ended long ago, is erased with a receipt.</summary>
public sealed class MoveOutTests : IDisposable
{
    private readonly RightsBench _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_household_that_moves_out_passes_until_then_and_is_erased_with_a_receipt()
    {
        Put("p-1", "3-2-501", new HeldCard(1), new HeldCard(2));
        Put("p-2", "3-2-501");
        var at = _desk.Time.GetUtcNow().AddDays(3);
        _desk.Done(new RightsRequest.HouseholdEnd("3-2-501", at));
        Assert.Equal([at, at], new[] { "p-1", "p-2" }.Select(id => _desk.Person(id).ValidTo));
        Assert.Equal(at, Assert.Single(_desk.Residents.Households).EndsAt);

        Assert.Equal("3-2-501: 2 people moved out; erased here and in the backups: 2 card(s), 0 face template(s), 0 photo(s)",
            _desk.Done(new RightsRequest.HouseholdEnd("3-2-501")));
        Assert.Equal(0, _desk.Residents.Count);
        Assert.Empty(_desk.Residents.Households);
        Assert.Contains(new PersonRemoved("p-1", 2, 0, 0), _desk.Happened.All);
        Assert.Contains(new PersonRemoved("p-2", 0, 0, 0), _desk.Happened.All);
        Assert.IsType<HouseholdRemoved>(_desk.Last);
        _desk.Restart();
        Assert.Empty(_desk.Residents.Households);
    }

    [Fact]
    public void A_household_whose_time_has_come_is_erased_by_itself_and_none_while_the_clock_is_not_believed()
    {
        Put("p-1", "3-2-501");
        _desk.Done(new RightsRequest.HouseholdEnd("3-2-501", _desk.Time.GetUtcNow().AddHours(1)));
        _desk.MoveOut();
        Assert.Equal(1, _desk.Residents.Count);

        _desk.Time.AdjustTime(_desk.Time.GetUtcNow().AddDays(-30));
        _desk.Restart();
        _desk.Time.Advance(TimeSpan.FromHours(2));
        _desk.MoveOut();
        Assert.Equal(1, _desk.Residents.Count);

        _desk.Time.AdjustTime(_desk.Time.GetUtcNow().AddDays(30));
        _desk.Restart();
        _desk.MoveOut();
        Assert.Equal((0, 0), (_desk.Residents.Count, _desk.Residents.Households.Count));
    }

    [Fact]
    public void Whoever_s_right_ended_longer_ago_than_the_site_keeps_them_is_erased_with_a_receipt()
    {
        Put("p-1", null, new HeldCard(1));
        Put("p-2");
        _desk.Done(RightsBench.RightsOf("p-1") with { To = _desk.Time.GetUtcNow().AddDays(1) });
        _desk.Time.Advance(TimeSpan.FromDays(90));
        _desk.MoveOut();
        Assert.Equal(2, _desk.Residents.Count);
        _desk.Time.Advance(TimeSpan.FromDays(1));
        _desk.MoveOut();
        Assert.Equal("p-2", Assert.Single(_desk.Residents.All).Id.Value);
        Assert.Equal(new PersonRemoved("p-1", 1, 0, 0), _desk.Last);
    }

    private void Put(string id, string? home = null, params HeldCard[] cards) => _desk.Put(id, PersonKind.Owner, home, cards);
}
