using System.ComponentModel;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Rtsp;

namespace Zhuhui.Edge.Vision.Tests.Rtsp;

public sealed class StreamPartsTests
{
    [Fact]
    public void A_credential_is_encoded_for_ffmpeg_and_shown_nowhere()
    {
        var address = CameraAddress.Parse("rtsp://10.0.0.5:554/a?channel=1", "admin:p@ss/w\"rd:1")!;
        Assert.Equal("rtsp://admin:p%40ss%2Fw%22rd%3A1@10.0.0.5:554/a?channel=1", address.Full);
        Assert.Equal("rtsp://10.0.0.5:554/a?channel=1", address.ToString());
    }

    [Theory]
    [InlineData("[tcp @ 0x1] Connection to tcp://127.0.0.1:1?timeout=0 failed: Connection refused", "connection refused")]
    [InlineData("rtsp://u:secret@h/x: Server returned 401 Unauthorized (authorization failed)",
        "user or password not accepted (401 unauthorised)")]
    [InlineData("Decoder (codec none) not found for input stream #0:0", "codec not decodable")]
    [InlineData("rtsp://u:secret@h/x: something unheard of", null)]
    public void What_ffmpeg_says_becomes_one_plain_reason(string line, string? reason)
    {
        var log = new StreamLog();
        log.Add(line);
        Assert.Equal(reason, log.Loss?.Reason);
    }

    [Fact]
    public void A_damaged_stream_that_floods_the_log_is_given_up()
    {
        var log = new StreamLog();
        var flooded = 0;
        log.Flooded += () => flooded++;
        for (var i = 0; i < 60_000; i++)
        {
            log.Add("error while decoding MB 10 10");
        }

        Assert.Equal(1, flooded);
        Assert.Equal("the stream is damaged", log.Loss?.Reason);
    }

    [Fact]
    public void Frames_a_second_are_those_of_the_last_ten_seconds()
    {
        var time = new FakeTimeProvider();
        var rate = new FrameRate(time);
        for (var i = 0; i < 500; i++)
        {
            rate.Count();
            time.Advance(TimeSpan.FromMilliseconds(40));
        }

        Assert.Equal(25, rate.Now, 2.6);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(12.5, rate.Now, 2.6);
        time.Advance(TimeSpan.FromDays(40));
        Assert.Equal(0, rate.Now);
    }

    [Fact]
    public void Waits_double_from_half_a_second_to_five_and_start_again_after_a_good_frame()
    {
        var backoff = new Backoff();
        double[] longest = [0.5, 1, 2, 4, 5, 5, 5, 5];
        Assert.All(longest, seconds => Assert.InRange(backoff.Next().TotalSeconds, seconds / 2, seconds));
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalSeconds, 0.25, 0.5);
    }

    [Fact]
    public void A_refused_password_is_tried_again_after_ten_seconds_and_everything_else_by_the_growing_wait()
    {
        var backoff = new Backoff();
        Assert.Equal(TimeSpan.FromSeconds(10), backoff.After(StreamLossKind.Unauthorised));
        Assert.All(Enum.GetValues<StreamLossKind>().Where(kind => kind != StreamLossKind.Unauthorised), kind =>
        {
            backoff.Reset();
            Assert.InRange(backoff.After(kind).TotalSeconds, 0.25, 0.5);
        });
    }

    [Fact]
    public void A_wrong_password_is_known_by_what_it_is_and_not_by_the_words_it_is_told_in()
    {
        var log = new StreamLog();
        log.Add("rtsp://u:secret@h/x: Server returned 401 Unauthorized (authorization failed)");
        Assert.Equal(StreamLossKind.Unauthorised, log.Loss?.Kind);
    }

    [Fact]
    public async Task The_credential_goes_to_ffmpeg_through_its_input_and_not_through_its_arguments()
    {
        var source = new StreamAddress(CameraAddress.Parse("rtsp://10.0.0.5/a'b", "admin:o'r")!, StreamTransport.Tcp);
        using var pipe = new MemoryStream();
        await source.WriteAsync(pipe, TestContext.Current.CancellationToken);
        var list = Encoding.UTF8.GetString(pipe.ToArray());
        Assert.StartsWith("ffconcat version 1.0\nfile 'rtsp://admin:o%27r@10.0.0.5/a%27b'\n", list, StringComparison.Ordinal);
        Assert.Contains("\noption allowed_media_types video\n", list, StringComparison.Ordinal);
        Assert.DoesNotContain("admin", source.GetStreamArguments(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_the_machine_is_a_reason_in_one_line_and_a_bug_is_none()
    {
        Exception[] ofTheMachine =
        [
            new SocketException((int)SocketError.AddressNotAvailable), new IOException("no space\nleft"),
                new UnauthorizedAccessException("no"),
            new Win32Exception(12), new InvalidDataException("no sense"), new TimeoutException(),
        ];
        Assert.All(ofTheMachine, fault => Assert.DoesNotContain('\n', StreamFault.ReasonOf(fault)!));
        Assert.StartsWith("the temporary folder ", StreamFault.ReasonOf(ofTheMachine[0]), StringComparison.Ordinal);
        Assert.StartsWith("ffmpeg cannot be started: ", StreamFault.ReasonOf(ofTheMachine[3]), StringComparison.Ordinal);
        Assert.Null(StreamFault.ReasonOf(new InvalidOperationException()));
        Assert.Null(StreamFault.ReasonOf(new ArgumentException("wrong")));
    }

    [Fact]
    public async Task A_frame_replaced_before_it_was_taken_is_given_back_and_counted()
    {
        var given = new List<long>();
        using var latest = new LatestFrame();
        for (var i = 1; i <= 3; i++)
        {
            var number = i;
            latest.Put(new Frame(new byte[6], 2, 2, 0, number, _ => given.Add(number)));
        }

        Assert.Equal([1, 2], given);
        Assert.Equal(2, latest.Dropped);
        using var left = await latest.TakeAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, left.Number);
    }

    [Fact]
    public void Only_sockets_that_nobody_holds_and_that_are_old_are_swept()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var held = folder.At("CoreFxPipe_FFMpegCore_held");
        var orphan = folder.At("CoreFxPipe_FFMpegCore_orphan");
        var other = folder.At("CoreFxPipe_other");
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(held));
            File.WriteAllText(orphan, "");
            File.WriteAllText(other, "");
            Assert.Equal(0, OrphanedPipes.Sweep(folder.Path, time));
            time.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal(1, OrphanedPipes.Sweep(folder.Path, time));
            Assert.True(File.Exists(other) && !File.Exists(orphan) && Directory.GetFiles(folder.Path).Length == 2);
        }

    }

    [Fact]
    public void A_machine_without_ffmpeg_is_told_how_to_get_it()
    {
        Assert.False(FfmpegProgram.IsIn("/nowhere:/nothing"));
        Assert.Contains("apt-get install ffmpeg", FfmpegProgram.Missing, StringComparison.Ordinal);
        Assert.True(FfmpegProgram.IsInstalled, string.Create(CultureInfo.InvariantCulture,
            $"these tests need it: {FfmpegProgram.Missing}"));
    }
}
