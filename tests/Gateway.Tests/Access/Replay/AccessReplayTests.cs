using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Access.Replay;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Access.Replay;

public sealed class AccessReplayTests : IDisposable
{
    private const int Decisions = 5_000;

    private readonly TemporaryFolder _folder = new();
    private readonly EventLedger _ledger;

    public AccessReplayTests()
    {
        _ledger = new EventLedger(_folder.Path, new FakeTimeProvider(), NullLoggerFactory.Instance);
        _ledger.Append(new PolicyAdopted(RandomFacts.Policy.Version(), RandomFacts.Policy));
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_decision_of_a_journal_comes_out_the_same_when_it_is_decided_again()
    {
        RandomFacts.Any.Array[Decisions].Sample(all => all.ToList().ForEach(facts => _ledger.Append(Journaled(facts))), iter: 1);
        var result = AccessReplay.Run(LedgerView.Open(_folder.Path));
        Assert.Empty(result.First);
        Assert.Equal((Decisions, 0, 0), (result.Granted + result.Denied + result.Begun, result.Different, result.OtherRules));
        Assert.True(result.Granted > Decisions / 50 && result.Denied > Decisions / 2 && result.Begun > Decisions / 500, result.ToString());
    }

    [Fact]
    public void Decisions_by_a_policy_that_is_no_longer_kept_are_counted_and_named_and_are_no_difference()
    {
        using var folder = new TemporaryFolder();
        using var ledger = new EventLedger(folder.Path, new FakeTimeProvider(), NullLoggerFactory.Instance, segmentBytes: 1024);
        var version = RandomFacts.Policy.Version();
        ledger.Append(new PolicyAdopted(version, RandomFacts.Policy));
        ledger.Append(Journaled(RandomFacts.Usual));
        var whole = AccessReplay.Run(LedgerView.Open(folder.Path));
        Assert.Equal((0, 0), (whole.PolicyGone, whole.Different));
        for (var i = 0; i < 10; i++)
        {
            ledger.Append(new PersonBlocked($"p-{i}", true));
        }

        ledger.JournalOf(EventStream.Registry).DeleteSegmentsThrough(5);
        var result = AccessReplay.Run(LedgerView.Open(folder.Path));
        Assert.Equal((1, 0), (result.PolicyGone, result.Different));
        Assert.Equal([version], result.GonePolicies);
    }

    [Theory]
    [InlineData("blocked")]
    [InlineData("stale")]
    [InlineData("seconds")]
    [InlineData("person")]
    [InlineData("door")]
    [InlineData("rules")]
    [InlineData("policy")]
    [InlineData("finding")]
    public void A_tampered_record_is_found(string what)
    {
        var facts = RandomFacts.Usual;
        var honest = (PassageGranted)Journaled(facts);
        _ledger.Append(honest);
        Assert.Equal(0, AccessReplay.Run(LedgerView.Open(_folder.Path)).Different);
        var factor = facts.Factors[0];
        _ledger.Append(what switch
        {
            "blocked" => honest with { Facts = facts with { Factors = [factor with { Holder = factor.Holder! with { Blocked = true } }] } },
            "stale" => honest with { Facts = facts with { Factors = [factor with { AgeMs = 2000.001 }] } },
            "seconds" => honest with { UnlockSeconds = honest.UnlockSeconds + 1 },
            "person" => honest with { Person = "p-other" },
            "door" => honest with { Door = "other" },
            "rules" => honest with { Rules = [.. honest.Rules.SkipLast(1)] },
            "policy" => honest with { Policy = $"{AccessPolicy.RulesVersion}-00000000" },
            _ => honest with { Facts = facts with { Factors = [factor with { Finding = CredentialFinding.Lost }] } },
        });
        var result = AccessReplay.Run(LedgerView.Open(_folder.Path));
        var difference = Assert.Single(result.First);
        Assert.Equal((1, "passages", 2), (result.Different, difference.Stream, difference.Seq));
    }

    [Fact]
    public void A_policy_that_is_not_the_one_of_its_version_is_found()
    {
        _ledger.Append(new PolicyAdopted(RandomFacts.Policy.Version(), RandomFacts.Policy with { TimeZone = "UTC" }));
        Assert.Equal("registry", Assert.Single(AccessReplay.Run(LedgerView.Open(_folder.Path)).First).Stream);
    }

    [Fact]
    public void Decisions_by_other_rules_are_counted_and_not_judged()
    {
        _ledger.Append((PassageGranted)Journaled(RandomFacts.Usual) with { Policy = "1-9f86d081", UnlockSeconds = 99 });
        var result = AccessReplay.Run(LedgerView.Open(_folder.Path));
        Assert.Equal((1, 0), (result.OtherRules, result.Different));
    }

    private static GatewayEvent Journaled(AccessFacts facts)
    {
        var policy = RandomFacts.Policy;
        var decision = AccessRules.Decide(policy, facts);
        var because = DecisionFormatter.Format(policy, facts, decision);
        var method = facts.Factors[^1].Method;
        return decision switch
        {
            Decision.Granted granted => new PassageGranted(facts.Door, facts.Side, method, granted.Holder.Person, null,
                granted.UnlockSeconds, granted.PassedBack, policy.Version(), granted.Rules, because, facts, null),
            Decision.Denied denied => new PassageDenied(facts.Door, facts.Side, method, denied.Reason, denied.Holder?.Person, null,
                policy.Version(), denied.Rules, because, facts, null),
            Decision.MoreNeeded more => new PassageBegun(facts.Door, facts.Side, method, more.Needed, more.Holder.Person, null,
                policy.Version(), more.Rules, because, facts),
            _ => throw new InvalidOperationException(),
        };
    }
}
