using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.Cli.Setup.Asking;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>Which compound and gateway this is, who answers for people's data there, and who may open the console.</summary>
internal static partial class CompoundQuestions
{
    public static SiteFile Ask(Interview interview, SiteFile site)
    {
        var name = interview.AskText("compound.name", SetupTexts.CompoundName, null);
        site = site with
        {
            Name = name,
            Compound = AskId(interview, "compound.id", SetupTexts.CompoundId, Ids.Of(name, [], "compound")),
            District = AskId(interview, "district.id", SetupTexts.DistrictId, "zhuhui"),
            Gateway = AskId(interview, "gateway.id", SetupTexts.GatewayId, "gate-1"),
        };
        return site with
        {
            Privacy = site.Privacy with
            {
                Handler = interview.AskText("privacy.handler", SetupTexts.Handler, null),
                Contact = interview.AskText("privacy.contact", SetupTexts.Contact, null),
            },
        };
    }

    public static SiteFile AskConsole(Interview interview, SiteFile site) => site with
    {
        Web = new WebOptions
        {
            Host = interview.AskChoice("console.reach", SetupTexts.ConsoleReach,
            [
                new Choice<string>("estate", "0.0.0.0", SetupTexts.ReachEstate),
                new Choice<string>("machine", "127.0.0.1", SetupTexts.ReachMachine),
            ], "estate"),
        },
    };

    public static string AskId(Interview interview, string key, Wording question, string proposed) => interview.Ask<string>(key, question,
        text => Name().IsMatch(text) ? (text, null) : (null, SetupTexts.WrongId), proposed);

    [GeneratedRegex(SiteFile.NamePattern)]
    private static partial Regex Name();
}
