using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors.Inputs;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Doors.Fire;

/// <summary>Puts on record what the fire contact did, at the disk's pace: the locks have not waited for it. A fire is told at once,
/// whatever went before; of a contact, line or board that goes and comes all the time the fire stands, and how often is counted. Safe to
/// use from any thread.</summary>
/// <param name="report">What is not the contact's but its board's.</param>
internal sealed class FireRecords(FireRelease fire, Action<GatewayEvent> append, Action<DeviceReport> report, TimeProvider time)
{
    private const string Contact = "fire-contact";
    private const string Name = "fire contact";

    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly TroubleRecords _records = new(append, time);
    private readonly FireReleased _released = new(fire.Doors);
    private readonly FireReset _reset = new();
    private bool _isLost;

    /// <summary>Until stopped; then what is there still.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in fire.Changes.ReadAllAsync(cancellationToken))
            {
                Handle(change);
            }
        }
        finally
        {
            while (cancellationToken.IsCancellationRequested && fire.Changes.TryRead(out var change))
            {
                Handle(change);
            }
        }
    }

    /// <summary>Until stopped.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_lookEvery, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            Look();
        }
    }

    /// <summary>What of a contact that goes and comes is to be told now.</summary>
    public void Look()
    {
        lock (_lock)
        {
            _records.Look();
        }
    }

    public void Handle(FireChange change)
    {
        bool isTurn;
        lock (_lock)
        {
            isTurn = _isLost != (change.State == InputState.Unknown);
            _isLost = change.State == InputState.Unknown;
            var (times, wasFire) = fire.TakeMissed();
            if (times > 0)
            {
                append(new DeviceUnsteady(Contact, times));
                if (wasFire)
                {
                    _records.Set(Contact, _released, _reset);
                }
            }

            _records.Set($"line of {Name}", LineReports.FaultOf("", Name, change.State), null);
            _records.Set(Contact, change.IsActive ? _released : null, _reset);
            _records.Look();
        }

        if (isTurn)
        {
            report(_isLost ? new DeviceReport(Contact, DeviceCondition.Offline, "it cannot be read")
                : new DeviceReport(Contact, DeviceCondition.Online));
        }
    }
}
