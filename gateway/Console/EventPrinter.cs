using System.Threading.Channels;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>Prints every event as one line for people on standard output. Nobody waits for it: where the terminal is too slow, the oldest
/// lines are left out and counted; the journal has them all. Nobody's name, home, card or id is in them where standard output is no
/// terminal: systemd keeps it in its own log, which no look is recorded of, no right is asked for and no erasure reaches.</summary>
internal sealed class EventPrinter : LoopService
{
    private readonly Channel<GatewayEvent> _lines;
    private readonly EventLedger _ledger;
    private readonly EventCounters _tally;
    private readonly EventFormatter _text;
    private readonly TimeProvider _time;
    private long _leftOut;

    public EventPrinter(EventLedger ledger, EventCounters tally, EventFormatter text, TimeProvider time, ExitCode exit)
        : base(exit)
    {
        (_ledger, _tally, _text, _time) = (ledger, tally, System.Console.IsOutputRedirected ? text.Unnamed : text, time);
        _lines = Channel.CreateBounded<GatewayEvent>(
            new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _leftOut));
        ledger.Recorded += Handle;
    }

    public override void Dispose()
    {
        _ledger.Recorded -= Handle;
        base.Dispose();
    }

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in _lines.Reader.ReadAllAsync(cancellationToken))
            {
                Print(happened);
            }
        }
        finally
        {
            while (_lines.Reader.TryRead(out var happened))
            {
                Print(happened);
            }
        }
    }

    private void Handle(GatewayEvent happened)
    {
        _tally.Count(happened);
        _lines.Writer.TryWrite(happened);
    }

    private void Print(GatewayEvent happened)
    {
        if (Interlocked.Exchange(ref _leftOut, 0) is > 0 and var missing)
        {
            System.Console.Out.WriteLine(EventTexts.LinesLeftOut(missing).In(_text.Language));
        }

        System.Console.Out.WriteLine($"{_text.TimeOfDay(_time.GetUtcNow())} {_text.Format(happened)}");
    }
}
