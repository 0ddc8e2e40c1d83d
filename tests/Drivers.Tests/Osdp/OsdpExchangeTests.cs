using CsCheck;
using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Osdp;

public sealed class OsdpExchangeTests
{
    [Fact]
    public void Under_any_loss_corruption_repetition_and_delay_every_card_comes_once_and_in_order_and_nothing_in_plaintext() =>
        Gen.Select(Gen.UInt, Gen.Int[0, 14]).Sample(
            (seed, percent) =>
            {
                var random = new Random((int)seed);
                var bus = new VirtualBus(VirtualBus.Setup(1, "a"), VirtualBus.Setup(2, "b"));
                bus.OnCommand = bytes => Fate(random, percent) switch { 1 => null, 2 => Spoil(random, bytes), _ => bytes };
                bus.OnAnswer = bytes => Fate(random, percent) switch
                {
                    1 => (null, null),
                    2 => (Spoil(random, bytes), null),
                    3 => (bytes, bytes),
                    4 => (null, bytes),
                    _ => (bytes, null),
                };
                ulong[] presented = [0, 0];
                for (var i = 0; i < 300; i++)
                {
                    var reader = random.Next(2);
                    if (random.Next(8) == 0)
                    {
                        bus.Readers[reader].Present(new CardNumber(++presented[reader]));
                    }

                    bus.Step();
                }

                bus.OnCommand = bytes => bytes;
                bus.OnAnswer = bytes => (bytes, null);
                bus.Run(TimeSpan.FromSeconds(20));
                return Came(bus, "a", presented[0])
                    && Came(bus, "b", presented[1])
                    && bus.Readers.All(reader => reader.PlaintextCommands == 0 && reader.ChangedRepetitions == 0);
            },
            iter: FastTests.Cases(1_000));

    private static bool Came(VirtualBus bus, string reader, ulong count) =>
        bus.Cards.Where(card => card.Card.Reader == reader).Select(card => card.Card.Card.Value)
            .SequenceEqual(Enumerable.Range(1, (int)count).Select(number => (ulong)number));

    private static int Fate(Random random, int percent) => random.Next(100) < percent ? random.Next(1, 5) : 0;

    /// <summary>A burst of up to 16 bits, which a CRC-16 always sees; the length is left as it is, so that nothing else is under the
    /// CRC.</summary>
    private static byte[] Spoil(Random random, byte[] bytes)
    {
        var spoiled = (byte[])bytes.Clone();
        spoiled[random.Next(4, bytes.Length)] ^= (byte)random.Next(1, 256);
        return spoiled;
    }
}
