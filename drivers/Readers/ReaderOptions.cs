using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Drivers.Readers;

/// <summary>How a reader is wired.</summary>
public enum ReaderKind
{
    /// <summary>Two data lines on a board's pins.</summary>
    Wiegand,

    /// <summary>An address on an OSDP bus.</summary>
    Osdp,

    /// <summary>A QR code scanner that sends lines of text over a serial line of its own.</summary>
    QrScanner,
}

/// <summary>One reader.</summary>
public sealed record ReaderOptions
{
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,31}$")]
    [Description("The reader's name; doors refer to it.")]
    public string Id { get; init; } = "";

    [Description("wiegand: two data lines on a board's pins. osdp: an address on an OSDP bus. qrScanner: a QR code "
        + "scanner on a serial line.")]
    public ReaderKind Kind { get; init; } = ReaderKind.Wiegand;

    [Description("wiegand only: the board whose pins carry the reader's two data lines. A 5 V reader needs a level shifter.")]
    public string Board { get; init; } = "";

    [Range(0, 255)]
    [Description("wiegand only: the pin of DATA0 (usually green); it idles high and each low pulse is a bit 0.")]
    public int Data0Pin { get; init; }

    [Range(0, 255)]
    [Description("wiegand only: the pin of DATA1 (usually white); it idles high and each low pulse is a bit 1.")]
    public int Data1Pin { get; init; }

    [Range(5, 200)]
    [Description("wiegand only: a frame ends when no bit has come for this long, in milliseconds. Readers space bits 0.2 to 2 ms apart.")]
    public int FrameGapMs { get; init; } = 20;

    [RegularExpression("^[a-z0-9][a-z0-9-]{0,31}$")]
    [Description("The format of this reader's cards: wiegand-26, wiegand-34, wiegand-34-reversed, wiegand-37, wiegand-37-facility or one "
        + "that the site file describes; with osdp also csn-32, csn-32-reversed, csn-56 or csn-64, a card's serial number without "
        + "parity. One format a reader, for formats of one length cannot be told apart; a frame of "
        + "another length is a fault.")]
    public string Format { get; init; } = "wiegand-34";

    [Description("osdp and qrScanner only: the bus the reader answers on.")]
    public string Bus { get; init; } = "";

    [Range(0, 126)]
    [Description("osdp only: the reader's address on its bus.")]
    public int Address { get; init; }

    [Description("osdp only: the name of the secret that holds the reader's secure channel key, 32 hexadecimal digits.")]
    public string Key { get; init; } = "";

    [Description("osdp only: true lets a reader without a key speak in plaintext. Anybody at the wire can then open the door: for trials "
        + "on a table, never for a door.")]
    public bool Insecure { get; init; }
}
