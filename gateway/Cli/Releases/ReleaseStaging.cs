using System.Diagnostics;
using Zhuhui.Edge.Gateway.Admin.Releases;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Setup;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Releases;

/// <summary>A bundle's way into the box, from a file to the trial: looked at, unpacked into the free place, tried on a copy of the data,
/// and the running gateway told. The places are root's, and so is whoever does this.</summary>
/// <param name="siteFile">The file that <paramref name="site"/> was read from.</param>
/// <param name="say">Told what is under way.</param>
internal sealed class ReleaseStaging(SiteFile site, string siteFile, Slots slots, ReleaseKeys keys, Action<Wording> say)
{
    public const string RehearseWord = "rehearse";

    /// <summary>The bundles there, newest first, those that this box does not take last.</summary>
    public IReadOnlyList<FoundBundle> Find(IReadOnlyList<string> media) => BundleSearch.In(media, keys, Refusal);

    /// <param name="by">Who orders it.</param>
    /// <param name="version">That was ordered; null for whatever the bundle holds.</param>
    /// <returns>Why it is not staged; null where it is.</returns>
    /// <exception cref="ReleaseException">It is no bundle, or of nobody whom this box trusts.</exception>
    /// <exception cref="Storage.StorageException">The disk refuses it, or somebody stages already.</exception>
    public async Task<Wording?> StageAsync(string file, string by, CancellationToken cancellationToken, string? version = null)
    {
        var bundle = ReleaseBundle.Open(file, keys);
        var release = bundle.Manifest;
        if (version is not null && release.Version != version)
        {
            return ReleaseTexts.OtherVersion(file, release.Version);
        }

        using var own = slots.Take();
        slots.Keep(ReleaseTrial.KeptIn(site.DataFolder));
        if (slots.Trial is { } trial)
        {
            return ReleaseTexts.TrialOn(trial.Version);
        }

        if (Refusal(release) is { } refusal)
        {
            return refusal;
        }

        var place = slots.Stage(bundle, by);
        say(ReleaseTexts.Rehearsing(release.Version));
        if (await RehearseAsync(release.Version, Path.Combine(place, "zhuhui-edge"), cancellationToken) is { } problem)
        {
            return problem;
        }

        slots.Try(place);
        say(await ReleaseEndpoint.TryAskAsync(site.DataFolder, new GoOverRequest(by), cancellationToken) is null
            ? ReleaseTexts.NextStart(release.Version) : ReleaseTexts.GoesOver(release.Version));
        return null;
    }

    private Wording? Refusal(ReleaseManifest release) => ReleaseRules.Refusal(release,
        slots.CurrentOr(ReleaseTrial.KeptIn(site.DataFolder)) ?? ThisProgram.Version, DataForm.Of(site.DataFolder));

    private async Task<Wording?> RehearseAsync(string version, string program, CancellationToken cancellationToken)
    {
        var account = ServiceAccount.Find() with { Program = program };
        var (code, said) = await SayAsync(account, ["--version"], cancellationToken);
        if (code != Exit.Done || said != version)
        {
            return ReleaseTexts.DoesNotRun(version, said);
        }

        (code, said) = await SayAsync(account, ["release", RehearseWord, "--site", siteFile], cancellationToken);
        if (code != Exit.Done)
        {
            return ReleaseTexts.DoesNotRun(version, said);
        }

        say(Wording.Same(said));
        return null;
    }

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
}
