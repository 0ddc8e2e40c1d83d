using System.Text;
using Xunit;
using Zhuhui.Edge.Drivers.Osdp;
using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Simulated;

namespace Zhuhui.Edge.Drivers.Tests.Osdp;

/// <summary>Values that others published; each names its source. "SIA Annex E" is the standard's annex of examples as libosdp prints it in
/// tests/unit-tests/test-sc-sia-vectors.c; "OSDP.Net" is src/OSDP.Net.Tests of that project, file named; "libosdp" is
/// tests/unit-tests/test-cp-phy.c of that project, frames of address 65 hex.</summary>
public sealed class OsdpVectorTests
{
    // SIA Annex E: the default key, RND.A of the panel and RND.B of the reader.
    private static readonly byte[] _panelRandom = Hex("B0B1B2B3B4B5B6B7");
    private static readonly byte[] _readerRandom = Hex("A0A1A2A3A4A5A6A7");
    private const string EncryptionKey = "BF8DC2A8329ACB8C67C6D0CD9A451682";
    private const string Mac1Key = "5E86C676603BDEE2D8BEAFE178637332";
    private const string Mac2Key = "6FDA86E857777E81132035758239172E";
    private const string PanelCryptogram = "26D3356E07762D262801FC8E6665A891";
    private const string ReaderCryptogram = "FDE5D2F428EC16312471EA3C02BD7796";
    private const string InitialMac = "B2A30057EB98BA2229EC1F875662B524";

    [Theory]
    [InlineData("537F0D00046E0080250000", 0x386E)] // SIA Annex E, CRC example 1
    [InlineData("53000900046100", 0x66C0)] // SIA Annex E, CRC example 2
    [InlineData("313233343536373839", 0xE5CC)] // the CRC catalogue's "123456789", CRC-16/SPI-FUJITSU
    public void The_crc_is_the_published_one(string bytes, int crc) => Assert.Equal(crc, OsdpCheck.Crc(Hex(bytes)));

    [Theory]
    [InlineData("537F0C00006E0080250000", 0x0F)] // SIA Annex E, checksum example 1
    [InlineData("53000800006100", 0x44)] // SIA Annex E, checksum example 2
    public void The_checksum_is_the_published_one(string bytes, int checksum) => Assert.Equal(checksum, OsdpCheck.Checksum(Hex(bytes)));

    [Theory]
    [InlineData(0x82, EncryptionKey)] // SIA Annex E, S-ENC
    [InlineData(0x01, Mac1Key)] // SIA Annex E, S-MAC1
    [InlineData(0x02, Mac2Key)] // SIA Annex E, S-MAC2
    public void The_session_keys_are_the_published_ones(byte purpose, string key) =>
        Assert.Equal(key, Convert.ToHexString(OsdpSecureChannel.SessionKey(OsdpKey.Default, purpose, _panelRandom)));

    [Fact]
    public void The_panel_proves_itself_as_published_and_takes_the_published_proof()
    {
        // SIA Annex E: host cryptogram, client cryptogram, R-MAC-I
        using var channel = new OsdpSecureChannel(OsdpKey.Default, _panelRandom);
        Assert.True(channel.IsProof(_readerRandom, Hex(ReaderCryptogram)));
        Assert.Equal(PanelCryptogram, Convert.ToHexString(channel.OwnCryptogram(_readerRandom)));
        Assert.True(channel.Begin(Hex(PanelCryptogram), Hex(InitialMac)));
    }

    [Fact]
    public void The_simulated_reader_proves_itself_as_published()
    {
        // SIA Annex E, from the reader's side
        var session = new SimulatedOsdpSession(SimulatedOsdpSession.DefaultKey, _panelRandom, _readerRandom);
        Assert.Equal(ReaderCryptogram, Convert.ToHexString(session.Cryptogram));
        Assert.Equal(InitialMac, Convert.ToHexString(session.Begin(Hex(PanelCryptogram))!));
        Assert.Null(session.Begin(Hex(ReaderCryptogram)));
    }

