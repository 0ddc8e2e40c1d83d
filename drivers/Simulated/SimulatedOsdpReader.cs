using System.Buffers.Binary;
using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Simulated;

/// <summary>
/// The other end of an OSDP bus: one reader, at the level of bytes. It keeps its cards until it is polled, repeats its last answer to a
/// repeated command, and forgets an answer for good once the panel has moved on or begun afresh, so that a card is lost wherever the panel
/// is careless. All members may be used from any thread.
/// </summary>
public sealed class SimulatedOsdpReader
{
    /// <summary>A reader that has heard nothing for this long ends its session (SIA OSDP 2.2, 5.7).</summary>
    private static readonly TimeSpan _sessionLimit = TimeSpan.FromSeconds(8);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Queue<(OsdpReplyCode Code, byte[] Data)> _news = new();
    private readonly List<byte[]> _shown = [];
    private readonly SimulatedOsdpDialogue _dialogue;
    private byte[]? _key;
    private long _heardAt;
    private bool _tampered;
    private bool _powerFailed;

    /// <param name="address">0 to 126.</param>
    /// <param name="key">The 16 bytes it holds; null for a reader fresh from its box, which takes the default key.</param>
    public SimulatedOsdpReader(int address, byte[]? key, TimeProvider time)
    {
        Address = address;
        _key = key;
        _time = time;
        _dialogue = new SimulatedOsdpDialogue(this);
        _heardAt = time.GetTimestamp();
    }

    public int Address { get; }

    /// <summary>Says nothing, as without power on its transmitter; it still keeps cards.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Takes commands outside a secure channel.</summary>
    public bool AcceptsPlaintext { get; set; }

    /// <summary>The next so many commands are answered with BUSY.</summary>
    public int BusyAnswers { get; set; }

    /// <summary>Refuses LED and buzzer commands, whatever its capabilities say.</summary>
    public bool RefusesSignals { get; set; }

    /// <summary>What it does otherwise than the standard has it.</summary>
    public SimulatedOsdpHabits Habits { get; } = new();

    /// <summary>It begins to answer after this.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Rows of function, compliance, count as the capabilities reply carries them.</summary>
    public byte[] Capabilities { get; set; } = [3, 1, 1, 4, 4, 1, 5, 2, 1, 8, 1, 0, 9, 1, 1];

    public int Sessions => _dialogue.Sessions;

    public int KeysInstalled { get; private set; }

    /// <summary>Commands in plaintext while a session was open: a panel must never send one.</summary>
    public int PlaintextCommands => _dialogue.PlaintextCommands;

    /// <summary>Repeated numbers with other bytes: a panel must never send one.</summary>
    public int ChangedRepetitions => _dialogue.ChangedRepetitions;

    /// <summary>LED (69) and buzzer (6A) commands in the order they came, code first.</summary>
    public IReadOnlyList<byte[]> Shown
    {
        get
        {
            lock (_gate)
            {
                return [.. _shown];
            }
        }
    }

    /// <summary>The key it holds now; null while it has none of its own.</summary>
    public byte[]? Key
    {
        get
        {
            lock (_gate)
            {
                return _key;
            }
        }
    }

    /// <summary>For the wire's side, under the lock.</summary>
    internal byte[]? HeldKey => _key;

