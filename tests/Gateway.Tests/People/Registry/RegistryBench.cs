using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.People.Registry;

/// <summary>A registry and its journal on a folder of their own, under a clock that a test moves.</summary>
public abstract class RegistryBench : IDisposable
{
    private protected readonly TemporaryFolder _folder = new();
    private protected readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
    private protected EventLedger _ledger;
    private protected RegistryStore _registry;

    protected RegistryBench() => (_ledger, _registry) = Start();

    public void Dispose()
    {
        Stop();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static Resident Person(string id, params ulong[] cards) => new(new PersonId(id),
        id)
    {
        Cards = [.. cards.Select(card => new HeldCard(card))],
    };

    private protected string BackupFile() => Directory.GetFiles(_folder.At("backups"), "*.registry")[0];

    private protected void Put(params Resident[] people)
    {
        foreach (var person in people)
        {
            Change(person, new ResidentEnrolled(person.Id.Value, person.Cards.Count, 0, null));
        }
    }

    private protected void Change(Resident person, RegistryEvent happened)
    {
        _registry.Put(person);
        _ledger.Append(happened);
    }

    private protected (EventLedger Ledger, RegistryStore Registry) Start()
    {
        var ledger = new EventLedger(_folder.Path, _time, NullLoggerFactory.Instance);
        var registry = RegistryStore.Open(_folder.Path, _time, new RegistryOptions { BackupsKept = 3 });
        registry.Follow(ledger);
        return (ledger, registry);
    }

    private protected void Stop()
    {
        _registry.Dispose();
        _ledger.Dispose();
    }

    private protected void Remove(string id)
    {
        _registry.Remove(new PersonId(id));
        _ledger.Append(new PersonRemoved(id));
    }
}
