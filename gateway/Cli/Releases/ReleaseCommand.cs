using System.CommandLine;
using System.Diagnostics;
using Zhuhui.Edge.Gateway.Admin.Releases;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Setup;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Releases;

/// <summary>Releases as signed bundles: looked at, staged beside the running version, tried on a copy of the data, gone over to.</summary>
internal static class ReleaseCommand
{
    private const string UsualKeys = "/etc/zhuhui-edge/release-keys";
    private const string RehearseWord = "rehearse";

    public static Command Create() => new("release", "another version of this program: look at a bundle, stage it, see how it stands")
    {
        About(), Verify(), Stage(), Status(), Rehearse(),
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

    private static Command Stage()
    {
        var site = new SiteOption();
        var (file, keys, programs, by) = (BundleOption(), KeysOption(), ProgramsOption(), CliOptions.Operator());
        var command = new Command("stage", "put a bundle beside the running version and go over to it when no door is open; as root")
        {
            site, file, by, keys, programs,
        };
        command.SetAction((parsed, cancellationToken) => StageAsync(parsed, site.Read(parsed), parsed.GetRequiredValue(site),
            SlotsOf(parsed, programs), Open(parsed, file, keys), parsed.GetRequiredValue(by), cancellationToken));
        return command;
    }

    private static async Task<int> StageAsync(ParseResult parsed, SiteFile site, string siteFile, Slots slots, ReleaseBundle bundle,
        string by, CancellationToken cancellationToken)
    {
        var release = bundle.Manifest;
        if (slots.Trial is { } trial)
        {
            return parsed.Refuse(ReleaseTexts.TrialOn(trial.Version));
        }

        if (ReleaseRules.Refusal(release, slots.Current ?? ThisProgram.Version, DataForm.Of(site.DataFolder)) is { } refusal)
        {
            return parsed.Refuse(refusal);
        }

        var place = slots.Stage(bundle);
        parsed.Answer(ReleaseTexts.Rehearsing(release.Version));
        var account = ServiceAccount.Find() with { Program = Path.Combine(place, "zhuhui-edge") };
        if (await SayAsync(account, ["--version"], cancellationToken) is var (code, said) && (code != Exit.Done || said != release.Version))
        {
            return parsed.Refuse(ReleaseTexts.DoesNotRun(release.Version, said));
        }

        (code, said) = await SayAsync(account, ["release", RehearseWord, "--site", siteFile], cancellationToken);
        if (code != Exit.Done)
        {
            return parsed.Refuse(ReleaseTexts.DoesNotRun(release.Version, said));
        }

        parsed.Answer(said);
        slots.Try(place);
        return parsed.Answer(await ReleaseEndpoint.TryAskAsync(site.DataFolder, new GoOverRequest(by), cancellationToken) is null
            ? ReleaseTexts.NextStart(release.Version) : ReleaseTexts.GoesOver(release.Version));
    }

    private static Command Status()
    {
        var programs = ProgramsOption();
        var command = new Command("status", "which version runs, which is on trial, how the last trial ended") { programs };
        command.SetAction(parsed =>
        {
            var slots = SlotsOf(parsed, programs);
            parsed.Answer(ReleaseTexts.Running(slots.Current ?? ThisProgram.Version));
            if (slots.Trial is { } trial)
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
        var command = new Command(RehearseWord, "open a copy of the data folder as a start does, and throw the copy away") { site };
        command.Hidden = true;
        command.SetAction(parsed => parsed.Answer(ReleaseTexts.Rehearsed(ThisProgram.Version, Rehearsal.Run(site.Read(parsed)))));
        return command;
    }

    /// <exception cref="ReleaseException">It is none, or of nobody whom this box trusts.</exception>
    private static ReleaseBundle Open(ParseResult parsed, Option<string> file, Option<string> keys) =>
        ReleaseBundle.Open(parsed.GetRequiredValue(file), ReleaseKeys.Read(parsed.GetValue(keys) ?? UsualKeys));

    private static async Task<(int Code, string Said)> SayAsync(ServiceAccount account, string[] words, CancellationToken cancellationToken)
    {
        using var process = Started(account, words);
        if (process is null)
        {
            return (Exit.Failed, account.Program);
        }

        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, (process.ExitCode == Exit.Done ? output : output + await error).Trim());
    }

    private static Process? Started(ServiceAccount account, string[] words)
    {
        try
        {
            return account.Start(words, new Dictionary<string, string>());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No program that runs here.
            return null;
        }
    }

    private static Slots SlotsOf(ParseResult parsed, Option<string> programs) => new(parsed.GetValue(programs)
        ?? Environment.GetEnvironmentVariable(ProgramPlace.Variable) ?? Slots.UsualFolder);

    private static Option<string> BundleOption() => CliOptions.Needed("--bundle", "FILE", "the bundle, from a folder or a USB stick");

    private static Option<string> KeysOption() => CliOptions.Text("--keys", "FOLDER",
        $"public keys of whoever makes releases; {UsualKeys} by default");

    private static Option<string> ProgramsOption() => CliOptions.Text("--programs", "FOLDER",
        $"where releases are staged; {Slots.UsualFolder} by default");
}