    /// <summary>Cards and keys that no poll has fetched yet.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _news.Count;
            }
        }
    }

    /// <summary>A card is held before it.</summary>
    /// <param name="format">The name of the card's format.</param>
    public void Present(CardNumber card, string format = "wiegand-34") => PresentBits(CardFormats.BuiltIn.Find(format)!.Encode(card)
        .ToString());

    /// <summary>A card with these bits, 0 and 1, is held before it.</summary>
    public void PresentBits(string bits)
    {
        var data = new byte[4 + (bits.Length + 7) / 8];
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(2), (ushort)bits.Length);
        for (var i = 0; i < bits.Length; i++)
        {
            data[4 + i / 8] |= (byte)(bits[i] == '1' ? 0x80 >> (i % 8) : 0);
        }

        Reply(OsdpReplyCode.RawCard, data);
    }

    /// <summary>Keys are pressed: digits, * and #.</summary>
    public void Press(string keys) => Reply(
        OsdpReplyCode.Keypad,
        [0, (byte)keys.Length, .. keys.Select(key => key switch { '#' => (byte)0x0D, '*' => (byte)0x7F, _ => (byte)key })]);

    public void SetStatus(bool tampered, bool powerFailed)
    {
        lock (_gate)
        {
            (_tampered, _powerFailed) = (tampered, powerFailed);
        }

        Reply(OsdpReplyCode.LocalStatus, [tampered ? (byte)1 : (byte)0, powerFailed ? (byte)1 : (byte)0]);
    }

    /// <summary>The supply goes and comes back: session, last answer and waiting cards are gone.</summary>
    public void PowerCycle()
    {
        lock (_gate)
        {
            _dialogue.Forget();
            _news.Clear();
        }
    }

    /// <summary>Answers one frame, start to check; null where it says nothing.</summary>
    public byte[]? Answer(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            var command = OsdpFrame.Parse(bytes);
            if (command is null && bytes.Length > 1 && bytes[1] == Address)
            {
                _dialogue.HearSpoiled();
            }

            if (IsSilent || command is null || command.IsReply || command.Address != Address
                || (command.HasCrc && Habits.HasChecksumsOnly) || Habits.Ignored.Contains(command.Code))
            {
                return null;
            }

            if (_time.GetElapsedTime(_heardAt) >= _sessionLimit)
            {
                _dialogue.Forget();
            }

            _heardAt = _time.GetTimestamp();
            if (BusyAnswers > 0)
            {
                BusyAnswers--;
                return _dialogue.Busy();
            }

            return _dialogue.Answer(command, bytes);
        }
    }

    /// <summary>Does what a command asks, and answers; for the wire's side, under the lock.</summary>
    internal (OsdpReplyCode Code, byte[] Data) Obey(byte code, byte[] data)
    {
        if (Habits.Instead.TryGetValue(code, out var instead))
        {
            return ((OsdpReplyCode)instead.Code, instead.Data);
        }

        switch ((OsdpCommandCode)code)
        {
            case OsdpCommandCode.Poll:
                return _news.TryDequeue(out var news) ? news : (OsdpReplyCode.Ack, []);
            case OsdpCommandCode.Identify:
                return (OsdpReplyCode.Identity, [0, 0x5A, 0x48, 1, 0, (byte)Address, 0, 0, 0, 1, 2, 3]);
            case OsdpCommandCode.Capabilities:
                return (OsdpReplyCode.Capabilities, Capabilities);
            case OsdpCommandCode.LocalStatus:
                return (OsdpReplyCode.LocalStatus, [_tampered ? (byte)1 : (byte)0, _powerFailed ? (byte)1 : (byte)0]);
            case OsdpCommandCode.Led or OsdpCommandCode.Buzzer when RefusesSignals:
                return (OsdpReplyCode.Nak, [(byte)OsdpNak.ConditionsNotMet]);
            case OsdpCommandCode.Led when data.Length == 14:
            case OsdpCommandCode.Buzzer when data.Length == 5:
                _shown.Add([code, .. data]);
                return (OsdpReplyCode.Ack, []);
            case OsdpCommandCode.KeySet when _dialogue.IsSecure && data is [1, 16, ..] && data.Length == 18:
                _key = data[2..];
                KeysInstalled++;
                return (OsdpReplyCode.Ack, []);
            default:
                return (OsdpReplyCode.Nak, [(byte)OsdpNak.UnknownCommand]);
        }
    }

    private void Reply(OsdpReplyCode code, byte[] data)
    {
        lock (_gate)
        {
            _news.Enqueue((code, data));
        }
    }
}
