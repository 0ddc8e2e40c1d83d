using System.Threading.Channels;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>The import with photos that goes on inside the gateway, one at a time, and the last few that ended. They are gone with the
/// gateway: what they enrolled stays, and whoever sends the same again goes on behind it. Thread safe.</summary>
internal sealed class ImportRuns
{
    private const int MostEnded = 4;

    private readonly Lock _lock = new();
    private readonly Queue<ImportRun> _ended = new();
    private readonly Channel<ImportRun> _begun = Channel.CreateBounded<ImportRun>(1);

    /// <summary>Null where none is under way.</summary>
    public ImportRun? Current { get; private set; }

    /// <summary>Those that are to be carried out, as they come.</summary>
    public IAsyncEnumerable<ImportRun> BegunAsync(CancellationToken cancellationToken) => _begun.Reader.ReadAllAsync(cancellationToken);

    /// <returns>Null where another is under way.</returns>
    public ImportRun? TryReserve(string id, string by, DateTimeOffset at)
    {
        lock (_lock)
        {
            return Current is null ? Current = new ImportRun(id, by, at) : null;
        }
    }

    /// <summary>To be called with what <see cref="TryReserve"/> gave.</summary>
    public void Begin(ImportRun run, PhotoRun photos, PhotoSource source)
    {
        run.Begin(photos, source);
        _begun.Writer.TryWrite(run);
    }

    /// <summary>It is over, or never came to be.</summary>
    public void Leave(ImportRun run)
    {
        lock (_lock)
        {
            if (run.HasBegun)
            {
                _ended.Enqueue(run);
            }

            if (_ended.Count > MostEnded)
            {
                _ended.Dequeue();
            }

            Current = null;
        }
    }

    public ImportRun? Find(string id)
    {
        lock (_lock)
        {
            return Current?.Id == id && Current.HasBegun ? Current : _ended.LastOrDefault(run => run.Id == id);
        }
    }

    /// <summary>Why no other list is taken up or back now; null where nothing is in the way.</summary>
    public Wording? InTheWay => Current is { } run ? ImportTexts.UnderWay(run.Id, run.By) : null;
}

internal enum ImportState
{
    UnderWay,
    Done,

    /// <summary>Before its end; the same again goes on.</summary>
    Stopped,
}

/// <summary>One import with photos. Its list is taken up before it begins.</summary>
internal sealed class ImportRun(string id, string by, DateTimeOffset at)
{
    private readonly Lock _lock = new();
    private readonly List<PhotoLine> _problems = [];
    private readonly Dictionary<string, int> _shown = new(StringComparer.Ordinal);
    private PhotoRun? _photos;
    private PhotoSource? _source;
    private ImportState _state;
    private string? _because;

    public string Id => id;

    public string By => by;

    public bool HasBegun => _photos is not null;

    public void Begin(PhotoRun photos, PhotoSource source)
    {
        lock (_lock)
        {
            (_photos, _source) = (photos, source);
            _problems.AddRange(photos.LeftOut);
        }
    }

    /// <param name="say">In whose language.</param>
    public async Task CarryOutAsync(Func<Wording, string> say, CancellationToken cancellationToken)
    {
        var (state, because) = (ImportState.Stopped, (string?)say(ImportTexts.GatewayStops));
        try
        {
            because = await _photos!.RunAsync(isDryRun: false, (match, answer) =>
            {
                lock (_lock)
                {
                    _problems.AddRange(answer.Reasons.Select(reason => new PhotoLine(null, say(ImportTexts.PhotosOf(match.Who, reason)))));
                }
            }, cancellationToken);
            state = because is null ? ImportState.Done : ImportState.Stopped;
        }
        finally
        {
            _source!.Dispose();
            lock (_lock)
            {
                (_state, _because) = (state, because);
            }
        }
    }

    /// <param name="news">How many of its problems the looker has not been shown before.</param>
    public ImportProgress Show(string looker, out int news)
    {
        lock (_lock)
        {
            news = _problems.Count - _shown.GetValueOrDefault(looker);
            _shown[looker] = _problems.Count;
            var photos = _photos!;
            return new ImportProgress(id, _state, by, at, photos.People, photos.PeopleDone, photos.Files, photos.FilesDone, photos.Enrolled,
                photos.WereThere, photos.Refused, photos.LeftOut.Count, [.. _problems], _because);
        }
    }
}

/// <summary>How far an import with photos is. Its list is taken up.</summary>
/// <param name="People">Whose photos there are.</param>
/// <param name="WereThere">They had been enrolled from these photos before.</param>
/// <param name="LeftOut">Photos that are nobody's, or of which no face may be taken.</param>
/// <param name="Problems">Each that could not be taken, with what to do.</param>
/// <param name="Because">Why it stopped.</param>
internal sealed record ImportProgress(string Id, ImportState State, string By, DateTimeOffset StartedAt, int People, int PeopleDone,
    int Photos, int PhotosDone, int Enrolled, int WereThere, int Refused, int LeftOut, IReadOnlyList<PhotoLine> Problems,
    string? Because = null);
