using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Releases;

/// <summary>What the gateway hands over to root: a bundle in its folder, and whose order it is.</summary>
/// <param name="Id">Of this handing over.</param>
internal sealed record HandedBundle(string Id, string Version, string By);

/// <summary>
/// A bundle's way from the gateway, which fetched it, to root, which stages it. The gateway writes into its own folder; root reads from
/// there as from a stranger's, and answers in the programs' folder, which the gateway only reads. So neither writes where the other may.
/// </summary>
internal static class HandOver
{
    public const string Bundle = "fetched.bundle";

    private const string Ready = "ready";
    private const string Taken = "taken";
    private const int MostBytes = 4096;
    private const int LongestName = 64;
    private const UnixFileMode ReadByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
        | UnixFileMode.OtherRead;

    /// <summary>The word that root's service manager watches for.</summary>
    public static string ReadyIn(string folder) => Path.Combine(folder, Ready);

    public static void Hand(string folder, HandedBundle bundle) => AtomicFile.Write(ReadyIn(folder),
        Encoding.UTF8.GetBytes($"{bundle.Id}\n{bundle.Version}\n{bundle.By}\n"));

    /// <returns>Null where nothing is handed over, or what is there is no such word.</returns>
    /// <exception cref="IOException">It is no plain file, or can't be read.</exception>
    public static HandedBundle? Read(string folder)
    {
        using var file = PlainFile.Open(ReadyIn(folder));
        var text = new byte[MostBytes];
        var count = file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(text, 0, count).Split('\n') is [var id, var version, var by, ..]
            && Guid.TryParseExact(id, "N", out _)
            && version.Length <= LongestName && ReleaseVersion.Parse(version) is not null
            && by.Length is > 0 and <= LongestName && !by.Any(char.IsControl) ? new HandedBundle(id, version, by) : null;
    }

    /// <summary>Root's word: what came of it.</summary>
    /// <param name="refusal">Why it is not staged; null where it is.</param>
    public static void Answer(string programs, string id, Wording? refusal)
    {
        var file = Path.Combine(programs, Taken);
        File.WriteAllText(file + ".new", $"{id}\n{(refusal is null ? "" : JsonSerializer.Serialize(refusal))}\n");
        File.SetUnixFileMode(file + ".new", ReadByAll);
        File.Move(file + ".new", file, overwrite: true);
        FolderSync.Sync(programs);
    }

    /// <returns>Whether root has answered to this one, and why it is not staged; null where it is.</returns>
    public static (bool IsAnswered, Wording? Refusal) AnswerTo(string programs, string id)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(programs, Taken)) is [var whose, var said, ..] && whose == id
                ? (true, said.Length == 0 ? null : JsonSerializer.Deserialize<Wording>(said)) : (false, null);
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException or JsonException)
        {
            return (false, null);
        }
    }
}
