using System.Text;

namespace Zhuhui.Edge.Drivers.Serial;

/// <summary>
/// Tells where the codes of a scanner begin and end: by a mark (CR, LF, TAB, NUL or ETX), or, of a scanner that sends none, by silence.
/// Owns the code under way.
/// </summary>
/// <remarks>
/// Silence inside a code must not make two of it. Serial adapters hand on every 16 ms at the latest, so a tenth of a second and twenty
/// bytes' time is more than a pause within a code; once a mark was seen silence ends no code any more; and what comes within a second of
/// a code that silence ended is its rest, unless it is the same code again, and not used.
/// </remarks>
internal sealed class ScannedCodes
{
    /// <summary>The longest code, in bytes; a longer one is one fault.</summary>
    public const int LongestCode = 1024;

    private const byte Stx = 2;
    private const byte Etx = 3;
    private const int BitsAByte = 10;
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(100);

    /// <summary>No pause within a code is longer, and nobody shows two codes, or one code twice, within it.</summary>
    private static readonly TimeSpan _sameCode = TimeSpan.FromSeconds(1);

    /// <summary>After so many codes without a mark in a row the scanner was set anew and sends none.</summary>
    private const int MostUnmarked = 2;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly TimeProvider _time;
    private readonly TimeSpan _pause;
    private readonly Action<string, long> _onCode;
    private readonly Action<string> _onFault;
    private readonly byte[] _code = new byte[LongestCode];
    private int _length;
    private bool _tooLong;
    private bool _isRest;
    private bool _sendsMarks;
    private int _unmarked;
    private long _lastByteAt;
    private long? _cutAt;
    private (string Text, long At)? _last;

    /// <param name="baud">The line's speed.</param>
    /// <param name="onCode">Hears a code and when its last byte came.</param>
    public ScannedCodes(int baud, TimeProvider time, Action<string, long> onCode, Action<string> onFault)
    {
        (_time, _onCode, _onFault) = (time, onCode, onFault);
        _pause = _quiet + TimeSpan.FromSeconds(20.0 * BitsAByte / baud);
    }

    /// <summary>After so long without a byte <see cref="Silence"/> is to be called.</summary>
    public TimeSpan Patience => _length == 0 ? Timeout.InfiniteTimeSpan : _sendsMarks ? _sameCode : _pause;

    /// <summary>The line was opened anew: what was under way is gone.</summary>
    public void Clear() => (_length, _tooLong, _isRest, _cutAt) = (0, false, false, null);

    public void Add(ReadOnlySpan<byte> came)
    {
        var now = _time.GetTimestamp();
        foreach (var b in came)
        {
            if (b is (byte)'\r' or (byte)'\n' or (byte)'\t' or 0 or Etx or Stx)
            {
                if (_length > 0)
                {
                    _sendsMarks |= b != Stx;
                    _unmarked = 0;
                    End();
                }

                _cutAt = null;
                continue;
            }

            if (_length == 0)
            {
                _isRest = _cutAt is { } cut && _time.GetElapsedTime(cut, now) < _sameCode;
            }

            _lastByteAt = now;
            if (_length < LongestCode)
            {
                _code[_length++] = b;
            }
            else if (!_tooLong)
            {
                _tooLong = true;
                _onFault($"a code of more than {LongestCode} bytes came");
            }
        }
    }

    public void Silence()
    {
        if (_length == 0)
        {
            return;
        }

        if (_sendsMarks)
        {
            _sendsMarks = ++_unmarked < MostUnmarked;
            _onFault("a code came without the mark that ended those before, and was not used; set the scanner to end each code with CR");
            Clear();
        }
        else
        {
            End();
        }

        _cutAt = _time.GetTimestamp();
    }

    private void End()
    {
        var text = _code.AsSpan(0, _length);
        var (whole, isRest) = (!_tooLong, _isRest);
        (_length, _tooLong, _isRest) = (0, false, false);
        if (!whole)
        {
            return;
        }

        if (Decode(text) is not { } code)
        {
            _onFault("a code came that is no UTF-8 text; set the scanner to UTF-8 and plain text, and the bus's baud and parity to the "
                + "scanner's");
            return;
        }

        var isAgain = _last is { } last && last.Text == code && _time.GetElapsedTime(last.At, _lastByteAt) < _sameCode;
        if (isRest && !isAgain)
        {
            _onFault("a code came in pieces, and the rest was not used; set the scanner to end each code with CR");
            return;
        }

        // A scanner that looks without pause sends a code again and again while it is held before it: that is one reading.
        _last = (code, _lastByteAt);
        if (!isAgain && code.Length > 0)
        {
            _onCode(code, _lastByteAt);
        }
    }

    /// <returns>Null where the bytes are no plain text: another encoding, another speed.</returns>
    private static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = Plain(_strict.GetString(bytes));
            return text.Any(char.IsControl) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Without a byte order mark, and without what a scanner may say of the symbol before its text: "]Q1" (ISO/IEC 15424). Whoever
    /// shows a code that begins so could show it without, too.</summary>
    private static string Plain(string text)
    {
        text = text.TrimStart('\uFEFF');
        return text is [']', var letter, var kind, ..] && char.IsAsciiLetter(letter) && char.IsAsciiLetterOrDigit(kind) ? text[3..] : text;
    }
}
