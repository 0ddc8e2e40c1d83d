using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Registry;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>What changes on the registry's disk owe to its journal. A journal whose disk refuses keeps records in memory: until it has
/// taken them, every further change on the disk owes them too. Belongs to <see cref="PeopleWriter"/>.</summary>
internal sealed class JournalDebt(EventLedger ledger)
{
    private IReadOnlyList<OwedRecord> _open = [];

    private Journal Journal => ledger.JournalOf(EventStream.Registry);

    /// <summary>What a change owes: its records, behind those that are open still.</summary>
    public IReadOnlyList<OwedRecord> With(IReadOnlyList<RegistryEvent> records)
    {
        var place = new JournalPlace(Journal.Ledger, Journal.LastSeq);
        return [.. _open, .. records.Select(record => OwedRecord.For(record, place))];
    }

    /// <summary>The disk has a change that owes these.</summary>
    public void Grow(IReadOnlyList<OwedRecord> owed) => _open = owed;

    /// <summary>Tells the journal. It returns once the records are on its disk, or wait in memory for room there.</summary>
    public void Pay(IReadOnlyList<RegistryEvent> records)
    {
        ledger.AppendTogether(records);
        if (!Journal.IsDegraded)
        {
            _open = [];
        }
    }

    /// <summary>What a kill kept from the journal.</summary>
    public IReadOnlyList<RegistryEvent> Untold(RegistryStore registry) => registry.Untold(Journal);
}
