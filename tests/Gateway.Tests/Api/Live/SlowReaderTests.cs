using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Live;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api.Live;

public sealed class SlowReaderTests
{
    private const int Many = 5000;

    [Fact]
    public async Task A_reader_that_was_slow_gets_the_whole_state_in_place_of_thousands_of_messages()
    {
        await using var gateway = await RunningApi.StartAsync();
        var board = gateway.Services.GetRequiredService<LiveBoard>();
        var ledger = gateway.Services.GetRequiredService<EventLedger>();
        using var slow = board.Open(null, isDistrict: false)!;
        using var witness = board.Open(null, isDistrict: false)!;
        await Eventually.IsAsync(() => slow.Next().Messages.Count > 0 && witness.Next().Messages.Count > 0);
        for (var i = 0; i < Many; i++)
        {
            ledger.Append(new DeviceNoted($"box-{i}", "made up", 1));
        }

        // Whoever reads all the time has heard of them, or was told to begin anew.
        var heard = 0;
        await Eventually.IsAsync(() =>
        {
            var messages = witness.Next().Messages.Select(Encoding.UTF8.GetString).ToArray();
            heard += messages.Count(message => message.Contains("box-", StringComparison.Ordinal));
            return heard == Many || messages.Any(message => message.Contains("event: snapshot", StringComparison.Ordinal));
        });
        await Eventually.IsAsync(() => witness.Next().Messages.Count == 0);
        var whole = Encoding.UTF8.GetString(Assert.Single(slow.Next().Messages));
        Assert.Contains("event: snapshot", whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_stops_reading_gives_the_place_back_when_nothing_more_can_be_sent_and_after_a_stream_s_time_in_any_case()
    {
        await using var gateway = await RunningApi.StartAsync();
        var board = gateway.Services.GetRequiredService<LiveBoard>();
        var ledger = gateway.Services.GetRequiredService<EventLedger>();
        using (await StalledAsync(gateway))
        {
            await Eventually.IsAsync(() => board.Streams == 1);

            // Much happens: what lies in the network grows until it takes no more.
            await Eventually.IsAsync(() =>
            {
                for (var i = 0; i < 40; i++)
                {
                    ledger.Append(new DeviceNoted("box", new string('x', 480), 1));
                }

                return board.Streams == 0;
            });
        }

        // Nothing happens: heartbeats alone would fit for hours.
        board.LongestStream = TimeSpan.FromSeconds(3);
        using var quiet = await StalledAsync(gateway);
        await Eventually.IsAsync(() => board.Streams == 1);
        await Eventually.IsAsync(() => board.Streams == 0);
    }

    [Fact]
    public async Task Whoever_connects_anew_after_a_stream_s_time_has_missed_nothing()
    {
        await using var gateway = await RunningApi.StartAsync();
        var ledger = gateway.Services.GetRequiredService<EventLedger>();
        gateway.Services.GetRequiredService<LiveBoard>().LongestStream = TimeSpan.FromSeconds(2);
        string? last = null;
        var (heard, sent) = (new List<string>(), 0);
        for (var streams = 0; streams < 3; streams++)
        {
            await using var stream = await HeardStream.OpenAsync(gateway.As(Role.Guard), last);
            try
            {
                while (true)
                {
                    var message = await stream.NextAsync();
                    last = message.Id ?? last;
                    if (message.Name == "happened" && message.Data.RootElement.GetProperty("text").GetString() is { } text
                        && text.Contains("box-", StringComparison.Ordinal))
                    {
                        heard.Add(text);
                    }
                    else if (message.Name is "snapshot" or "heartbeat")
                    {
                        ledger.Append(new DeviceNoted($"box-{sent++}", "made up", 1));
                    }
                }
            }
            catch (EndOfStreamException)
            {
                // Its time is over.
            }
        }

        Assert.True(heard.Count >= 3, $"{heard.Count} of {sent}");
        Assert.Equal(Enumerable.Range(0, heard.Count).Select(i => $"box-{i}: made up"), heard);
    }

    /// <summary>Somebody who has asked for the stream and reads nothing, in HTTP/1.1 on a socket with a small buffer.</summary>
    private static async Task<SslStream> StalledAsync(RunningApi gateway)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, gateway.Api.Port, Eventually.Token);
        // The gateway's own certificate, which no authority knows.
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false,
            (_, certificate, _, _) => certificate is not null);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, Eventually.Token);
        var token = gateway.As(Role.Guard).DefaultRequestHeaders.Authorization!.Parameter;
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /api/v1/live HTTP/1.1\r\nHost: localhost:{gateway.Api.Port}\r\nAuthorization: Bearer {token}\r\n\r\n"), Eventually.Token);
        return stream;
    }
}
