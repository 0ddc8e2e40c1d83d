using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Remote.Configuration;

/// <summary>One configuration from afar.</summary>
internal sealed record TwinVersion(long Version, JsonElement Settings);

/// <summary>What is known of configurations from afar, in <c>twin.json</c> of the data folder; a crash at any moment leaves the old or the
/// new one whole.</summary>
/// <param name="Good">The last one that ran for a minute; null for the bare site file.</param>
/// <param name="Trying">One that is to prove itself.</param>
/// <param name="Starts">How often that was started.</param>
/// <param name="DealtWith">The newest version that was judged; nothing older is ever taken up.</param>
/// <param name="Outcome">What became of that one.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsTold">Whether the journal has it.</param>
internal sealed record TwinState(TwinVersion? Good = null, TwinVersion? Trying = null, int Starts = 0, long DealtWith = 0,
    TwinOutcome? Outcome = null, string? Reason = null,
    bool IsTold = true)
{
    /// <summary>So many starts has a configuration to prove itself.</summary>
    public const int MostStarts = 2;

    public static TwinState None { get; } = new();

    /// <summary>The one to run.</summary>
    public TwinVersion? InForce => Trying ?? Good;

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "twin.json");

    /// <returns>None where there is no file, or it is none: the site file alone is always good.</returns>
    public static TwinState Read(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize<TwinState>(File.ReadAllBytes(PathIn(dataFolder)), RemoteJson.Options) ?? None;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return None;
        }
    }

    /// <exception cref="IOException">The disk refuses it.</exception>
    public void Write(string dataFolder) => AtomicFile.Write(PathIn(dataFolder), JsonSerializer.SerializeToUtf8Bytes(this,
        RemoteJson.Options));

    /// <summary>Before a start: counts it, or gives up what was tried.</summary>
    /// <param name="problems">What is wrong with settings on the site file as it is now; none for those that fit.</param>
    public TwinState Started(Func<JsonElement, IReadOnlyList<string>> problems)
    {
        if (Trying is { } trying)
        {
            return Starts >= MostStarts ? BackTo($"it did not run for a minute in {MostStarts} starts").Started(problems)
                : problems(trying.Settings) is { Count: > 0 } now ? BackTo(string.Join("; ", now)).Started(problems)
                : this with { Starts = Starts + 1 };
        }

        return Good is { } good && problems(good.Settings) is { Count: > 0 } wrong
            ? this with
            {
                Good = null,
                IsTold = false,
                Outcome = TwinOutcome.RolledBack,
                Reason = $"the site file has changed, and version {good.Version} fits it no more: {string.Join("; ", wrong)}"
            }
            : this;
    }

    /// <summary>It ran for a minute.</summary>
    public TwinState Proven() => Trying is not { } trying ? this
        : trying.Version < DealtWith ? this with { Good = trying, Trying = null, Starts = 0 }
        : new TwinState(trying, DealtWith: trying.Version, Outcome: TwinOutcome.Applied);

    private TwinState BackTo(string reason) => this with
    {
        Trying = null,
        Starts = 0,
        IsTold = false,
        Outcome = TwinOutcome.RolledBack,
        Reason = reason
    };
}
