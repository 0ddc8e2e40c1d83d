using System.Buffers.Binary;

namespace Zhuhui.Edge.Tests.Support.Modbus;

/// <summary>A relay and input board on a real wire: 16 coils, inputs and holding registers, as obliging as the test has it.</summary>
public abstract class ScriptedModbusBoard
{
    private readonly Lock _gate = new();
    private volatile BoardMood _mood;

    public BoardMood Mood
    {
        get => _mood;
        set
        {
            var before = _mood;
            _mood = value;
            if (value == BoardMood.Gone || before == BoardMood.Gone)
            {
                IsOnline = value != BoardMood.Gone;
            }
        }
    }

    /// <summary>Whether there is anybody at its end of the wire.</summary>
    public abstract bool IsOnline { get; set; }

    /// <summary>Changes what is read or written before it is; null is silence.</summary>
    public Func<byte[], byte[]?>? Instead { get; set; }

    public bool[] Coils { get; } = new bool[16];

    public bool[] Inputs { get; } = new bool[16];

    public ushort[] Registers { get; } = new ushort[16];

    /// <summary>What a write of a register makes of its value; as it is where null.</summary>
    public Func<ushort, ushort>? Keeps { get; set; }

    public int Answers { get; private set; }

    /// <summary>The function codes asked for, in order.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<byte> Asked { get; } = new();

    /// <summary>What a board that works makes of a request.</summary>
    public byte[] Do(byte[] pdu)
    {
        var (address, value) = (pdu[1] << 8 | pdu[2], pdu[3] << 8 | pdu[4]);
        switch (pdu[0])
        {
            case 1 or 2:
                var bits = new byte[(value + 7) / 8];
                for (var i = 0; i < value; i++)
                {
                    bits[i / 8] |= (byte)((pdu[0] == 1 ? Coils : Inputs)[address + i] ? 1 << (i % 8) : 0);
                }

                return [pdu[0], (byte)bits.Length, .. bits];
            case 3 or 4:
                var registers = Registers.Skip(address).Take(value);
                return [pdu[0], (byte)(2 * value), .. registers.SelectMany(r => new[] { (byte)(r >> 8), (byte)r })];
            case 5:
                Coils[address] = value == 0xFF00;
                return pdu;
            case 6:
                Registers[address] = Keeps?.Invoke((ushort)value) ?? (ushort)value;
                return pdu;
            case 15:
                for (var i = 0; i < value; i++)
                {
                    Coils[address + i] = (pdu[6 + (i / 8)] >> (i % 8) & 1) != 0;
                }

                return pdu[..5];
            case 16:
                for (var i = 0; i < value; i++)
                {
                    var one = (ushort)(pdu[6 + (2 * i)] << 8 | pdu[7 + (2 * i)]);
                    Registers[address + i] = Keeps?.Invoke(one) ?? one;
                }

                return pdu[..5];
            default:
                return [(byte)(pdu[0] | 0x80), 1];
        }
    }

    /// <summary>Its answer to a request; null where it is silent.</summary>
    protected byte[]? Answer(byte[] pdu)
    {
        lock (_gate)
        {
            Asked.Enqueue(pdu[0]);
            if (Instead is { } instead)
            {
                return instead(pdu);
            }

            var isWrite = pdu[0] is 5 or 6 or 15 or 16;
            return _mood switch
            {
                BoardMood.Silent or BoardMood.Gone => null,
                BoardMood.SilentToWrites when isWrite => null,
                BoardMood.RefusesReads when !isWrite => [(byte)(pdu[0] | 0x80), 1],
                BoardMood.RefusesWrites when isWrite => [(byte)(pdu[0] | 0x80), 1],
                BoardMood.FailsWrites when isWrite => [(byte)(pdu[0] | 0x80), 4],
                BoardMood.Echoes when isWrite => pdu[..5],
                _ => Do(pdu),
            };
        }
    }

    /// <summary>An answer has left.</summary>
    protected void CountAnswer() => Answers++;

    /// <summary>As on a serial line, with address and checksum.</summary>
    protected static byte[] RtuFrame(byte unit, byte[] pdu)
    {
        byte[] frame = [unit, .. pdu, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(frame.Length - 2), Crc(frame.AsSpan(0, frame.Length - 2)));
        return frame;
    }

    protected static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFF;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
        }

        return (ushort)crc;
    }
}
