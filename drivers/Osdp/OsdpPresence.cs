using System.Globalization;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>Whether a reader is there and believed, and what of it was reported. The bus's loop alone calls it.</summary>
internal sealed class OsdpPresence(ReaderOptions options, OsdpTimings timings, Action<DeviceReport> report, TimeProvider time,
    ILogger logger)
{
    /// <summary>One refusal may be an answer that crossed a repetition on the line; two are the reader's word.</summary>
    private const int RefusalsToReport = 2;

    private DeviceCondition? _condition;
    private long? _heardAt;
    private long _silentSince = time.GetTimestamp();
    private bool _missed;
    private int _refusals;

    /// <summary>True where asking is probably in vain.</summary>
    public bool IsMissing => _heardAt is not { } heardAt || (_missed && time.GetElapsedTime(heardAt) > timings.Missing);

    /// <summary>Nothing good came for so long that the reader counts as lost.</summary>
    public bool IsSilent => time.GetElapsedTime(_silentSince) >= timings.Offline;

    public void Heard()
    {
        _heardAt = _silentSince = time.GetTimestamp();
        _missed = false;
    }

    /// <summary>No answer came, or one that proves nothing.</summary>
    public void Missed() => _missed = true;

    /// <summary>It proved that it holds the site's key.</summary>
    public void Proven() => _refusals = 0;

    public void BeOnline(string? detail)
    {
        if (_condition != DeviceCondition.Online)
        {
            Report(DeviceCondition.Online, detail);
        }
    }

    /// <summary>The reader, or the line it is on, is gone.</summary>
    public void Lose(string? detail = null)
    {
        _heardAt = null;
        if (_condition != DeviceCondition.Offline)
        {
            Report(
                DeviceCondition.Offline,
                detail ?? string.Create(CultureInfo.InvariantCulture, $"address {options.Address} has not answered for "
                + $"{timings.Offline.TotalSeconds:0.#} s"));
        }
    }

    /// <summary>It answers, and will not or cannot be spoken to as the site wants.</summary>
    /// <param name="isExpected">An installation is under way: it is not reported.</param>
    public void Refuse(string detail, bool isExpected)
    {
        _silentSince = time.GetTimestamp();
        if (++_refusals >= RefusalsToReport && _condition != DeviceCondition.KeyRefused && !isExpected)
        {
            Report(DeviceCondition.KeyRefused, detail);
        }
    }

    private void Report(DeviceCondition condition, string? detail)
    {
        _condition = condition;
        logger.ReaderChanged(options.Id, condition, detail);
        report(new DeviceReport(options.Id, condition, detail));
    }
}
