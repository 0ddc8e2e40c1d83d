using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>A card on a command line.</summary>
internal static class CardText
{
    /// <exception cref="UsageException">It is no card.</exception>
    public static CardPrint Read(string text) => CardPrint.Read(text) ?? throw new UsageException(CommandTexts.CardFormat(text));
}
