using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Osdp;

/// <summary>Readers on a line that spoils bytes in both directions, for many minutes of its own time: readers that keep to the standard,
/// and readers that lose their session by a spoiled command, or keep no last answer, or both.</summary>
public sealed class OsdpNoiseTests
{
    private static readonly TimeSpan _stale = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(5);

    /// <summary>Speed, readers, spoiled bytes, and how many cards of a hundred may come later than they can be used.</summary>
    public static TheoryData<int, int, double, double, bool, bool> Lines()
    {
        TheoryData<int, int, double, double, bool, bool> lines = [];
        foreach (var (baud, readers, spoiled, late) in new[]
        {
            (115_200, 4, 0.0, 0.0), (115_200, 4, 0.001, 0), (115_200, 4, 0.01, 0.05),
            (9_600, 4, 0, 0), (9_600, 4, 0.001, 0.01), (9_600, 1, 0.01, 0.1),
        })
        {
            lines.Add(baud, readers, spoiled, late, false, false);
            lines.Add(baud, readers, spoiled, late, true, false);
            lines.Add(baud, readers, spoiled, late, false, true);
            lines.Add(baud, readers, spoiled, late, true, true);
        }

        return lines;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Cards_come_in_time_over_a_noisy_line(int baud, int readers, double spoiled, double late, bool losesSession,
        bool keepsNoAnswer)
    {
        var random = new Random(5);
        var bus = new VirtualBus([.. Enumerable.Range(1, readers).Select(address => VirtualBus.Setup(address, $"r{address}"))])
        {
            Baud = baud,
            HasChecksums = true,
        };
        foreach (var reader in bus.Readers)
        {
            (reader.Habits.LosesSessionWhenSpoiled, reader.Habits.KeepsNoAnswer) = (losesSession, keepsNoAnswer);
        }

        bus.Until(() => AreOnline(bus), _settling);
        bus.Run(_settling);
        bus.OnCommand = bytes => Spoil(random, spoiled, bytes);
        bus.OnAnswer = bytes => (Spoil(random, spoiled, bytes), null);
        var presented = 0UL;
        var since = bus.Time.GetTimestamp();
        // A share of late cards needs many cards, in a fast run too.
        var minutes = late > 0 ? 10 : FastTests.Cases(10);
        while (bus.Time.GetElapsedTime(since) < TimeSpan.FromMinutes(minutes))
        {
            if (bus.Readers[random.Next(readers)] is { Waiting: 0 } reader && random.Next(20) == 0)
            {
                reader.Present(new CardNumber(++presented));
            }

            bus.Step();
        }

        bus.OnCommand = bytes => bytes;
        bus.OnAnswer = bytes => (bytes, null);
        bus.Until(() => AreOnline(bus), _settling);
        bus.Run(_settling);

        var stale = bus.Cards.Where(card => card.Age > _stale).ToArray();
        Assert.True(stale.Length <= late * presented, $"{stale.Length} of {presented} cards were late");
        Assert.Distinct(bus.Cards.Select(card => card.Card.Card.Value));
        Assert.DoesNotContain(bus.Reports, report => report.Condition is DeviceCondition.KeyRefused or DeviceCondition.Noted);
        Assert.True(bus.Sent.All(bytes => OsdpFrame.Parse(bytes) is { HasMac: true } or
        {
            Security: OsdpSecurity.Challenge or OsdpSecurity.ServerCryptogram
        }), "something was said in plaintext");
        // A card in an answer that was spoiled is lost with it where the reader keeps no answer, or loses its session before it is asked
        // again.
        Assert.True(keepsNoAnswer || losesSession || bus.Cards.Count == (int)presented, $"{bus.Cards.Count} of {presented} cards came");
    }

    private static bool AreOnline(VirtualBus bus) => bus.Panel.All(reader => bus.Last(reader.Id) == DeviceCondition.Online);

    private static byte[] Spoil(Random random, double spoiled, byte[] bytes)
    {
        var arrived = (byte[])bytes.Clone();
        for (var i = 0; i < arrived.Length; i++)
        {
            arrived[i] ^= random.NextDouble() < spoiled ? (byte)random.Next(1, 256) : (byte)0;
        }

        return arrived;
    }
}
