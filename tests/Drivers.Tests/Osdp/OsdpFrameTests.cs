using CsCheck;
using Xunit;
using Zhuhui.Edge.Drivers.Osdp;
using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Simulated;

namespace Zhuhui.Edge.Drivers.Tests.Osdp;

public sealed class OsdpFrameTests
{
    private static readonly OsdpSecurity[] _securities = Enum.GetValues<OsdpSecurity>();

    private static readonly Gen<OsdpFrame> _frames =
        from address in Gen.Byte[0, 127]
        from isReply in Gen.Bool
        from sequence in Gen.Int[0, 3]
        from hasCrc in Gen.Bool
        from security in Gen.Int[0, _securities.Length - 1]
        from securityData in Gen.Byte.Array[0, 3]
        from code in Gen.Byte
        from data in Gen.Byte.Array[0, 200]
        select new OsdpFrame
        {
            Address = address,
            IsReply = isReply,
            Sequence = sequence,
            HasCrc = hasCrc,
            Security = _securities[security],
            SecurityData = _securities[security] == OsdpSecurity.None ? default : securityData,
            Code = code,
            Data = data,
        };

    [Fact]
    public void Every_frame_is_read_as_it_was_written() => _frames.Sample(
        frame =>
        {
            var bytes = frame.Encode(_ => [1, 2, 3, 4]);
            var read = OsdpFrame.Parse(bytes)!;
            return (read.Address, read.IsReply, read.Sequence, read.HasCrc, read.Security, read.Code)
                    == (frame.Address, frame.IsReply, frame.Sequence, frame.HasCrc, frame.Security, frame.Code)
                && read.SecurityData.Span.SequenceEqual(frame.SecurityData.Span)
                && read.Data.Span.SequenceEqual(frame.Data.Span)
                && read.Mac.Span.SequenceEqual(frame.HasMac ? [1, 2, 3, 4] : default(ReadOnlySpan<byte>))
                && read.Bytes.Span.SequenceEqual(bytes);
        },
        iter: 20_000);

    [Fact]
    public void Frames_are_found_behind_marks_and_noise_in_pieces_of_any_size() =>
        Gen.Select(_frames.Array[1, 5], Gen.Byte.Array[0, 20], Gen.Int[1, 50]).Sample(
            (frames, noise, piece) =>
            {
                // Noise without a start byte; with one, the frame behind it is found later, which the next test holds to.
                byte[] quiet = [.. noise.Where(value => value != OsdpFrame.Start)];
                OsdpFrame[] sent = [.. frames.Select(frame => frame with { HasCrc = true })];
                byte[] stream = [.. sent.SelectMany(frame => (byte[])[.. quiet, 0xFF, .. frame.Encode(_ => [1, 2, 3, 4])])];
                var reader = new OsdpFrameReader();
                List<byte[]> found = [];
                foreach (var chunk in stream.Chunk(piece))
                {
                    reader.Append(chunk);
                    while (reader.Next() is { } frame)
                    {
                        found.Add(frame.Bytes.ToArray());
                    }
                }

                return found.Select(Convert.ToHexString)
                    .SequenceEqual(sent.Select(frame => Convert.ToHexString(frame.Encode(_ => [1, 2, 3, 4]))));
            },
            iter: 5_000);

    [Fact]
    public void A_frame_behind_a_false_start_is_found()
    {
        var poll = OsdpVectorTests.Hex("530008000660 89CC");
        var reader = new OsdpFrameReader();
        reader.Append([0x53, 0x53, 0x80, 0x0A, 0x00, 0x53, .. poll]);
        Assert.Equal(poll, reader.Next()!.Bytes.ToArray());
        Assert.Null(reader.Next());
        Assert.True(reader.Refused > 0);
    }

    [Fact]
    public void Random_bytes_harm_nobody() => Gen.Byte.Array[0, 2_000].Sample(
        bytes =>
        {
            var reader = new OsdpFrameReader();
            reader.Append(bytes);
            while (reader.Next() is not null)
            {
            }

            OsdpFrame.Parse(bytes);
            OsdpCapabilities.Parse(bytes);
            OsdpIdentity.Parse(bytes);
            OsdpKeypad.Parse(bytes);
            OsdpLocalStatus.Parse(bytes);
            OsdpRawCard.Parse(bytes);
            return true;
        },
        iter: 20_000);

    [Fact]
    public void Bodies_of_random_bytes_under_a_right_check_harm_nobody() =>
        Gen.Select(Gen.Byte, Gen.Byte.Array[1, 60]).Sample(
            (control, body) =>
            {
                var length = OsdpFrame.HeaderLength + body.Length + 2;
                byte[] covered = [0x53, 0x81, (byte)length, 0, (byte)(control | 4), .. body];
                var crc = OsdpCheck.Crc(covered);
                OsdpFrame.Parse([.. covered, (byte)crc, (byte)(crc >> 8)]);
                return true;
            },
            iter: 20_000);

    [Fact]
    public void A_card_spoiled_in_any_burst_of_two_bytes_is_no_card()
    {
        // A CRC-16 sees every burst of up to 16 bits; wider damage passes it once in 65,536 and then meets the MAC.
        var card = new OsdpFrame
        {
            Address = 1,
            IsReply = true,
            Sequence = 1,
            Code = 0x50,
            Data = new byte[] { 0, 0, 34, 0, 1, 2, 3, 4,
            5 }
        }.Encode();
        Gen.Select(Gen.Int[0, card.Length - 2], Gen.Byte[1, 255], Gen.Byte).Sample(
            (at, first, second) =>
            {
                var spoiled = (byte[])card.Clone();
                spoiled[at] ^= first;
                spoiled[at + 1] ^= second;
                var reader = new OsdpFrameReader();
                reader.Append(spoiled);
                return reader.Next() is null;
            },
            iter: 50_000);
    }

    [Fact]
    public void A_sealed_card_spoiled_in_any_bytes_is_never_opened_even_where_the_check_is_made_right_again()
    {
        Gen.Select(Gen.Int[5, 27], Gen.Byte[1, 255]).Sample(
            (at, flip) =>
            {
                using var panel = new OsdpSecureChannel(OsdpKey.Default, [1, 2, 3, 4, 5, 6, 7, 8]);
                var reader = new SimulatedOsdpSession(SimulatedOsdpSession.DefaultKey, [1, 2, 3, 4, 5, 6, 7, 8], new byte[8]);
                var cryptogram = panel.OwnCryptogram(reader.Random);
                Assert.True(panel.Begin(cryptogram, reader.Begin(cryptogram)));
                Assert.NotNull(reader.Open(OsdpFrame.Parse(panel.Seal(1, 2, OsdpCommand.Poll))!));
                var card = reader.Seal(1, 2, 0x50, [0, 0, 34, 0, 1, 2, 3, 4, 5]);
                var spoiled = (byte[])card.Clone();
                spoiled[at] ^= flip;
                var crc = OsdpCheck.Crc(spoiled.AsSpan(..^2));
                (spoiled[^2], spoiled[^1]) = ((byte)crc, (byte)(crc >> 8));
                var forged = OsdpFrame.Parse(spoiled);
                return (forged is null || panel.Open(forged) is null)
                    && panel.Open(OsdpFrame.Parse(card)!) is { WasSecret: true, Data: [0, 0, 34, 0, 1, 2, 3, 4, 5] };
            },
            iter: 3_000);
    }
}
