using System.Security.Cryptography;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.People.Enrolments;

/// <summary>What was agreed to before anybody looked.</summary>
/// <param name="Born">Null where nobody said, or it is known.</param>
internal sealed record FaceAgreement(bool KeepsPhotos, string? Guardian, DateOnly? Born);

/// <summary>How far the office has come that takes somebody's face before a camera.</summary>
/// <param name="Until">When nobody looks any more.</param>
/// <param name="News">What the last look came to; null before the first.</param>
/// <param name="Best">The best view so far, as JPEG; null where there is none.</param>
/// <param name="Views">So many differing views were taken.</param>
internal sealed record FaceTake(string Id, string Camera, string Person, string Operator, DateTimeOffset Until, bool IsOpen,
    FaceAgreement Agreement, EnrolmentNews? News, byte[]? Best, int Views);

/// <summary>
/// The office takes a face before a camera of a door: for a minute, or until it has it. Each look is asked for by whoever watches, so that
/// nothing is looked at that nobody sees. The views are in memory and forgotten with the minute, and with whoever goes out of the picture.
/// No door hears of that face meanwhile, so that it opens nothing and is no stranger's: neither that of the person whom it is about, nor
/// one that nobody knows. Whoever else is known is their door's business as always: nobody stands outside because of the office.
/// </summary>
/// <param name="enrolling">Made after the cameras, and they after this.</param>
/// <param name="append">The journal's commit point; waits for no disk.</param>
internal sealed class FaceTakes(Func<EnrolmentService> enrolling, Action<GatewayEvent> append, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>What is taken is what stands there: the last look is no older.</summary>
    private static readonly TimeSpan _now = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _looking = new(1);
    private ITimer? _end;
    private Wait? _wait;

    /// <returns>Null while somebody else takes a face: there is one at a time.</returns>
    public FaceTake? Begin(string camera, string person, string by, FaceAgreement agreement)
    {
        lock (_lock)
        {
            if (_wait is { } other && IsOpen(other) && other.Operator != by)
            {
                return null;
            }

            var wait = new Wait(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), camera, person, by, time.GetUtcNow() + Longest,
                time.GetTimestamp(), agreement);
            append(new FaceAwaited(camera, wait.Until, by, person));
            _end?.Dispose();
            _end = time.CreateTimer(_ => Forget(wait), null, Longest, Timeout.InfiniteTimeSpan);
            _wait = wait;
            return Say(wait);
        }
    }

    /// <returns>Null where there is none, it is somebody else's, or another began since.</returns>
    public FaceTake? Find(string id, string by)
    {
        lock (_lock)
        {
            return Of(id, by) is { } wait ? Say(wait) : null;
        }
    }

    /// <summary>Who takes a face; null where nobody does.</summary>
    public string? Operator
    {
        get
        {
            lock (_lock)
            {
                return _wait is { } wait && IsOpen(wait) ? wait.Operator : null;
            }
        }
    }

    /// <summary>One look, where nobody looks already.</summary>
    public async Task LookAsync(string id, string by, CancellationToken cancellationToken)
    {
        if (!await _looking.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return;
        }

        try
        {
            await LookOnceAsync(id, by, cancellationToken);
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>All views of the one person who stands there now, the best first. It is asked of the camera once more where the last look
    /// was not good, or is over.</summary>
    /// <returns>Empty where there is no good view.</returns>
    public async Task<IReadOnlyList<Enrolment.Accepted>> TakeAsync(string id, string by, CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (!IsGood(id, by))
            {
                await LookOnceAsync(id, by, cancellationToken);
            }

            lock (_lock)
            {
                return IsGood(id, by) ? [.. _wait!.Views.OrderByDescending(view => view.Quality)] : [];
            }
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>The face is taken, or is not wanted any more: nobody looks, and the views are forgotten. Its door hears of it when the
    /// minute is over.</summary>
    public void End(string id, string by)
    {
        lock (_lock)
        {
            if (Of(id, by) is { } wait)
            {
                wait.IsDone = true;
                wait.Forget();
            }
        }
    }

    /// <summary>On the camera's loop.</summary>
    /// <returns>True: the face is the office's, and no door is to hear of it.</returns>
    public bool Takes(Sighting sighting)
    {
        var person = (sighting as FaceMatched)?.Person;
        if (person is null && sighting is not FaceUnmatched)
        {
            return false;
        }

        lock (_lock)
        {
            return _wait is { } wait && wait.Camera == sighting.Camera && time.GetElapsedTime(wait.Since) < Longest
                && (person is null || person == wait.Person);
        }
    }

    public void Dispose()
    {
        _end?.Dispose();
        _looking.Dispose();
    }

    private async Task LookOnceAsync(string id, string by, CancellationToken cancellationToken)
    {
        Wait? wait;
        lock (_lock)
        {
            wait = Of(id, by) is { } mine && IsOpen(mine) ? mine : null;
        }

        if (wait is null)
        {
            return;
        }

        List<Enrolment.Accepted> views = [.. wait.Views];
        var news = await enrolling().LookAsync(wait.Camera, views, cancellationToken);
        lock (_lock)
        {
            wait.Settle(news, views, time.GetTimestamp(), isOpen: IsOpen(wait));
        }
    }

    private bool IsGood(string id, string by)
    {
        lock (_lock)
        {
            return Of(id, by) is { } wait && IsOpen(wait) && wait.News is EnrolmentNews.Taken or EnrolmentNews.SameLook
                && time.GetElapsedTime(_wait!.LookedAt) < _now;
        }
    }

    private void Forget(Wait wait)
    {
        lock (_lock)
        {
            wait.Forget();
        }
    }

    private Wait? Of(string id, string by) => _wait is { } wait && wait.Id == id && wait.Operator == by ? wait : null;

    private bool IsOpen(Wait wait) => !wait.IsDone && time.GetElapsedTime(wait.Since) < Longest;

    private FaceTake Say(Wait wait) => new(wait.Id, wait.Camera, wait.Person, wait.Operator, wait.Until, IsOpen(wait), wait.Agreement,
        wait.News, wait.Views.MaxBy(view => view.Quality)?.Picture, wait.Views.Count);

    /// <param name="Since">By the monotonic clock.</param>
    private sealed record Wait(string Id, string Camera, string Person, string Operator, DateTimeOffset Until, long Since,
        FaceAgreement Agreement)
    {
        public bool IsDone { get; set; }

        public EnrolmentNews? News { get; private set; }

        public long LookedAt { get; private set; }

        public IReadOnlyList<Enrolment.Accepted> Views { get; private set; } = [];

        /// <summary>Whose views there are has stood there all the time: with nobody, two or another in the picture they are gone.</summary>
        public void Settle(EnrolmentNews news, IReadOnlyList<Enrolment.Accepted> views, long at, bool isOpen)
        {
            var isGone = news is EnrolmentNews.OtherPerson or EnrolmentNews.NoPicture or EnrolmentNews.NotGoodEnough
            {
                Why.Reason: EnrolmentRefusal.NoFace or EnrolmentRefusal.SeveralFaces,
            };
            (News, LookedAt) = (news, at);
            Views = isGone || !isOpen ? [] : [.. views.TakeLast(TemplateChoice.Most)];
        }

        public void Forget() => Views = [];
    }
}
