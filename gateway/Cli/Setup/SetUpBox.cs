using System.Text;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Setup.Asking;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>What is done once all is asked: files, the first administrator's code, the first card.</summary>
internal sealed class SetUpBox(Interview interview, SetupFolder folder, Dictionary<string, string> secrets,
    ServiceAccount account, TimeProvider time)
{
    /// <returns>The site as it is read from what is written.</returns>
    /// <exception cref="SiteException">What was asked for makes no site that can run; nothing is written.</exception>
    public SiteFile Write(SiteFile asked)
    {
        var text = SiteWriter.Write(asked, asked.Language, SetupTexts.Heading(asked.CompoundName).In(asked.Language));
        var (site, problems) = SiteFiles.Read(new SiteSource(folder.SiteFile, Encoding.UTF8.GetBytes(text)));
        if (site is null)
        {
            throw new SiteException(problems);
        }

        folder.Write(text, secrets, account.User);
        interview.Say(SetupTexts.Written(folder.SiteFile));
        if (secrets.Count > 0)
        {
            interview.Say(SetupTexts.SecretsWritten(folder.Secrets));
        }

        return site;
    }

    /// <param name="holder">Who gets the first card; null where none is tried.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> FinishAsync(SiteFile site, string? holder, CancellationToken cancellationToken)
    {
        interview.Part();
        interview.Say(SetupTexts.FirstAdministrator);
        await RelayAsync(["account", "setup", "--site", folder.SiteFile], cancellationToken);
        var isOpen = holder is null;
        if (holder is not null)
        {
            interview.Part();
            interview.Say(SetupTexts.Starting);
            await using var trial = await GatewayTrial.StartAsync(site, folder.SiteFile, account, secrets, time, cancellationToken);
            isOpen = await new FirstCard(interview, site, time, holder).TryAsync(cancellationToken);
            if (trial.IsService)
            {
                interview.Say(SetupTexts.Runs);
                return isOpen ? Exit.Done : Exit.Refused;
            }
        }

        interview.Say(account.User is null ? SetupTexts.StartByHand(folder.SiteFile) : SetupTexts.StartService);
        return isOpen ? Exit.Done : Exit.Refused;
    }

    private async Task RelayAsync(string[] words, CancellationToken cancellationToken)
    {
        using var process = account.Start(words, secrets);
        process.StandardInput.Close();
        await Task.WhenAll(SayAsync(process.StandardOutput), SayAsync(process.StandardError));
        await process.WaitForExitAsync(cancellationToken);

        async Task SayAsync(StreamReader from)
        {
            while (await from.ReadLineAsync(cancellationToken) is { } line)
            {
                interview.Say(Wording.Same(line));
            }
        }
    }
}
