using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

internal static class DoorsRegistration
{
    /// <summary>The queues stand between the readers and the doors: both are made after them.</summary>
    /// <param name="hardware">Opened before the host and closed after it: its parts are handed over as they are, for the container must
    /// dispose of none.</param>
    public static IServiceCollection AddDoors(this IServiceCollection services, DoorHardware hardware) => services
        .AddSingleton(hardware)
        .AddSingleton(hardware.Boards)
        .AddSingleton<DoorQueues>()
        .AddFrom((ResidentDirectory residents, EventLedger ledger, TimeProvider time) => new CardTaps(read =>
            residents.WithCard(read.Card.Value, read.Format) is not null, ledger.AppendSoon, time))
        .AddFrom((ResidentDirectory residents, TimeProvider time) => new LastReads(read =>
            residents.WithCard(read.Card.Value, read.Format) is not null, time))
        .AddFrom<DoorQueues, ReaderFaults, CardTaps, LastReads, ReaderListener>(ListenerFor)
        .AddSingleton<PassageTimes>()
        .AddFrom((SiteFile site) => new Interlock(site.Interlocks))
        .AddSingleton<DoorContext>()
        .AddSingleton<DoorsService>()
        .AddSingleton<BoardsService>()
        .AddFrom((TimeProvider time, EventLedger ledger) => new RefusalMeter(time, ledger.Append))
        .AddFrom((SiteFile site, DoorQueues queues, ActiveOverrides standing, RunClock clock, EventLedger ledger, RefusalMeter refusals) =>
            new OperatorCommands([.. site.Doors.Select(d => d.Id)], queues.PostToDoor, standing, clock, ledger, refusals.Record));

    private static ReaderListener ListenerFor(DoorQueues queues, ReaderFaults faults, CardTaps taps, LastReads reads) => new(
        card =>
        {
            if (!taps.Take(card))
            {
                queues.PostFromReader(card.Reader, new CredentialInput.Card(card));
            }

            reads.Note(card);
        },
        key =>
        {
            queues.PostFromReader(key.Reader, new CredentialInput.Key(key));
            reads.Note(key.Reader, ReadKind.Key);
        },
        code =>
        {
            queues.PostFromReader(code.Reader, new CredentialInput.Code(code));
            reads.Note(code.Reader, ReadKind.Code);
        },
        fault =>
        {
            faults.Handle(fault);
            reads.Note(fault.Reader, ReadKind.Fault, fault.Reason);
        });
}
