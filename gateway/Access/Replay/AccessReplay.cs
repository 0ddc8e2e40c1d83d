using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Access.Replay;

/// <summary>One record that says something else than the rules do.</summary>
internal sealed record Difference(string Stream, long Seq, string What);

/// <summary>What deciding the journal again came to.</summary>
/// <param name="Policies">Versions of the policy in the journal.</param>
/// <param name="OtherRules">Decisions by another version of the rules than this program's, which can't be decided again here.</param>
/// <param name="PolicyGone">Decisions by policies whose records are no longer kept, which can't be decided again any more.</param>
/// <param name="GonePolicies">The versions of those policies.</param>
/// <param name="Different">How many differ.</param>
/// <param name="First">The first of them.</param>
internal sealed record ReplayResult(int Policies, long Granted, long Denied, long Begun, long OtherRules, long PolicyGone,
    IReadOnlyList<string> GonePolicies, long Different, IReadOnlyList<Difference> First);

/// <summary>Decides every decision of a journal again, from the facts and the policy that were journaled, and compares: who can show that
/// nothing was bent can show it to anybody. That the journal itself is whole is what its hashes say.</summary>
internal sealed class AccessReplay
{
    private const int MostListed = 20;
    private const int Page = 1000;

    private readonly Dictionary<string, AccessPolicy> _policies = new(StringComparer.Ordinal);
    private readonly List<Difference> _first = [];
    private readonly SortedSet<string> _gone = new(StringComparer.Ordinal);
    private long _granted;
    private long _denied;
    private long _begun;
    private bool _policiesMayBeGone;
    private long _otherRules;
    private long _policyGone;
    private long _different;

    private AccessReplay()
    {
    }

    public static ReplayResult Run(LedgerView ledger)
    {
        var replay = new AccessReplay { _policiesMayBeGone = ledger.JournalOf(EventStream.Registry).FirstSeq > 1 };
        replay.Walk(ledger, EventStream.Registry);
        replay.Walk(ledger, EventStream.Passages);
        return new ReplayResult(replay._policies.Count, replay._granted, replay._denied, replay._begun, replay._otherRules,
            replay._policyGone, [.. replay._gone], replay._different, replay._first);
    }

    private void Walk(LedgerView ledger, EventStream stream)
    {
        var journal = ledger.JournalOf(stream);
        for (long after = 0; journal.ReadAfter(after, Page) is { Count: > 0 } records; after = records[^1].Seq)
        {
            foreach (var record in records)
            {
                if (record.ToEvent() is { } happened && Wrong(happened) is { } what)
                {
                    _different++;
                    if (_first.Count < MostListed)
                    {
                        _first.Add(new Difference(journal.Stream, record.Seq, what));
                    }
                }
            }
        }
    }

    /// <returns>What is wrong with a record; null where nothing is, or it is no decision.</returns>
    private string? Wrong(GatewayEvent happened)
    {
        switch (happened)
        {
            case PolicyAdopted adopted:
                _policies[adopted.Version] = adopted.Policy;
                return adopted.Policy.Version() == adopted.Version ? null : $"the policy is not the one of version {adopted.Version}";
            case PassageGranted granted:
                _granted++;
                return Compare(granted.Policy, granted.Facts, granted.Door, granted.Side, granted.Method,
                    $"granted {granted.Person} for {granted.UnlockSeconds} s{Back(granted.PassedBack)}", granted.Rules);
            case PassageDenied denied:
                _denied++;
                return Compare(denied.Policy, denied.Facts, denied.Door, denied.Side, denied.Method, $"denied {denied.Reason}",
                    denied.Rules);
            case PassageBegun begun:
                _begun++;
                return Compare(begun.Policy, begun.Facts, begun.Door, begun.Side, begun.Method, $"asked {begun.Person} for {begun.Needed}",
                    begun.Rules);
            default:
                return null;
        }
    }

    private string? Compare(string version, AccessFacts facts, string door, DoorSide side, PassageMethod method, string said,
        IReadOnlyList<string> rules)
    {
        if (!version.StartsWith($"{AccessPolicy.RulesVersion}-", StringComparison.Ordinal))
        {
            _otherRules++;
            return null;
        }

        if (!_policies.TryGetValue(version, out var policy))
        {
            if (_policiesMayBeGone)
            {
                _policyGone++;
                _gone.Add(version);
                return null;
            }

            return $"the policy {version} it was decided by is not in the journal";
        }

        if (policy.Doors.All(d => d.Id != facts.Door) || facts.Factors.Count == 0)
        {
            return $"there is no door {facts.Door} in the policy {version}, or nothing was presented";
        }

        if ((facts.Door, facts.Side, facts.Factors[^1].Method) != (door, side, method))
        {
            return $"it says {door}, {side}, {method} and its facts say {facts.Door}, {facts.Side}, {facts.Factors[^1].Method}";
        }

        var again = AccessRules.Decide(policy, facts);
        var says = again switch
        {
            Decision.Granted granted => $"granted {granted.Holder.Person} for {granted.UnlockSeconds} s{Back(granted.PassedBack)}",
            Decision.Denied denied => $"denied {denied.Reason}",
            Decision.MoreNeeded more => $"asked {more.Holder.Person} for {more.Needed}",
            _ => throw new InvalidOperationException(again.GetType().Name),
        };
        return says != said ? $"it says {said}, the rules say {says}"
            : !rules.SequenceEqual(again.Rules, StringComparer.Ordinal)
            ? $"it says that {string.Join(", ", rules)} were asked, and {string.Join(", ", again.Rules)} were"
            : null;
    }

    private static string Back(bool passedBack) => passedBack ? ", passed back" : "";
}
