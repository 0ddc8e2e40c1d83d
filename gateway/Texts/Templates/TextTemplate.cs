using System.Globalization;
using System.Runtime.CompilerServices;

namespace Zhuhui.Edge.Gateway.Texts.Templates;

/// <summary>A text with named places, for example <c>{door}: closed again</c>; cut into its pieces once. A text has no braces but those of
/// its places.</summary>
internal sealed class TextTemplate(string text)
{
    private const int UsualLength = 256;

    /// <summary>Words and the names of places by turns, beginning with words.</summary>
    private readonly string[] _pieces = text.Split('{', '}');

    public IEnumerable<string> Places => _pieces.Where((_, i) => IsPlace(i));

    /// <exception cref="InvalidOperationException">A place has no argument.</exception>
    public string Fill(Language language, ReadOnlySpan<(string Place, TextArgument Argument)> arguments)
    {
        if (_pieces.Length == 1)
        {
            return _pieces[0];
        }

        var filled = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[UsualLength]);
        for (var i = 0; i < _pieces.Length; i++)
        {
            filled.AppendLiteral(IsPlace(i) ? ArgumentOf(_pieces[i], language, arguments) : _pieces[i]);
        }

        return filled.ToStringAndClear();
    }

    private static bool IsPlace(int piece) => piece % 2 == 1;

    private static string ArgumentOf(string place, Language language, ReadOnlySpan<(string Place, TextArgument Argument)> arguments)
    {
        foreach (var (name, argument) in arguments)
        {
            if (name == place)
            {
                return language == Language.Zh ? argument.Zh : argument.En;
            }
        }

        throw new InvalidOperationException($"nothing was given for {{{place}}}");
    }
}
