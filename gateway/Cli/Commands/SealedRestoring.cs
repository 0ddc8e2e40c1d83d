using System.CommandLine;
using System.Globalization;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Restores a sealed backup, and says beforehand what comes back, what does not, and what nobody knows.</summary>
internal static class SealedRestoring
{
    public static async Task<int> RunAsync(ParseResult parsed, SiteFile site, string file, string by, bool isToDo)
    {
        if (await RegistryEndpoint.TryAskAsync(site.DataFolder, new BackupRequest(BackupAction.MadeFor, null, null),
            CancellationToken.None) is not null)
        {
            return parsed.Refuse(SealedTexts.Running(site.DataFolder));
        }

        if (SealedFile.ReadHead(file) is not { } head)
        {
            return parsed.Refuse(SealedTexts.NoBackup(file));
        }

        var time = head.MadeAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        parsed.Answer(SealedTexts.Head(head.Site, time, head.Recovery));
        using var recovery = RecoveryEntry.ReadIfThere(parsed.InvocationConfiguration.Error);
        if (recovery is null)
        {
            parsed.Answer(SealedTexts.Without);
            Say(parsed, head.Counts, Wording.Empty);
            return Exit.Refused;
        }

        var box = new NewBox(site, file, recovery);
        var restore = box.Plan();
        if (isToDo)
        {
            // Its own keys are made as soon as it is opened; what it had before is what counts.
            restore = box.Restore(by) with { ReplacesKeys = restore.ReplacesKeys };
        }

        parsed.Answer(SealedTexts.ComesBack);
        Say(parsed, restore.Counts, restore.Packs.Count == 0 ? Wording.Empty : SealedTexts.Packs(string.Join(", ", restore.Packs)));
        RegistryCommand.Say(parsed, restore.Plan.Told, isToDo);
        RegistryCommand.List(parsed, SealedTexts.Dead, restore.DeadFaces);
        if (restore.IsAnotherJournal)
        {
            parsed.Answer(SealedTexts.Unknown(time));
            parsed.Answer(SealedTexts.UsesKept);
        }

        parsed.Answer(SealedTexts.NoAccounts);
        if (restore.ReplacesKeys)
        {
            parsed.Answer(SealedTexts.KeysReplaced);
        }

        if (box.Contents.SiteText is not null)
        {
            parsed.Answer(SealedTexts.SiteFile);
        }

        return isToDo ? Exit.Done : parsed.Refuse(CommandTexts.NothingDone);
    }

    private static void Say(ParseResult parsed, SealedCounts counts, Wording packs)
    {
        parsed.Answer(SealedTexts.People(counts.People, counts.Households));
        parsed.Answer(SealedTexts.Cards(counts.Cards, counts.Codes));
        foreach (var (people, words) in new[] { (counts.Faces, SealedTexts.Faces(counts.Faces, packs)),
            (counts.Pins, SealedTexts.Pins(counts.Pins)), (counts.Photos, SealedTexts.Photos(counts.Photos)) })
        {
            if (people > 0)
            {
                parsed.Answer(words);
            }
        }

        parsed.Answer(counts.Passes ? SealedTexts.Passes : SealedTexts.NoPasses);
    }
}
