using System.Text;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports.Tables;

/// <summary>Comma-separated values as RFC 4180 has them, with line numbers: cells in quotes may hold commas, line breaks and doubled
/// quotes.
/// Semicolons and tabs separate where the first line with either has more of them. A cell's quotes that do not end, or end within it, are
/// an error with their line.</summary>
internal sealed class CsvReader
{
    private readonly string _text;
    private readonly char _comma;
    private int _at;
    private int _line = 1;

    private CsvReader(string text) => (_text, _comma) = (text, Separator(text));

    /// <returns>The rows, and what is wrong of the quotes: nothing behind that was read.</returns>
    public static (IReadOnlyList<TableRow> Rows, ImportFinding? Problem) Read(string text) => new CsvReader(text).Read();

    private (IReadOnlyList<TableRow> Rows, ImportFinding? Problem) Read()
    {
        List<TableRow> rows = [];
        while (_at < _text.Length)
        {
            var line = _line;
            List<Cell> cells = [];
            do
            {
                if (_at < _text.Length && _text[_at] == '"')
                {
                    var begun = _line;
                    if (Quoted() is not { } inside)
                    {
                        return (rows, new ImportFinding(begun, null, null, ImportTexts.OpenQuote));
                    }

                    if (_at < _text.Length && _text[_at] != _comma && _text[_at] is not ('\r' or '\n'))
                    {
                        return (rows, new ImportFinding(_line, null, null, ImportTexts.AfterQuote));
                    }

                    cells.Add(new Cell(inside));
                }
                else
                {
                    cells.Add(new Cell(Bare()));
                }
            }
            while (Next());
            rows.Add(new TableRow(line, cells));
        }

        return (rows, null);
    }

    /// <summary>Past what ends a cell.</summary>
    /// <returns>Whether another of the row follows.</returns>
    private bool Next()
    {
        if (_at >= _text.Length)
        {
            return false;
        }

        if (_text[_at] == _comma)
        {
            _at++;
            return true;
        }

        _at += _text[_at] == '\r' && _at + 1 < _text.Length && _text[_at + 1] == '\n' ? 2 : 1;
        _line++;
        return false;
    }

    private string Bare()
    {
        var from = _at;
        while (_at < _text.Length && _text[_at] != _comma && _text[_at] is not ('\r' or '\n'))
        {
            _at++;
        }

        return _text[from.._at];
    }

    private string? Quoted()
    {
        var inside = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] == '"')
            {
                if (_at + 1 >= _text.Length || _text[_at + 1] != '"')
                {
                    _at++;
                    return inside.ToString();
                }

                _at++;
            }

            _line += _text[_at] == '\n' || (_text[_at] == '\r' && !(_at + 1 < _text.Length && _text[_at + 1] == '\n')) ? 1 : 0;
            inside.Append(_text[_at]);
        }

        return null;
    }

    private static char Separator(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var (commas, semicolons, tabs) = (line.Count(','), line.Count(';'), line.Count('\t'));
            if (commas + semicolons + tabs > 0)
            {
                return tabs > commas && tabs >= semicolons ? '\t' : semicolons > commas ? ';' : ',';
            }
        }

        return ',';
    }
}
