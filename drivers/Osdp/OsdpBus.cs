using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Serial;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>A reader on an OSDP bus and its key.</summary>
/// <param name="Key">The site's key; null only where <see cref="ReaderOptions.Insecure"/> is set.</param>
/// <param name="Formats">The formats the site knows; null for the usual ones.</param>
public sealed record OsdpReaderSetup(ReaderOptions Options, OsdpKey? Key, CardFormats? Formats = null);

/// <summary>
/// An OSDP control panel (SIA OSDP 2.2): one loop on one serial line with its readers. It asks one reader at a time, so that a reader's
/// loss, return or bad key leaves the others as they are; it hears cards and keys and reports what becomes of the readers and the line.
/// </summary>
/// <remarks>
/// A reader with a key is spoken to in a secure channel alone. It is never given a key, nor tried with the default one, except while an
/// operator's <see cref="InstallKeys"/> lasts.
/// </remarks>
public sealed class OsdpBus
{
    /// <summary>An installation is a matter of minutes; the default key must not stay in use.</summary>
    public static readonly TimeSpan LongestInstallation = TimeSpan.FromMinutes(10);

    private readonly BusOptions _options;
    private readonly Func<BusOptions, Stream> _open;
    private readonly Action<DeviceReport> _report;
    private readonly OsdpTimings _timings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OsdpCounters _counters = new();
    private readonly IReadOnlyList<OsdpReader> _readers;
    private readonly OsdpTurns _turns;

    /// <param name="options">The serial line.</param>
    /// <param name="readers">The readers on it, each with an address of its own.</param>
    /// <param name="listener">Hears cards, keys and faults, on the loop's thread; must not wait.</param>
    /// <param name="report">Hears of the readers' and the line's condition, on the loop's thread; must not wait.</param>
    /// <exception cref="BoardException">A reader's card format is not known.</exception>
    /// <exception cref="ArgumentException">Two readers share an address, or one has neither key nor leave to do without.</exception>
    public OsdpBus(
        BusOptions options,
        IEnumerable<OsdpReaderSetup> readers,
        ReaderListener listener,
        Action<DeviceReport> report,
        TimeProvider time,
        ILogger logger)
        : this(options, readers, listener, report, time, logger, SerialLine.Open, OsdpTimings.Standard)
    {
    }

    internal OsdpBus(
        BusOptions options,
        IEnumerable<OsdpReaderSetup> readers,
        ReaderListener listener,
        Action<DeviceReport> report,
        TimeProvider time,
        ILogger logger,
        Func<BusOptions, Stream> open,
        OsdpTimings timings)
    {
        _options = options with { Parity = SerialParity.None };
        _open = open;
        _report = report;
        _timings = timings;
        _time = time;
        _logger = logger;
        _readers = [.. readers.Select(setup => new OsdpReader(setup.Options, setup.Key, FormatOf(setup), timings, _counters, listener,
            report, time, logger))];
        if (_readers.GroupBy(reader => reader.Address).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"Bus '{options.Id}': readers {string.Join(", ", twice.Select(reader => $"'{reader.Id}'"))} share address {twice.Key}.",
                nameof(readers));
        }

        _turns = new OsdpTurns(_readers, timings, time);
    }

    public OsdpFigures Figures => _counters.Read();

    /// <summary>Shows a signal on a reader at its next turn; never waits, may be called from any thread. A reader of another bus is
    /// ignored.</summary>
    public void Signal(string reader, ReaderSignal signal) => _readers.FirstOrDefault(known => known.Id == reader)?.Show(signal);

    /// <summary>
    /// For this long, a reader that does not hold the site's key is tried with OSDP's default key (SCBK-D) and, where it takes it, is given
    /// the site's key: an installation that an operator starts. Anybody who listens on the wire meanwhile learns the key, so it is done on
    /// the table or with the installer at the door. A reader that already holds a site key is left as it is. Zero ends it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Longer than <see cref="LongestInstallation"/>, or negative.</exception>
    public void InstallKeys(TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, LongestInstallation);
        _logger.KeysMayBeInstalled(_options.Id, window);
        var until = _time.GetTimestamp() + (long)(window.TotalSeconds * _time.TimestampFrequency);
        foreach (var reader in _readers)
        {
            reader.InstallUntil(until);
        }
    }

    /// <summary>Serves the bus until stopped; a device that vanishes is reported and opened again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await KeepServingAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
        finally
        {
            foreach (var reader in _readers)
            {
                reader.Dispose();
            }
        }
    }

    private static WiegandFormat FormatOf(OsdpReaderSetup setup)
    {
        var formats = setup.Formats ?? CardFormats.BuiltIn;
        return formats.Find(setup.Options.Format) ?? throw new BoardException(formats.Unknown(setup.Options.Id, setup.Options.Format));
    }

    private async Task KeepServingAsync(CancellationToken cancellationToken)
    {
        DeviceCondition? condition = null;
        var backoff = new Backoff(_timings.FirstReopen, _timings.LastReopen);
        while (true)
        {
            try
            {
                await using var line = new OsdpLine(_open(_options), _options.Baud, _timings, _counters, _time);
                backoff.Reset();
                if (condition != DeviceCondition.Online)
                {
                    condition = Report(DeviceCondition.Online, null);
                }

                await ServeAsync(line, cancellationToken);
            }
            catch (Exception lost) when (lost is IOException or UnauthorizedAccessException)
            {
                if (condition != DeviceCondition.Offline)
                {
                    condition = Report(DeviceCondition.Offline, $"{_options.Device}: {lost.Message}");
                }

                foreach (var reader in _readers)
                {
                    reader.LineLost($"the line {_options.Device} is gone");
                }
            }

            await Task.Delay(backoff.Next(), _time, cancellationToken);
        }
    }

    private async Task ServeAsync(OsdpLine line, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_turns.Next(out var wait) is not { } reader)
            {
                await Task.Delay(wait, _time, cancellationToken);
                continue;
            }

            var wasMissing = reader.IsMissing;
            await line.SendAsync(reader.Command(), reader.Patience, reader.TakesChecksums, cancellationToken);
            await ReceiveAsync(line, reader, cancellationToken);
            if (wasMissing)
            {
                _turns.EndedWithMissing();
            }
        }
    }

    private static async Task ReceiveAsync(OsdpLine line, OsdpReader reader, CancellationToken cancellationToken)
    {
        while (await line.ReceiveAsync(cancellationToken) is { } frame)
        {
            if (reader.Handle(frame, line.AnsweredAfter(frame)) != OsdpReplyOutcome.Ignored)
            {
                return;
            }
        }

        reader.Unanswered(line.CameSpoiled);
    }

    private DeviceCondition Report(DeviceCondition condition, string? detail)
    {
        _logger.BusChanged(_options.Id, condition, detail);
        _report(new DeviceReport(_options.Id, condition, detail));
        return condition;
    }
}
