using Zhuhui.Edge.Gateway.Admin.Releases;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Releases;

/// <summary>
/// Root takes over what the gateway has fetched. What lies in the gateway's folder may change at any moment: it is copied into root's own
/// first, and the copy alone is looked at and staged. The gateway's word counts for nothing but whose order it was.
/// </summary>
internal sealed class ReleaseTake(string dataFolder, Slots slots, ReleaseStaging staging)
{
    private const string Copy = "incoming.bundle";

    private readonly string _handed = ReleaseTrial.FolderIn(dataFolder);

    /// <returns>Why it is not staged, which the gateway is told too; null where it is, or was before.</returns>
    /// <exception cref="StorageException">The programs' folder can't be written to.</exception>
    public async Task<Wording?> RunAsync(CancellationToken cancellationToken)
    {
        HandedBundle? handed;
        try
        {
            handed = HandOver.Read(_handed);
        }
        catch (IOException none)
        {
            return ReleaseTexts.Unreadable(HandOver.ReadyIn(_handed), none.Message);
        }

        if (handed is null)
        {
            return ReleaseTexts.NothingHanded(HandOver.ReadyIn(_handed));
        }

        if (HandOver.AnswerTo(slots.Folder, handed.Id).IsAnswered)
        {
            return null;
        }

        // Staged, and cut off before it was said.
        var refusal = slots.Trial is { } trial && trial.Version == handed.Version && trial.By == handed.By ? null
            : await StageAsync(handed, cancellationToken);
        try
        {
            HandOver.Answer(slots.Folder, handed.Id, refusal);
            return refusal;
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused(slots.Folder, full);
        }
    }

    private async Task<Wording?> StageAsync(HandedBundle handed, CancellationToken cancellationToken)
    {
        var copy = Path.Combine(slots.Folder, Copy);
        try
        {
            Directory.CreateDirectory(slots.Folder);
            return CopyOver(Path.Combine(_handed, HandOver.Bundle), copy)
                ?? await staging.StageAsync(copy, handed.By, cancellationToken, handed.Version);
        }
        catch (ReleaseException none)
        {
            return none.Words;
        }
        catch (Exception refused) when (refused is StorageException or IOException or UnauthorizedAccessException)
        {
            return ReleaseTexts.DiskRefuses(refused.Message);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static Wording? CopyOver(string from, string to)
    {
        File.Delete(to);
        using var source = PlainFile.Open(from);
        var size = source.Length;
        if (size > ReleaseBundle.MostBytes + ReleaseBundle.MostBeside)
        {
            return ReleaseTexts.TooLarge(from, size);
        }

        var folder = Path.GetDirectoryName(to)!;
        if (FetchRoom.Lack(folder, size) is { } lack)
        {
            return lack;
        }

        using var target = new FileStream(to, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        var buffer = new byte[1 << 16];
        for (var left = size; left > 0;)
        {
            var read = source.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
            {
                break;
            }

            target.Write(buffer, 0, read);
            left -= read;
        }

        return null;
    }
}
