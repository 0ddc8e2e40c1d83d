namespace Zhuhui.Edge.Drivers.Readers;

/// <summary>A card number as the reader's format decodes it, without the format's parity. The number alone does not tell a 26-bit card from
/// a 34-bit one; <see cref="ReaderOptions.Format"/> does, for a reader takes frames of one format.</summary>
/// <param name="Value">The payload, most significant bit first as read.</param>
public readonly record struct CardNumber(ulong Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One whole card frame whose bit count and parity were right.</summary>
/// <param name="Reader">The reader's id in the site file.</param>
/// <param name="Card">The number on the card.</param>
/// <param name="Format">The name of the format that decoded it, for example <c>wiegand-34</c>.</param>
/// <param name="ReadAt"><see cref="TimeProvider.GetTimestamp"/> of the frame's last bit; a decision measures the read's age from it. On a
/// polled bus the earliest moment at which the read can have happened: the last poll that found nothing.</param>
public readonly record struct CardRead(string Reader, CardNumber Card, string Format, long ReadAt);

/// <summary>A frame a reader sent that is not a card: wrong bit count or parity. Never a reason to open.</summary>
/// <param name="Reader">The reader's id in the site file.</param>
/// <param name="Reason">What was wrong, in words an installer understands.</param>
public readonly record struct ReaderFault(string Reader, string Reason);

/// <summary>A key pressed on a reader's keypad.</summary>
/// <param name="Reader">The reader's id in the site file.</param>
/// <param name="Key">A digit, <c>*</c> (delete), <c>#</c> (enter) or <see cref="Unreadable"/>.</param>
/// <param name="ReadAt"><see cref="TimeProvider.GetTimestamp"/> of the key's arrival.</param>
public readonly record struct KeyPressed(string Reader, char Key, long ReadAt)
{
    /// <summary>Something came that may have been a key: what is left of the entry must not be taken for another's PIN.</summary>
    public const char Unreadable = '?';
}

/// <summary>A code a QR code scanner sent.</summary>
/// <param name="Reader">The reader's id in the site file.</param>
/// <param name="ReadAt"><see cref="TimeProvider.GetTimestamp"/> of its last byte.</param>
public readonly record struct CodeRead(string Reader, string Text, long ReadAt);

/// <summary>Whom a reader tells what it read. Called on any thread, one at a time a reader; must not wait.</summary>
public sealed record ReaderListener(Action<CardRead> OnCard, Action<KeyPressed> OnKey, Action<CodeRead> OnCode,
    Action<ReaderFault> OnFault);
