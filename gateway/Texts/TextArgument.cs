using System.Globalization;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>What is put into a named place of a text: the same in both languages, or words of its own in each.</summary>
internal readonly record struct TextArgument(string En, string Zh)
{
    public static implicit operator TextArgument(string? text) => new(text ?? "", text ?? "");

    public static implicit operator TextArgument(Wording words) => new(words.En, words.Zh);

    public static implicit operator TextArgument(long number) => number.ToString(CultureInfo.InvariantCulture);
}