    [Theory]
    [InlineData("60", "", "53000E000E0215604B32767773B6")] // OSDP.Net, CommandOutgoingMessageTest: poll
    [InlineData("64", "", "53000E000E0215646F63246FD050")] // OSDP.Net, CommandOutgoingMessageTest: local status
    [InlineData("65", "", "53000E000E021565460E3D4E2A6A")] // OSDP.Net, CommandOutgoingMessageTest: input status
    [InlineData("66", "", "53000E000E02156662DE0516124B")] // OSDP.Net, CommandOutgoingMessageTest: output status
    [InlineData("61", "00", "53001E000E021761D14EB7AD982CC5F9AA25318A7EAED6269AE995731983")] // OSDP.Net, same file: identify
    [InlineData("62", "00", "53001E000E021762D14EB7AD982CC5F9AA25318A7EAED6260F6A2AA73870")] // OSDP.Net, same file: capabilities
    [InlineData("6E", "0180250000", "53001E000E02176EACA3C2FFE4D9E599CD771B8EF3D13F23FAAB634E0895")] // OSDP.Net, same file: communication
    [InlineData("68", "0003640001067800", "53001E000E021768F7EFA0D4764A4E29267596F216D8A9E8C5887608B908")] // OSDP.Net, same file: outputs
    [InlineData("80", "0102030A0B0C", "53001E000E021780C8670FCB60C025BA48154192A42BB8F3B978FFAC1A91")] // OSDP.Net, same file: vendor's own
    [InlineData("A3", "5FC10200 0000", "53001E000E0217A3BB89C6E0F9EB82ADFCBC16C4EECF42B051FCBF8395B2")] // OSDP.Net, same file: PIV data
    // OSDP.Net, same file: key
    [InlineData("75", "011000010203040506070001020304050607",
        "53002E000E021775F0DDEC9A0ED8CE4C80BAF5D55C18436F9189FD66C9F223DC041486D83357DF986C1D4BC2B2F2")]
    // OSDP.Net, same file: file
    [InlineData("7C", "03E80300000A00000005000102030405",
        "53002E000E02177C927138DDE009A3475367F82A2C9429700D2348A877B955096D8A24DD7188AC3C9A98D6C54AEE")]
    public void A_sealed_command_is_the_published_one(string code, string data, string frame)
    {
        // All session keys and both chains are zero; address 0, number 2.
        using var channel = new OsdpSecureChannel(new byte[16], new byte[16], new byte[16]);
        var command = new OsdpCommand((OsdpCommandCode)Hex(code)[0], Hex(data));
        Assert.Equal(frame, Convert.ToHexString(channel.Seal(0, 2, command)));
        var parsed = OsdpFrame.Parse(Hex(frame));
        Assert.Equal(data.Length == 0 ? OsdpSecurity.SignedCommand : OsdpSecurity.SealedCommand, parsed?.Security);
    }

