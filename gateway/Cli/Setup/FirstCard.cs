using System.Net.Sockets;
using System.Text;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Cli.Setup.Asking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>The wiring test that a set-up ends with: a first card is read where it is to open, somebody gets it, and it opens that door.
/// At a reader on simulated pins the card is held up by this.</summary>
/// <param name="holder">Whose it becomes.</param>
internal sealed class FirstCard(Interview interview, SiteFile site, TimeProvider time, string holder)
{
    /// <summary>Who orders it, on record.</summary>
    private const string By = "setup";

    /// <summary>Held up at simulated pins.</summary>
    private const ulong SimulatedCard = 20230001;

    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _longestSimulated = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(250);

    /// <summary>Within which a relay that does not do as it is told has been told of.</summary>
    private static readonly TimeSpan _readBack = TimeSpan.FromSeconds(2);

    /// <returns>Whether a door opened by the card.</returns>
    public async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        var way = site.Doors.SelectMany(door => door.Readers.Select(id => (Door: door, Reader: site.Readers.Single(reader =>
            reader.Id == id))))
            .FirstOrDefault(one => one.Reader.Kind != ReaderKind.QrScanner);
        if (way.Reader is not { } reader)
        {
            interview.Say(SetupTexts.NoCardReader);
            return false;
        }

        if (await ReadAsync(way.Door, reader, cancellationToken) is not { } card)
        {
            interview.Say(SetupTexts.NoCardRead(reader.Id));
            return false;
        }

        var answer = await EnrolmentEndpoint.TryEnrolAsync(site.DataFolder,
            new EnrolmentRequest(holder, null, IsNew: false, [card], [], [], null,
            null), cancellationToken);
        if (answer is null or { Reasons.Count: > 0 })
        {
            interview.Say(SetupTexts.NotEnrolled(Wording.Same(string.Join("; ", answer?.Reasons ?? []))));
            return false;
        }

        interview.Say(SetupTexts.HasCard(holder, (long)card.Number));
        return await OpensAsync(way.Door, reader, card, cancellationToken);
    }

    private async Task<HeldCard?> ReadAsync(DoorOptions door, ReaderOptions reader, CancellationToken cancellationToken)
    {
        if (SimulatedBoard(reader) is not null)
        {
            return new HeldCard(SimulatedCard, reader.Format);
        }

        if (await TapEndpoint.TryBeginAsync(site.DataFolder, reader.Id, By, cancellationToken) is not { Tap: { } tap })
        {
            return null;
        }

        interview.Say(SetupTexts.HoldCard(door.Name, reader.Id, (long)_longestWait.TotalSeconds));
        while (await TapEndpoint.TryFindAsync(site.DataFolder, tap, By, cancellationToken) is { Tap: not null } found)
        {
            if (found.Card is { } number)
            {
                return new HeldCard(number, found.Format);
            }

            if (!found.IsOpen)
            {
                return null;
            }

            await Task.Delay(_look, time, cancellationToken);
        }

        return null;
    }

    private async Task<bool> OpensAsync(DoorOptions door, ReaderOptions reader, HeldCard card, CancellationToken cancellationToken)
    {
        var board = SimulatedBoard(reader);
        var longest = board is null ? _longestWait : _longestSimulated;
        interview.Say(board is null ? SetupTexts.HoldItAgain(door.Name, reader.Id) : SetupTexts.HoldsItUp(reader.Id));
        var (begun, since) = (time.GetTimestamp(), time.GetUtcNow());
        if (board is not null && !await HoldUpAsync(board, reader, card.Number, cancellationToken))
        {
            interview.Say(SetupTexts.NotOpened(door.Name));
            return false;
        }

        while (time.GetElapsedTime(begun) < longest)
        {
            if (await LastAsync(door, since, EventTypes.PassageGranted, cancellationToken))
            {
                await Task.Delay(_readBack, time, cancellationToken);
                var failed = await LastAsync(door, since, EventTypes.ReleaseFailed, cancellationToken);
                interview.Say(failed ? SetupTexts.NotReleased(door.Name) : SetupTexts.Opened(door.Name, (long)time.GetElapsedTime(begun)
                    .TotalSeconds));
                return !failed;
            }

            await Task.Delay(_look, time, cancellationToken);
        }

        interview.Say(SetupTexts.NotOpened(door.Name));
        return false;
    }

    private async Task<bool> LastAsync(DoorOptions door, DateTimeOffset since, string kind, CancellationToken cancellationToken) =>
        await EventsEndpoint.TryAskAsync(site.DataFolder, new EventsRequest(null, since, null, door.Id, null, kind, null, null, 1),
            cancellationToken) is { Events.Count: > 0 };

    private BoardOptions? SimulatedBoard(ReaderOptions reader) => reader.Kind != ReaderKind.Wiegand ? null
        : site.Boards.FirstOrDefault(board => board.Id == reader.Board && board.Kind == BoardKind.Simulated);

    /// <returns>false: the board does not take it.</returns>
    private async Task<bool> HoldUpAsync(BoardOptions board, ReaderOptions reader, ulong number, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(site.DataFolder, "boards", board.Id + ".sock")),
                cancellationToken);
            await socket.SendAsync(Encoding.UTF8.GetBytes($"card {reader.Data0Pin} {reader.Data1Pin} {reader.Format} {number}\n"),
                cancellationToken);
            var answer = new byte[64];
            return answer.AsMemory(0, await socket.ReceiveAsync(answer, cancellationToken)).Span.StartsWith("ok"u8);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
