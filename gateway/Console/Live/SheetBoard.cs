using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components.Web;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Live;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Live;

/// <summary>All sheets that somebody looks at.</summary>
internal sealed class SheetBoard(IEnumerable<ISheetSource> sources, LiveBoard live)
{
    public const int MostViewers = 128;

    private readonly ConcurrentDictionary<(string Sheet, Language Language, Role Role), DrawnSheet> _drawn = [];
    private readonly Dictionary<string, ISheetSource> _sources = sources.ToDictionary(one => one.Sheet.Name, StringComparer.Ordinal);
    private readonly WakeSignal _wake = new();
    private int _viewers;

    public int Viewers => Volatile.Read(ref _viewers);

    public IReadOnlyList<DrawnSheet> Watched => [.. _drawn.Values.Where(sheet => sheet.IsWatched)];

    public Sheet? Named(string name) => _sources.GetValueOrDefault(name)?.Sheet;

    /// <returns>Null where there are <see cref="MostViewers"/> already. To be closed.</returns>
    public DrawnSheet? Open(string name, Language language, Role role)
    {
        if (Interlocked.Increment(ref _viewers) > MostViewers)
        {
            Interlocked.Decrement(ref _viewers);
            return null;
        }

        var sheet = _drawn.GetOrAdd((name, language, role), key => new DrawnSheet(_sources[key.Sheet], key.Language, key.Role));
        sheet.Open();
        _wake.Wake();
        live.Wake();
        return sheet;
    }

    public void Close(DrawnSheet sheet)
    {
        sheet.Close();
        Interlocked.Decrement(ref _viewers);
    }

    public Task WokenAsync(CancellationToken cancellationToken) => _wake.WaitAsync(cancellationToken);
}

/// <summary>Draws what somebody looks at, once for all who see the same: at each look at the live state, which is at once when something
/// happens and within a second and a half in any case.</summary>
internal sealed class SheetLoop(SheetBoard sheets, LiveBoard board, EventLedger ledger, SiteFile site, IServiceProvider services,
    ILoggerFactory logs, ExitCode exit) : LoopService(exit)
{
    private readonly ILogger _logger = logs.CreateLogger<SheetLoop>();

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await sheets.WokenAsync(cancellationToken);
            if (sheets.Viewers == 0)
            {
                continue;
            }

            using var live = board.Watch();
            while (sheets.Viewers > 0)
            {
                var changed = live.Changed;
                await using (var renderer = new HtmlRenderer(services, logs))
                {
                    foreach (var sheet in sheets.Watched)
                    {
                        await sheet.DrawAsync(renderer, site, ledger.Time.GetUtcNow(), _logger);
                    }
                }

                await changed.WaitAsync(cancellationToken);
            }
        }
    }
}
