using System.CommandLine;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary><c>--site FILE</c>, which nearly every command needs.</summary>
internal sealed class SiteOption : Option<string>
{
    public SiteOption()
        : base("--site")
    {
        HelpName = "FILE";
        Description = "the site file";
        Arity = ArgumentArity.ExactlyOne;
        Required = true;
    }

    /// <exception cref="SiteException">The file has problems.</exception>
    public SiteFile Read(ParseResult parsed)
    {
        var (site, problems) = SiteFiles.Read(parsed.GetRequiredValue(this));
        return site ?? throw new SiteException(problems);
    }
}
