using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp;
using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Simulated;

namespace Zhuhui.Edge.Drivers.Tests.Osdp;

/// <summary>A bus without a line: the panel's readers and the simulated ones, exchange by exchange, on a fake clock and one
/// thread.</summary>
internal sealed class VirtualBus
{
    public static readonly byte[] Key = Convert.FromHexString("A1B2C3D4E5F60718293A4B5C6D7E8F90");
    private static readonly TimeSpan _oneWay = TimeSpan.FromMilliseconds(15);

    /// <summary>A reader thinks for this long before it answers.</summary>
    private static readonly TimeSpan _turnaround = TimeSpan.FromMilliseconds(4);

    private readonly OsdpTurns _turns;
    private readonly List<byte[]> _late = [];

    public VirtualBus(params OsdpReaderSetup[] setups)
    {
        Panel = [.. setups.Select(setup => new OsdpReader(
            setup.Options,
            setup.Key,
            CardFormats.BuiltIn.Find(setup.Options.Format)!,
            OsdpTimings.Standard,
            Counters,
            new ReaderListener(
                card => Cards.Add((card, Age(card.ReadAt))),
                key => Keys.Add((key, Age(key.ReadAt))),
                _ => { },
                Faults.Add),
            Reports.Add,
            Time,
            NullLogger.Instance))];
        Readers = [.. setups.Select(setup => new SimulatedOsdpReader(setup.Options.Address, Key, Time))];
        _turns = new OsdpTurns(Panel, OsdpTimings.Standard, Time);
    }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>The simulated readers take commands that end in a checksum too, as most do: one spoiled command in some thousand is another
    /// one to them then.</summary>
    public bool HasChecksums { get; init; }

    /// <summary>Bits a second; 0 for a line on which every frame takes as long, and a vain question the whole reply time.</summary>
    public int Baud { get; init; }

    public OsdpCounters Counters { get; } = new();

    public IReadOnlyList<OsdpReader> Panel { get; }

    public IReadOnlyList<SimulatedOsdpReader> Readers { get; }

    public List<(CardRead Card, TimeSpan Age)> Cards { get; } = [];

    public List<(KeyPressed Key, TimeSpan Age)> Keys { get; } = [];

    public List<ReaderFault> Faults { get; } = [];

    public List<DeviceReport> Reports { get; } = [];

    /// <summary>Every command sent, in order.</summary>
    public List<byte[]> Sent { get; } = [];

    /// <summary>What becomes of a command on its way; null is lost.</summary>
    public Func<byte[], byte[]?> OnCommand { get; set; } = bytes => bytes;

    /// <summary>What becomes of an answer on its way: what arrives now, and what arrives with the next exchange.</summary>
    public Func<byte[], (byte[]? Now, byte[]? Late)> OnAnswer { get; set; } = bytes => (bytes, null);

    public static OsdpReaderSetup Setup(int address, string id = "in", byte[]? key = null, bool insecure = false) => new(
        new ReaderOptions { Id = id, Kind = ReaderKind.Osdp, Address = address, Insecure = insecure },
        insecure ? null : OsdpKey.Parse(Convert.ToHexString(key ?? Key)));

    /// <summary>One reader, online and found empty.</summary>
    public static VirtualBus Started()
    {
        var bus = new VirtualBus(Setup(1));
        bus.Until(() => bus.Last("in") == DeviceCondition.Online, TimeSpan.FromSeconds(2));
        bus.Run(TimeSpan.FromSeconds(1));
        return bus;
    }

    /// <summary>Goes on until the condition holds.</summary>
    /// <returns>How long that took.</returns>
    public TimeSpan Until(Func<bool> condition, TimeSpan limit)
    {
        var since = Time.GetTimestamp();
        while (!condition())
        {
            if (Time.GetElapsedTime(since) > limit)
            {
                throw new TimeoutException($"It did not come to be within {limit}; {string.Join(", ", Reports)}");
            }

            Step();
        }

        return Time.GetElapsedTime(since);
    }

