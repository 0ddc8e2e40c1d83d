using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.People.Enrolments;

/// <summary>The office takes a face before a door's camera: whose face is the office's meanwhile, and whose the door's.</summary>
public sealed class FaceTakesTests : IDisposable
{
    private static readonly FaceAgreement _agreed = new(KeepsPhotos: false, null, null);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
    private readonly List<GatewayEvent> _record = [];
    private readonly FaceTakes _takes;

    public FaceTakesTests() => _takes = new FaceTakes(() => throw new InvalidOperationException("nobody looks here"), _record.Add, _clock);

    [Fact]
    public void For_a_minute_the_persons_face_and_one_that_nobody_knows_are_the_offices_and_all_others_their_doors()
    {
        Assert.False(_takes.Takes(Unknown("gate-cam")));
        var take = _takes.Begin("gate-cam", "p-1", "clerk", _agreed)!;
        Assert.Equal([new FaceAwaited("gate-cam", take.Until, "clerk", "p-1")], _record);
        Assert.True(_takes.Takes(Unknown("gate-cam")));
        Assert.True(_takes.Takes(Known("gate-cam", "p-1")));
        Assert.False(_takes.Takes(Known("gate-cam", "p-2")));
        Assert.False(_takes.Takes(Unknown("yard-cam")));
        Assert.False(_takes.Takes(new QrCodeSeen("gate-cam", 0, "code")));

        // Taken, it opens nothing by itself before the minute is over: whoever it is still stands there.
        _clock.Advance(TimeSpan.FromSeconds(20));
        _takes.End(take.Id, "clerk");
        Assert.False(_takes.Find(take.Id, "clerk")!.IsOpen);
        Assert.True(_takes.Takes(Known("gate-cam", "p-1")));
        _clock.Advance(TimeSpan.FromSeconds(41));
        Assert.False(_takes.Takes(Known("gate-cam", "p-1")));
        Assert.False(_takes.Takes(Unknown("gate-cam")));
    }

    [Fact]
    public async Task It_is_whose_it_is_one_at_a_time_and_ends_by_itself()
    {
        var take = _takes.Begin("gate-cam", "p-1", "clerk", _agreed)!;
        Assert.Null(_takes.Begin("yard-cam", "p-2", "other", _agreed));
        Assert.Null(_takes.Find(take.Id, "other"));
        Assert.Equal("clerk", _takes.Operator);

        // Somebody else's look is none, and looks at nobody.
        await _takes.LookAsync(take.Id, "other", TestContext.Current.CancellationToken);
        Assert.Empty(await _takes.TakeAsync(take.Id, "other", TestContext.Current.CancellationToken));
        _clock.Advance(FaceTakes.Longest);
        Assert.False(_takes.Find(take.Id, "clerk")!.IsOpen);
        await _takes.LookAsync(take.Id, "clerk", TestContext.Current.CancellationToken);
        Assert.Empty(await _takes.TakeAsync(take.Id, "clerk", TestContext.Current.CancellationToken));
        Assert.NotNull(_takes.Begin("yard-cam", "p-2", "other", _agreed));
        Assert.Null(_takes.Find(take.Id, "clerk"));
    }

    public void Dispose() => _takes.Dispose();

    private static FaceUnmatched Unknown(string camera) => new(camera, 0, 1, UnmatchedReason.NotRecognised, 0.1f, 0.5f, null, 3, 0, "pack");

    private static FaceMatched Known(string camera, string person) => new(camera, 0, 1, person, 0.7f, 0.2f, 0.5f, null, 3, 0, "pack");
}
