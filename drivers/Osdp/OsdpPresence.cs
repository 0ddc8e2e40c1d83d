using System.Globalization;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>Whether a reader is there, believed and in service, and what of it was reported. In service is a reader whose polls are
/// answered; what else it answers decides nothing. The bus's loop alone calls it.</summary>
internal sealed class OsdpPresence(ReaderOptions options, OsdpTimings timings, Action<DeviceReport> report, TimeProvider time,
    ILogger logger)
{
    /// <summary>One refusal may be an answer that crossed a repetition on the line; two are the reader's word.</summary>
    private const int RefusalsToReport = 2;

    /// <summary>A session may begin again at once so often before the first that is of use.</summary>
    private const int MostInVain = 4;

    /// <summary>So many answers without a good one between them are not noise.</summary>
    private const int MostSpoiled = 8;

    /// <summary>A reader that was heard, or said that it is busy, within this is not silent.</summary>
    private static readonly TimeSpan _justNow = TimeSpan.FromSeconds(2);

    private DeviceCondition? _condition;
    private string? _lostWith;
    private string? _trouble;
    private long? _heardAt;
    private long? _busyAt;
    private long? _servedAt;
    private long _silentSince = time.GetTimestamp();
    private long _unservedSince = time.GetTimestamp();
    private bool _missed;
    private int _refusals;
    private int _begunInVain;
    private int _spoiled;

    /// <summary>True where asking is probably in vain.</summary>
    public bool IsMissing => _heardAt is not { } heardAt || (_missed && time.GetElapsedTime(heardAt) > timings.Missing);

    public bool IsOnline => _condition == DeviceCondition.Online;

    /// <summary>Nothing good came for so long that its session is over on both sides; or it answers, and has come apart from the panel,
    /// so that nothing it answers is of use.</summary>
    public bool IsApart => time.GetElapsedTime(_silentSince) >= timings.Offline || (IsMissing && _spoiled >= MostSpoiled);

    /// <summary>Its polls have not been answered for so long that the reader counts as lost.</summary>
    public bool IsUnserved => time.GetElapsedTime(_unservedSince) >= timings.Offline;

    /// <summary>It was in service a moment ago: what it refuses is the line's doing.</summary>
    public bool WasServedLately => _servedAt is { } at && time.GetElapsedTime(at) < timings.Lately;

    /// <summary>When it was last in service, where that is some time ago and not long ago.</summary>
    public long? HungrySince => WasServedLately && time.GetElapsedTime(_servedAt!.Value) > timings.Hungry ? _servedAt : null;

    /// <summary>Something good came.</summary>
    public void Heard()
    {
        _heardAt = _silentSince = time.GetTimestamp();
        _missed = false;
        _spoiled = 0;
    }

    /// <summary>A command was answered in a session that stands.</summary>
    public void Served()
    {
        _servedAt = _unservedSince = time.GetTimestamp();
        (_busyAt, _trouble) = (null, null);
        if (!IsOnline)
        {
            Report(DeviceCondition.Online, null);
        }
    }

    /// <summary>No good answer came.</summary>
    /// <param name="cameSpoiled">Something came in its place.</param>
    public void Missed(bool cameSpoiled)
    {
        _missed = true;
        _spoiled += cameSpoiled ? 1 : 0;
    }

    /// <summary>It asks for patience, which proves nothing.</summary>
    public void Busy()
    {
        _missed = true;
        _busyAt = time.GetTimestamp();
    }

    /// <summary>It answers, and its session ends.</summary>
    /// <returns>Whether the next may begin at once: all was well a moment ago, or it has not gone wrong often. Otherwise it may end the
    /// same way.</returns>
    public bool MayBeginAtOnce(string trouble)
    {
        _trouble = trouble;
        _begunInVain = WasServedLately ? 0 : _begunInVain + 1;
        return _begunInVain <= MostInVain;
    }

    /// <summary>It proved that it holds the site's key.</summary>
    public void Proven() => _refusals = 0;

    /// <summary>Something about it that staff must know; whether it is in service is another matter.</summary>
    public void Note(string detail)
    {
        logger.ReaderChanged(options.Id, DeviceCondition.Noted, detail);
        report(new DeviceReport(options.Id, DeviceCondition.Noted, detail));
    }

    /// <summary>The reader, or the line it is on, is gone.</summary>
    /// <returns>False where it was lost already.</returns>
    public bool Lose(string? detail = null)
    {
        detail ??= Loss();
        var isNew = _condition != DeviceCondition.Offline;
        if (isNew || _lostWith != detail)
        {
            (_heardAt, _servedAt, _lostWith) = (isNew ? null : _heardAt, null, detail);
            Report(DeviceCondition.Offline, detail);
        }

        return isNew;
    }

    /// <summary>It answers, and will not or cannot be spoken to as the site wants.</summary>
    /// <param name="isExpected">An installation is under way: it is not reported.</param>
    public void Refuse(string detail, bool isExpected)
    {
        _silentSince = _unservedSince = time.GetTimestamp();
        if (++_refusals >= RefusalsToReport && _condition != DeviceCondition.KeyRefused && !isExpected)
        {
            Report(DeviceCondition.KeyRefused, detail);
        }
    }

    private string Loss()
    {
        var seconds = timings.Offline.TotalSeconds;
        var what = IsJustNow(_busyAt)
            ? string.Create(CultureInfo.InvariantCulture,
                $"has answered nothing but BUSY for {seconds:0.#} s: cut its supply for a moment")
            : IsJustNow(_heardAt) && _trouble is not null ? $"answers, and its answers cannot be used: {_trouble}"
            : string.Create(CultureInfo.InvariantCulture, $"has not answered for {seconds:0.#} s");
        return string.Create(CultureInfo.InvariantCulture, $"address {options.Address} {what}");
    }

    private bool IsJustNow(long? at) => at is { } then && time.GetElapsedTime(then) < _justNow;

    private void Report(DeviceCondition condition, string? detail)
    {
        _condition = condition;
        logger.ReaderChanged(options.Id, condition, detail);
        report(new DeviceReport(options.Id, condition, detail));
    }
}
