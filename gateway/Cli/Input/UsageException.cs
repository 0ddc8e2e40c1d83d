using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>The command line is not right; one line for the person who typed it.</summary>
internal sealed class UsageException(Wording words) : Exception(words.En)
{
    public Wording Words => words;
}
