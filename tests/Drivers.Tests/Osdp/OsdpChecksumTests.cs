using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Simulated;

namespace Zhuhui.Edge.Drivers.Tests.Osdp;

/// <summary>Readers and panels whose frames end in a checksum.</summary>
public sealed class OsdpChecksumTests
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(2);

    [Fact]
    public void A_reader_with_checksums_only_is_heard_and_it_is_told()
    {
        var bus = new VirtualBus(VirtualBus.Setup(1)) { HasChecksums = true };
        bus.Readers[0].Habits.HasChecksumsOnly = true;
        bus.Until(() => bus.Last("in") == DeviceCondition.Online, TimeSpan.FromSeconds(6));
        OsdpMakersTests.AssertCardsCome(bus);
        Assert.Contains("checksums", Assert.Single(bus.Reports, report => report.Condition == DeviceCondition.Noted).Detail,
            StringComparison.Ordinal);
        Assert.All(bus.Sent.TakeLast(20), bytes => Assert.False(OsdpFrame.Parse(bytes)!.HasCrc));
    }

    [Fact]
    public void A_reader_that_has_both_checks_is_spoken_to_with_CRC_even_where_a_checksum_found_it()
    {
        var bus = new VirtualBus(VirtualBus.Setup(1)) { HasChecksums = true };
        bus.Readers[0].IsSilent = true;
        bus.Until(() => bus.Sent.Count > 0 && !OsdpFrame.Parse(bus.Sent[^1])!.HasCrc, _soon);
        bus.OnCommand = bytes => OsdpFrame.Parse(bytes)!.HasCrc && bus.Readers[0].Sessions == 0 && bus.Sent.Count < 9 ? null : bytes;
        bus.Readers[0].IsSilent = false;
        bus.Until(() => bus.Last("in") == DeviceCondition.Online, TimeSpan.FromSeconds(6));
        Assert.True(OsdpFrame.Parse(bus.Sent[^1])!.HasCrc);
        Assert.DoesNotContain(bus.Reports, report => report.Condition == DeviceCondition.Noted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Any_panel_may_ask_a_simulated_reader_who_it_is_in_either_check_and_nothing_more(bool hasCrc)
    {
        var reader = new SimulatedOsdpReader(1, VirtualBus.Key, TimeProvider.System);
        reader.Present(new CardNumber(7));
        Assert.Equal((byte)OsdpReplyCode.Identity, Ask(0, OsdpCommandCode.Identify).Code);
        Assert.Equal((byte)OsdpReplyCode.Capabilities, Ask(1, OsdpCommandCode.Capabilities).Code);
        Assert.Equal((byte)OsdpReplyCode.Nak, Ask(2, OsdpCommandCode.Poll).Code);

        OsdpFrame Ask(int sequence, OsdpCommandCode code)
        {
            var answer = OsdpFrame.Parse(reader.Answer(new OsdpFrame
            {
                Address = 1,
                IsReply = false,
                Sequence = sequence,
                HasCrc = hasCrc,
                Code = (byte)code,
            }.Encode()))!;
            Assert.Equal(hasCrc, answer.HasCrc);
            return answer;
        }
    }
}
