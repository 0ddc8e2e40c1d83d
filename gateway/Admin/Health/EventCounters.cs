using System.Collections.Concurrent;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Admin.Health;

/// <summary>Counts events as people ask for them: who passed by what, why not, which alarms. Fed live or from a journal.</summary>
internal sealed class EventCounters
{
    private readonly ConcurrentDictionary<string, long> _grantedByMethod = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _grantedByPerson = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _deniedByReason = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _alarmsByKind = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> GrantedByMethod => new(_grantedByMethod, StringComparer.Ordinal);

    /// <summary>By person id.</summary>
    public SortedDictionary<string, long> GrantedByPerson => new(_grantedByPerson, StringComparer.Ordinal);

    public SortedDictionary<string, long> DeniedByReason => new(_deniedByReason, StringComparer.Ordinal);

    public SortedDictionary<string, long> AlarmsByKind => new(_alarmsByKind, StringComparer.Ordinal);

    public void Count(GatewayEvent happened)
    {
        switch (happened)
        {
            case PassageGranted passage:
                Add(_grantedByMethod, JsonNamingPolicy.CamelCase.ConvertName(passage.Method.ToString()));
                Add(_grantedByPerson, passage.Person);
                break;
            case PassageDenied passage:
                Add(_deniedByReason, JsonNamingPolicy.CamelCase.ConvertName(passage.Reason.ToString()));
                break;
            case DenialsCounted passages:
                Add(_deniedByReason, JsonNamingPolicy.CamelCase.ConvertName(passages.Reason.ToString()), passages.Count);
                break;
            case AlarmRaised alarm:
                Add(_alarmsByKind, AlarmKinds.NameOf(alarm.Kind));
                break;
            case AlarmEvent alarm when AlarmSign.Of(alarm) is { Edge: not AlarmEdge.Ends }:
                Add(_alarmsByKind, alarm.Type);
                break;
        }
    }

    private static void Add(ConcurrentDictionary<string, long> counts, string key, long more = 1) =>
        counts.AddOrUpdate(key, more, (_, n) => n + more);
}
