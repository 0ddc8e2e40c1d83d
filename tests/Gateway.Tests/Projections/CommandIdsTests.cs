using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Projections;

namespace Zhuhui.Edge.Gateway.Tests.Projections;

public sealed class CommandIdsTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_id_outlives_every_command_of_its_time_whatever_comes_after_it()
    {
        var ids = new CommandIds(null);
        ids.Add("first", _now);
        for (var i = 0; i < 15_000; i++)
        {
            ids.Add($"c-{i}", _now + CommandLifetime.Other + CommandLifetime.ClockSkew);
        }

        Assert.True(ids.Has("first"));
        Assert.False(ids.IsFullFor("duty"));
    }

    [Fact]
    public void Old_ids_make_room_and_where_there_is_none_it_says_so()
    {
        var ids = new CommandIds(null);
        for (var i = 0; i < 100_000; i++)
        {
            ids.Add($"c-{i}", _now.AddSeconds(i));
        }

        Assert.False(ids.IsFullFor("duty"));
        Assert.False(ids.Has("c-0"));
        for (var i = 0; i < 20_000; i++)
        {
            ids.Add($"d-{i}", _now.AddSeconds(100_000));
        }

        Assert.True(ids.IsFullFor("duty"));
        Assert.True(ids.Has("d-0"));
    }

    [Fact]
    public void Where_there_was_no_room_there_is_some_again_once_the_ids_are_old()
    {
        var ids = new CommandIds(null);
        for (var i = 0; i < 20_000; i++)
        {
            ids.Add($"c-{i}", _now);
        }

        Assert.True(ids.IsFullFor("duty"));
        ids.Add("refused for want of room", _now.AddMinutes(7));
        Assert.False(ids.IsFullFor("duty"));
    }

    [Fact]
    public void A_key_fills_its_own_room_and_no_other_s()
    {
        var ids = new CommandIds(null);
        for (var i = 0; i < 5000; i++)
        {
            ids.Add($"c-{i}", _now, _now.AddYears(60), "watcher");
        }

        foreach (var kept in new[] { ids, new CommandIds(ids.Keep()) })
        {
            Assert.True(kept.IsFullFor("watcher"));
            Assert.False(kept.IsFullFor("duty"));
        }
    }

    [Fact]
    public void An_id_that_says_it_dies_on_the_calendar_s_last_day_is_kept_and_harms_nobody()
    {
        var ids = new CommandIds(null);
        ids.Add("last", _now, DateTimeOffset.MaxValue);
        Assert.Equal(new RememberedCommand("last", DateTimeOffset.MaxValue), Assert.Single(new CommandIds(ids.Keep()).Keep()));
    }

    [Fact]
    public void A_clock_put_back_forgets_nothing_sooner()
    {
        var ids = new CommandIds(null);
        ids.Add("first", _now);
        for (var i = 0; i < 5000; i++)
        {
            ids.Add($"c-{i}", _now.AddDays(-1));
        }

        Assert.True(ids.Has("first"));
    }
}
