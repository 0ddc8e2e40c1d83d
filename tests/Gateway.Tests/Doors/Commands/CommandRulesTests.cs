using Xunit;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Commands;

public sealed class CommandRulesTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private static readonly OperatorCommand _unlock = new("c-1", CommandKind.Unlock, "gate", "guard", _now, _now.AddSeconds(10));

    private static readonly OperatorCommand _lockdown = new("c-2", CommandKind.Lockdown, null, "guard", _now,
        _now.AddMinutes(5))
    {
        Until = _now.AddHours(1),
    };

    [Fact]
    public void A_fresh_command_of_a_named_operator_is_carried_out()
    {
        Assert.Null(Judge(_unlock));
        Assert.Null(Judge(_lockdown));
        Assert.Null(Judge(_lockdown with { Kind = CommandKind.HoldOpen, Door = "unit" }));
        Assert.Null(Judge(_lockdown with { Kind = CommandKind.Normal, Until = null }));
        Assert.Null(Judge(_lockdown with { Kind = CommandKind.Forgive, Until = null, Person = "wang" }));
    }

    [Theory]
    [InlineData(9.999, 60, true)]
    [InlineData(10, 60, false)]
    [InlineData(3, 3, false)]
    [InlineData(2.999, 3, true)]
    public void An_unlock_lives_for_ten_seconds_or_less_where_it_says_so(double age, double life, bool holds) =>
        Assert.Equal(holds ? null : CommandRefusal.Expired, Judge(_unlock with { ExpiresAt = _now.AddSeconds(life) }, age));

    [Theory]
    [InlineData(299, null)]
    [InlineData(300, CommandRefusal.Expired)]
    internal void Any_other_command_lives_for_five_minutes(double age, CommandRefusal? refusal) => Assert.Equal(refusal,
        Judge(_lockdown with { ExpiresAt = _now.AddDays(1) }, age));

    [Theory]
    [InlineData(-5, null)]
    [InlineData(-5.001, CommandRefusal.FromTheFuture)]
    internal void A_sender_s_clock_may_be_five_seconds_ahead(double age, CommandRefusal? refusal) => Assert.Equal(refusal,
        Judge(_unlock, age));

    [Fact]
    public void A_command_of_the_calendar_s_last_day_is_refused_and_harms_nobody() =>
        Assert.Equal(CommandRefusal.FromTheFuture, Judge(_lockdown with
        {
            IssuedAt = DateTimeOffset.MaxValue,
            ExpiresAt = DateTimeOffset.MaxValue
        }));

    [Fact]
    public void After_the_clock_was_put_back_no_command_that_may_be_old_is_carried_out()
    {
        Assert.Equal(CommandRefusal.ClockWentBack, Judge(_unlock, 1, latestAhead: 9));
        Assert.Null(Judge(_unlock, 1, latestAhead: 8.9));
        Assert.Equal(CommandRefusal.ClockWentBack, Judge(_lockdown, 1, latestAhead: 3600));
    }

    [Fact]
    public void What_is_retained_replayed_or_anonymous_is_refused()
    {
        Assert.Equal(CommandRefusal.Retained, Judge(_unlock with { Retained = true }));
        Assert.Equal(CommandRefusal.Replayed, Judge(_unlock with { Id = "known" }));
        Assert.Equal(CommandRefusal.NoId, Judge(_unlock with { Id = "" }));
        Assert.Equal(CommandRefusal.NoId, Judge(_unlock with { Id = new string('x', 65) }));
        Assert.Equal(CommandRefusal.NoOperator, Judge(_unlock with { Operator = "" }));
        Assert.Equal(CommandRefusal.UnknownDoor, Judge(_unlock with { Door = "no-such-door" }));
    }

    [Theory]
    [InlineData(CommandKind.HoldOpen)]
    [InlineData(CommandKind.Lockdown)]
    internal void A_mode_needs_an_end_ahead_within_a_day(CommandKind kind)
    {
        Assert.Equal(CommandRefusal.NoEnd, Judge(_lockdown with { Kind = kind, Until = null }));
        Assert.Equal(CommandRefusal.NoEnd, Judge(_lockdown with { Kind = kind, Until = _now }));
        Assert.Equal(CommandRefusal.NoEnd, Judge(_lockdown with { Kind = kind, Until = _now.AddHours(24).AddTicks(1) }));
        Assert.Null(Judge(_lockdown with { Kind = kind, Until = _now.AddHours(24) }));
    }

    [Fact]
    public void Every_refusal_has_words_of_its_own_in_both_languages()
    {
        var words = Enum.GetValues<CommandRefusal>().Select(CommandRules.Words).ToArray();
        Assert.Equal(words.Length, words.Select(w => w.En).Distinct().Count());
        Assert.Equal(words.Length, words.Select(w => w.Zh).Distinct().Count());
    }

    private static CommandRefusal? Judge(OperatorCommand command, double age = 0, double latestAhead = 0) =>
        CommandRules.Judge(command, _now.AddSeconds(age), _now.AddSeconds(age + latestAhead), id => id == "known", ["gate", "unit"]);
}
