namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>The same words in both languages of the site. Records hold both, so that a journal can be read in either.</summary>
internal sealed record Wording(string En, string Zh)
{
    public static Wording Empty { get; } = new("", "");

    /// <summary>What is the same in both languages: a name, a number, what another program said.</summary>
    public static Wording Same(string text) => new(text, text);

    public static Wording Join(Wording separator, IEnumerable<Wording> words)
    {
        Wording[] all = [.. words];
        return new Wording(string.Join(separator.En, all.Select(w => w.En)), string.Join(separator.Zh, all.Select(w => w.Zh)));
    }

    public static Wording Join(Wording separator, IEnumerable<string> words)
    {
        string[] all = [.. words];
        return new Wording(string.Join(separator.En, all), string.Join(separator.Zh, all));
    }

    public static Wording operator +(Wording first, Wording second) => new(first.En + second.En, first.Zh + second.Zh);

    public string In(Language language) => language == Language.Zh ? Zh : En;
}