    [Theory]
    [InlineData(0x00, 2, true, "60", "530008000660 89CC")] // OSDP.Net, PollCommandTest
    [InlineData(0x00, 2, false, "60", "530007000260 44")] // OSDP.Net, PollCommandTest
    [InlineData(0x00, 2, true, "6100", "53000900066100 A008")] // OSDP.Net, IdReportCommandTest
    [InlineData(0x00, 2, false, "6100", "53000800026100 42")] // OSDP.Net, IdReportCommandTest
    [InlineData(0x00, 2, true, "6200", "53000900066200 F35D")] // OSDP.Net, DeviceCapabilitiesCommandTest
    [InlineData(0x00, 2, true, "64", "530008000664 0D8C")] // OSDP.Net, LocalStatusReportCommandTest
    [InlineData(0x00, 2, true, "6A0002020201", "53000D00066A0002020201 5992")] // OSDP.Net, PacketDecodingTest
    // OSDP.Net, EncryptionKeySetCommandTest
    [InlineData(0x00, 2, true, "75011000010203040506070001020304050607", "53001A000675011000010203040506070001020304050607 CFA3")]
    [InlineData(0x65, 0, true, "60", "536508000460 6090")] // libosdp, poll
    [InlineData(0x65, 0, true, "6100", "53650900046100 D97A")] // libosdp, identify
    [InlineData(0x65, 0, true, "760102030405060708", "5365100004760102030405060708 0D20")] // libosdp, challenge without its block
    [InlineData(0x7F, 0, true, "6E0080250000", "537F0D00046E0080250000 6E38")] // SIA Annex E, CRC example 1
    public void A_plain_command_is_the_published_one(byte address, int sequence, bool crc, string body, string frame)
    {
        var bytes = Hex(body);
        var encoded = new OsdpFrame
        {
            Address = address,
            IsReply = false,
            Sequence = sequence,
            HasCrc = crc,
            Code = bytes[0],
            Data = bytes.AsMemory(1)
        }.Encode();
        Assert.Equal(Convert.ToHexString(Hex(frame)), Convert.ToHexString(encoded));
    }

    [Theory]
    [InlineData("53800800054 0689F", 1, 0x40)] // OSDP.Net, ReplyTest: an ACK taken off the wire
    [InlineData("538014000645000EE310100000749723 06061B88", 2, 0x45)] // OSDP.Net, PacketDecodingTest
    public void A_published_reply_is_read(string frame, int sequence, int code)
    {
        var reply = OsdpFrame.Parse(Hex(frame));
        Assert.NotNull(reply);
        Assert.True(reply.IsReply);
        Assert.Equal((0, sequence, code), (reply.Address, reply.Sequence, (int)reply.Code));
    }

    [Fact]
    public void The_published_identity_is_read() => Assert.Equal(
        "vendor 000EE3, model 16.16, serial 2540961792, firmware 35.6.6",
        OsdpIdentity.Parse(Hex("000EE310100000749723 0606")).ToString()); // OSDP.Net, PacketDecodingTest

    [Fact]
    public void The_published_capabilities_are_read() => Assert.Equal(
        new OsdpCapabilities(Led: 4, Buzzer: 2), // OSDP.Net, DeviceCapabilitiesTest: a keypad reader of Brivo, LED 4 with count 1
        OsdpCapabilities.Parse([3, 1, 1, 4, 4, 1, 5, 2, 1, 6, 0, 0, 7, 0, 0, 8, 1, 0, 9, 1, 1, 10, 194, 1, 14, 0, 0, 15, 0, 0, 16, 1, 0]));

    [Fact]
    public void The_published_card_is_read() =>
        Assert.Equal("0001001010101011", OsdpRawCard.Parse(Hex("0500100012AB")).ToString()); // OSDP.Net, RawCardDataTest

    [Fact]
    public void The_published_led_order_is_laid_out_the_same()
    {
        // OSDP.Net, ReaderLedControlsTest: temporary 2, on 1, off 2, colours 6 and 0, timer 4, permanent 1 with 2, 6, 4, 3; ours set one at
        // a time.
        var published = Hex("0203 02 01 02 06 00 0400 01 02 06 04 03");
        var forAWhile = OsdpCommand.Led(new OsdpBlink(1, 2, (OsdpColour)6, OsdpColour.Black), 4).Data;
        var forGood = OsdpCommand.Led(new OsdpBlink(2, 6, OsdpColour.Blue, OsdpColour.Amber)).Data;
        Assert.Equal(published[2..9], forAWhile[2..9]);
        Assert.Equal(published[9..], forGood[9..]);
    }

    internal static byte[] Hex(string text) => Convert.FromHexString(new StringBuilder(text).Replace(" ", "").ToString());
}
