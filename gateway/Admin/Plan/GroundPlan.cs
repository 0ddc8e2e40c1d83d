using System.Text.Json;
using System.Text.Json.Serialization;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Vision.Ffmpeg;

namespace Zhuhui.Edge.Gateway.Admin.Plan;

/// <summary>Where something is on the plan, in fractions of its width and height.</summary>
internal readonly record struct PlanSpot(double X, double Y);

/// <summary>The plan as it is kept.</summary>
/// <param name="Picture">Another one with any other picture; null where there is none.</param>
/// <param name="Spots">By <c>door/ID</c>, <c>camera/ID</c> and <c>zone/CAMERA/ZONE</c>.</param>
/// <param name="By">Who changed it last.</param>
internal sealed record PlanRecord(string? Picture, int Width, int Height, IReadOnlyDictionary<string, PlanSpot> Spots, string By = "",
    DateTimeOffset At = default)
{
    public static PlanRecord Empty { get; } = new(null, 1000, 600, new Dictionary<string, PlanSpot>());
}

/// <summary>The plan of the compound: a picture, and where on it doors, cameras and their zones are. Both lie in the data folder and in no
/// backup: a plan is drawn anew in minutes. Thread safe.</summary>
internal sealed class GroundPlan
{
    public const int MostBytes = 8 << 20;

    private const string RecordFile = "plan.json";
    private const string PictureFile = "plan.jpg";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly TimeProvider _time;
    private volatile PlanRecord _now;
    private volatile byte[]? _picture;

    public GroundPlan(SiteFile site, TimeProvider time)
    {
        (_folder, _time, _now) = (site.DataFolder, time, PlanRecord.Empty);
        try
        {
            if (File.Exists(At(RecordFile)) && JsonSerializer.Deserialize<PlanRecord>(File.ReadAllBytes(At(RecordFile)), _json) is
                { Spots: not null } kept)
            {
                _picture = kept.Picture is not null && File.Exists(At(PictureFile)) ? File.ReadAllBytes(At(PictureFile)) : null;
                _now = _picture is null ? kept with { Picture = null } : kept;
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            // A plan that can't be read is none: nothing depends on it, and whoever draws the next one writes over it.
            _now = PlanRecord.Empty;
        }
    }

    public PlanRecord Now => _now;

    public byte[]? Picture => _picture;

    /// <summary>As the plan calls the place of an alarm.</summary>
    /// <returns>Null where it is nowhere on the plan.</returns>
    public PlanSpot? SpotOf(AlarmStatus alarm, SiteFile site)
    {
        var spots = _now.Spots;
        return alarm.Camera is { } camera
            ? Find(spots, $"zone/{camera}/{alarm.Zone}") ?? Find(spots, $"camera/{camera}")
            : site.Doors.FirstOrDefault(door => door.Id == alarm.Where || (alarm.Where is { } device
                && (door.Readers.Contains(device) || door.ExitReaders.Contains(device)))) is { } at ? Find(spots, $"door/{at.Id}") : null;
    }

    public static PlanSpot? Find(IReadOnlyDictionary<string, PlanSpot> spots, string name) => spots.TryGetValue(name, out var spot) ? spot
        : null;

    /// <summary>Takes another picture; what was placed stays where it was.</summary>
    /// <returns>False where it is not a picture.</returns>
    /// <exception cref="StorageException">The disk refuses it.</exception>
    public async Task<bool> TakePictureAsync(ReadOnlyMemory<byte> file, string by, CancellationToken cancellationToken)
    {
        if (await PlainPicture.ReadAsync(file, cancellationToken) is not var (jpeg, width, height))
        {
            return false;
        }

        lock (_lock)
        {
            Write(PictureFile, jpeg);
            Keep(_now with { Picture = Guid.NewGuid().ToString("N"), Width = width, Height = height, By = by, At = _time.GetUtcNow() });
            _picture = jpeg;
        }

        return true;
    }

    /// <exception cref="StorageException">The disk refuses it.</exception>
    public void Place(IReadOnlyDictionary<string, PlanSpot> spots, string by)
    {
        lock (_lock)
        {
            Keep(_now with { Spots = spots, By = by, At = _time.GetUtcNow() });
        }
    }

    private void Keep(PlanRecord next)
    {
        Write(RecordFile, JsonSerializer.SerializeToUtf8Bytes(next, _json));
        _now = next;
    }

    private void Write(string file, byte[] content)
    {
        try
        {
            AtomicFile.Write(At(file), content);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{At(file)}: {refused.Message}", refused);
        }
    }

    private string At(string file) => Path.Combine(_folder, file);
}
