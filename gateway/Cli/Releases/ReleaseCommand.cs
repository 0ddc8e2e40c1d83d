using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin.Releases;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Releases;

/// <summary>Releases as signed bundles: looked at, staged beside the running version, tried on a copy of the data, gone over to.</summary>
internal static class ReleaseCommand
{
    public static Command Create() => new("release", "another version of this program: look at a bundle, stage it, see how it stands")
    {
        About(), Find(), Verify(), Stage(), Status(), Rehearse(), Take(),
    };

    /// <summary>For whoever makes bundles.</summary>
    private static Command About()
    {
        var command = new Command("about", "what a bundle's manifest says of this program") { Hidden = true };
        command.SetAction(parsed => parsed.Answer($"\"product\":\"{ReleaseManifest.ThisProduct}\",\"version\":\"{ThisProgram.Version}\","
            + $"\"platform\":\"{ReleaseManifest.ThisPlatform}\",\"reads\":{DataForm.Reads},\"writes\":{DataForm.Writes}"));
        return command;
    }

    private static Command Verify()
    {
        var (file, keys) = (BundleOption(), KeysOption());
        var command = new Command("verify", "whether a bundle is whole, and signed by whom this box trusts") { file, keys };
        command.SetAction(parsed =>
        {
            var bundle = Open(parsed, file, keys);
            bundle.CheckProgram();
            return parsed.Answer(ReleaseTexts.InOrder(bundle.Manifest.Version, bundle.Manifest.Platform));
        });
        return command;
    }

    private static Command Find()
    {
        var site = new SiteOption();
        var (keys, programs, media) = (KeysOption(), ProgramsOption(), MediaOption());
        var command = new Command("find", "the bundles on USB sticks that are mounted, and which of them this box takes; newest first")
        {
            site, keys, programs, media,
        };
        command.SetAction(parsed =>
        {
            var found = StagingFor(parsed, site, keys, programs).Find(MediaOf(parsed, media));
            foreach (var one in found)
            {
                parsed.Answer(one.Problem is { } problem ? ReleaseTexts.FoundUnfit(one.File, problem)
                    : ReleaseTexts.Found(one.File, one.Release!.Version));
            }

            return found.Any(one => one.Problem is null) ? Exit.Done : parsed.Refuse(NothingFound(parsed, media));
        });
        return command;
    }

    private static Command Stage()
    {
        var site = new SiteOption();
        var (keys, programs, media, by) = (KeysOption(), ProgramsOption(), MediaOption(), CliOptions.Operator());
        var file = CliOptions.Text("--bundle", "FILE", "the bundle; the newest on a mounted USB stick where it is left out");
        var command = new Command("stage", "put a bundle beside the running version and go over to it when no door is open; as root")
        {
            site, file, by, keys, programs, media,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var staging = StagingFor(parsed, site, keys, programs);
            var bundle = parsed.GetValue(file) ?? staging.Find(MediaOf(parsed, media)).FirstOrDefault(one => one.Problem is null)?.File;
            return bundle is null ? parsed.Refuse(NothingFound(parsed, media))
                : await staging.StageAsync(bundle, parsed.GetRequiredValue(by), cancellationToken) is { } refusal ? parsed.Refuse(refusal)
                : Exit.Done;
        });
        return command;
    }

    private static Command Status()
    {
        var (site, programs) = (new SiteOption { Required = false }, ProgramsOption());
        var command = new Command("status", "which version runs, which is on trial, how the last trial ended") { site, programs };
        command.SetAction(parsed =>
        {
            var slots = SlotsOf(parsed, programs);
            var kept = parsed.GetValue(site) is null ? null : ReleaseTrial.KeptIn(site.Read(parsed).DataFolder);
            var trial = slots.Trial;
            parsed.Answer(ReleaseTexts.Running(slots.CurrentOr(kept) ?? ThisProgram.Version));
            if (trial is not null && trial.Id != kept)
            {
                parsed.Answer(ReleaseTexts.OnTrial(trial.Version));
            }

            return slots.Ended is { } ended ? parsed.Answer(ReleaseTexts.LastEnded(ended.Version, ended.Because)) : Exit.Done;
        });
        return command;
    }

    /// <summary>Asked of a version that is staged, by the one that stages it.</summary>
    private static Command Rehearse()
    {
        var site = new SiteOption();
        var command = new Command(ReleaseStaging.RehearseWord, "open a copy of the data folder as a start does, and throw the copy away")
        {
            site,
        };
        command.Hidden = true;
        command.SetAction(parsed => parsed.Answer(ReleaseTexts.Rehearsed(ThisProgram.Version, Rehearsal.Run(site.Read(parsed)))));
        return command;
    }

    /// <summary>Asked of root by its service manager, when the gateway has fetched a bundle.</summary>
    private static Command Take()
    {
        var (site, keys, programs) = (new SiteOption(), KeysOption(), ProgramsOption());
        var command = new Command("take", "stage what the gateway has fetched and handed over; as root") { site, keys, programs };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var take = new ReleaseTake(site.Read(parsed).DataFolder, SlotsOf(parsed, programs), StagingFor(parsed, site, keys, programs));
            return await take.RunAsync(cancellationToken) is { } refusal ? parsed.Refuse(refusal) : Exit.Done;
        });
        return command;
    }

    /// <exception cref="ReleaseException">It is none, or of nobody whom this box trusts.</exception>
    private static ReleaseBundle Open(ParseResult parsed, Option<string> file, Option<string> keys) =>
        ReleaseBundle.Open(parsed.GetRequiredValue(file), KeysOf(parsed, keys));

    private static ReleaseStaging StagingFor(ParseResult parsed, SiteOption site, Option<string> keys, Option<string> programs) =>
        new(site.Read(parsed), parsed.GetRequiredValue(site), SlotsOf(parsed, programs), KeysOf(parsed, keys), said => parsed.Answer(said));

    private static ReleaseKeys KeysOf(ParseResult parsed, Option<string> keys) => ReleaseKeys.Read(parsed.GetValue(keys)
        ?? ReleaseKeys.UsualFolder);

    private static string[] MediaOf(ParseResult parsed, Option<string[]> media) => parsed.GetValue(media) is { Length: > 0 } named ? named
        : BundleSearch.Media();

    private static Wording NothingFound(ParseResult parsed, Option<string[]> media) =>
        ReleaseTexts.NothingFound(MediaOf(parsed, media) is { Length: > 0 } places ? string.Join(", ", places) : BundleSearch.Usual);

    private static Slots SlotsOf(ParseResult parsed, Option<string> programs) => new(parsed.GetValue(programs)
        ?? Environment.GetEnvironmentVariable(ProgramPlace.Variable) ?? Slots.UsualFolder);

    private static Option<string> BundleOption() => CliOptions.Needed("--bundle", "FILE", "the bundle, from a folder or a USB stick");

    private static Option<string> KeysOption() => CliOptions.Text("--keys", "FOLDER",
        $"public keys of whoever makes releases; {ReleaseKeys.UsualFolder} by default");

    private static Option<string[]> MediaOption() => CliOptions.Texts("--media", "FOLDER",
        $"where to look for bundles; what is mounted under {BundleSearch.Usual} by default");

    private static Option<string> ProgramsOption() => CliOptions.Text("--programs", "FOLDER",
        $"where releases are staged; {Slots.UsualFolder} by default");
}
