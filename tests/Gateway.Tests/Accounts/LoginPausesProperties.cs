using System.Net;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Accounts;

public sealed class LoginPausesProperties
{
    /// <summary>Whatever is tried: within any hour a name has few guesses, and its owner waits for a quarter of an hour at the
    /// most.</summary>
    [Fact]
    public void A_guesser_has_few_tries_an_hour_and_nobody_waits_for_ever() => Gen.Select(Gen.Int[0, 400], Gen.Byte)
        .Array[50, 400].Sample(steps =>
        {
            var time = new FakeTimeProvider();
            var pauses = new LoginPauses(time);
            List<DateTimeOffset> guesses = [];
            foreach (var (seconds, address) in steps)
            {
                time.Advance(TimeSpan.FromSeconds(seconds));
                var from = new IPAddress([10, 0, 0, address]);
                if (pauses.Left("li", from) is { } left)
                {
                    Assert.InRange(left, TimeSpan.FromTicks(1), LoginPauses.Longest);
                    continue;
                }

                pauses.Wrong("li", from, isKnown: true);
                guesses.Add(time.GetUtcNow());
            }

            // Five, then the growing pauses, then four an hour.
            Assert.All(guesses, first => Assert.InRange(guesses.Count(one => one >= first && one < first.AddHours(1)), 1, 13));
            time.Advance(LoginPauses.Longest);
            Assert.Null(pauses.Left("li", IPAddress.Loopback));
        }, iter: FastTests.Cases(500));

    [Fact]
    public void An_IPv6_network_is_one_address_and_an_IPv4_one_stays_itself_however_it_is_written()
    {
        var pauses = new LoginPauses(new FakeTimeProvider());
        for (var guess = 0; guess < LoginPauses.FreeOfAddress; guess++)
        {
            pauses.Wrong(null, IPAddress.Parse($"fd00::1:{guess:x}"), isKnown: false);
            pauses.Wrong(null, IPAddress.Parse("::ffff:192.168.1.9"), isKnown: false);
        }

        Assert.NotNull(pauses.Left(null, IPAddress.Parse("fd00::ffff")));
        Assert.Null(pauses.Left(null, IPAddress.Parse("fd00:0:0:1::1")));
        Assert.NotNull(pauses.Left(null, IPAddress.Parse("192.168.1.9")));
        Assert.Null(pauses.Left(null, IPAddress.Parse("192.168.1.10")));
    }

    [Fact]
    public void Fifty_thousand_names_that_nobody_has_push_out_no_account_s_row()
    {
        var time = new FakeTimeProvider();
        var pauses = new LoginPauses(time);
        for (var guess = 0; guess < LoginPauses.FreeOfName; guess++)
        {
            pauses.Wrong("li", null, isKnown: true);
        }

        for (var name = 0; name < 50_000; name++)
        {
            pauses.Wrong($"name {name}", null, isKnown: false);
        }

        Assert.NotNull(pauses.Left("li", null));
    }
}
