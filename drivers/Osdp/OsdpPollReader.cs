using System.Globalization;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>
/// Turns what a reader answers to a poll into reads and reports, and dates them.
/// </summary>
/// <remarks>
/// A card comes without a time, and a reader that could not be polled keeps its cards and delivers them late (libosdp#133). What is certain
/// is that the card was not there yet at the last poll that found nothing: so a read is dated at that poll, the earliest moment at which it
/// can have happened. While polls follow each other that is a poll cycle ago; after a silence, however short, it is as old as the silence;
/// and a reader that has never been found empty gives reads that are older than any use.
/// </remarks>
internal sealed class OsdpPollReader(ReaderOptions options, WiegandFormat format, ReaderListener listener, Action<DeviceReport> report,
    TimeProvider time)
{
    private static readonly TimeSpan _beyondUse = TimeSpan.FromMinutes(1);
    private long _emptyAt = time.GetTimestamp() - (long)(_beyondUse.TotalSeconds * time.TimestampFrequency);
    private OsdpLocalStatus _status;

    /// <param name="polledAt">When the poll that found nothing was first sent.</param>
    public void FoundEmpty(long polledAt) => _emptyAt = polledAt;

    /// <remarks>
    /// What comes under a right MAC comes from the reader. Its status, identity and capabilities are believed where they are not encrypted;
    /// its cards and keys are not: whoever listens would have them, and could come back with a copy of the card or with the PIN.
    /// </remarks>
    public void Handle(byte code, OsdpAnswer answer)
    {
        if (answer.Data is not { } data)
        {
            Fault("its answers cannot be used: what it says does not decrypt");
            return;
        }

        switch ((OsdpReplyCode)code)
        {
            case OsdpReplyCode.RawCard or OsdpReplyCode.FormattedCard or OsdpReplyCode.Keypad when !answer.WasSecret:
                Fault("it sends cards and keys that anybody at the wire can read; they open nothing: set it to encrypt, or give it other "
                    + "firmware");
                break;
            case OsdpReplyCode.RawCard:
                ReportCard(OsdpRawCard.Parse(data));
                break;
            case OsdpReplyCode.Keypad:
                ReportKeys(OsdpKeypad.Parse(data));
                break;
            case OsdpReplyCode.LocalStatus when OsdpLocalStatus.Parse(data) is { } status:
                ReportStatus(status);
                break;
            case OsdpReplyCode.FormattedCard:
                Fault("the reader sends cards as text; set it to send raw bits");
                break;
            default:
                break;
        }
    }

    private void ReportCard(WiegandFrame? frame)
    {
        if (frame is not { } bits)
        {
            Fault("a card came without its bits");
            return;
        }

        var reading = format.Decode(bits);
        if (reading.Format is { } name)
        {
            listener.OnCard(new CardRead(options.Id, reading.Card, name, _emptyAt));
        }
        else
        {
            Fault(reading.Fault ?? "the card's bits have no format");
        }
    }

    private void ReportKeys(string? keys)
    {
        if (keys is null)
        {
            listener.OnKey(new KeyPressed(options.Id, KeyPressed.Unreadable, _emptyAt));
            Fault("the keypad sent what is not a key");
            return;
        }

        foreach (var key in keys)
        {
            listener.OnKey(new KeyPressed(options.Id, key, _emptyAt));
        }
    }

    private void ReportStatus(OsdpLocalStatus status)
    {
        if (status.Tampered != _status.Tampered)
        {
            report(new DeviceReport(options.Id, status.Tampered ? DeviceCondition.Tampered : DeviceCondition.TamperCleared));
        }

        if (status.PowerFailed != _status.PowerFailed)
        {
            report(new DeviceReport(options.Id, status.PowerFailed ? DeviceCondition.PowerFailed : DeviceCondition.PowerRestored));
        }

        _status = status;
    }

    private void Fault(string reason) =>
        listener.OnFault(new ReaderFault(options.Id, string.Create(CultureInfo.InvariantCulture, $"address {options.Address}: {reason}")));
}