    public void Run(TimeSpan duration)
    {
        var since = Time.GetTimestamp();
        while (Time.GetElapsedTime(since) < duration)
        {
            Step();
        }
    }

    /// <summary>One exchange, or the wait for the next one.</summary>
    public void Step()
    {
        if (_turns.Next(out var wait) is not { } reader)
        {
            Time.Advance(wait);
            return;
        }

        var wasMissing = reader.IsMissing;
        var command = reader.Command();
        Sent.Add(command);
        byte[][] arriving = [.. _late];
        _late.Clear();
        // The mark, and two characters of silence before it.
        Time.Advance(Wire(command.Length + 3));
        arriving = [.. arriving, .. Answers(command)];
        Time.Advance(Baud == 0 ? TimeSpan.Zero : _turnaround + Wire(arriving.Sum(bytes => bytes.Length + 1)));
        if (arriving.Any(bytes => Hear(reader, bytes)))
        {
            Time.Advance(Baud == 0 ? _oneWay : TimeSpan.Zero);
        }
        else
        {
            Time.Advance(Baud == 0 ? OsdpTimings.Standard.Reply : Silence(reader, arriving));
            reader.Unanswered(arriving.Length > 0);
        }

        if (wasMissing)
        {
            _turns.EndedWithMissing();
        }
    }

    /// <summary>Another reader at the wire.</summary>
    public SimulatedOsdpReader? Extra { get; set; }

    /// <summary>What somebody at the wire sends after each command.</summary>
    public Func<byte[]>? Injected { get; set; }

    public DeviceCondition? Last(string device) =>
        Reports.Where(report => report.Device == device).Select(report => (DeviceCondition?)report.Condition).LastOrDefault();

    private IEnumerable<byte[]> Answers(byte[] command)
    {
        if (Injected is not null)
        {
            yield return Injected();
        }

        if (OnCommand(command) is not { } arrived)
        {
            yield break;
        }

        // What cannot be read is heard too, and some readers lose their session by it; it is no frame to them in any check.
        foreach (var bytes in Frames(arrived, HasChecksums).Select(frame => frame.Bytes.ToArray()).DefaultIfEmpty(arrived[..^1]))
        {
            foreach (var answer in Readers.Append(Extra).Select(reader => reader?.Answer(bytes)).OfType<byte[]>())
            {
                var (now, late) = OnAnswer(answer);
                if (late is not null)
                {
                    _late.Add(late);
                }

                if (now is not null)
                {
                    yield return now;
                }
            }
        }
    }

    /// <summary>How long the panel waits for nothing: where an answer came whole and spoiled, not at all.</summary>
    private static TimeSpan Silence(OsdpReader reader, byte[][] arriving) => arriving.Length == 0 ? reader.Patience
        : arriving.All(bytes => bytes[1] == (reader.Address | OsdpFrame.ReplyBit) && OsdpFrame.AnnouncedLength(bytes) == bytes.Length)
            ? TimeSpan.Zero
            : OsdpTimings.Standard.Pause;

    private TimeSpan Wire(int bytes) => Baud == 0 ? _oneWay : TimeSpan.FromSeconds(bytes * 10.0 / Baud);

    private static bool Hear(OsdpReader reader, byte[] bytes) => Frames(bytes, reader.TakesChecksums)
        .Any(frame => reader.Handle(frame, _turnaround) != OsdpReplyOutcome.Ignored);

    private static IEnumerable<OsdpFrame> Frames(byte[] bytes, bool takesChecksums)
    {
        var reader = new OsdpFrameReader { TakesChecksums = takesChecksums };
        reader.Append(bytes);
        while (reader.Next() is { } frame)
        {
            yield return frame;
        }
    }

    private TimeSpan Age(long readAt) => Time.GetElapsedTime(readAt);
}
