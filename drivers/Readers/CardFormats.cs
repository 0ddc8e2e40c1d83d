using System.Globalization;

namespace Zhuhui.Edge.Drivers.Readers;

/// <summary>The card formats a site knows by name: the usual ones and those its file describes.</summary>
public sealed class CardFormats
{
    private readonly Dictionary<string, WiegandFormat> _formats;

    /// <param name="described">The site's own formats, without <see cref="Problems"/>.</param>
    /// <exception cref="ArgumentException">A format has a problem.</exception>
    public CardFormats(IEnumerable<CardFormatOptions> described)
    {
        _formats = WiegandFormat.All.Concat(WiegandFormat.SerialNumbers).ToDictionary(format => format.Name, StringComparer.Ordinal);
        foreach (var options in described)
        {
            if (Problems(options) is [var problem, ..])
            {
                throw new ArgumentException($"Card format '{options.Name}': {problem}", nameof(described));
            }

            if (!_formats.TryAdd(options.Name, FormatOf(options)))
            {
                throw new ArgumentException($"Two card formats have the name '{options.Name}'.", nameof(described));
            }
        }
    }

    /// <summary>The usual formats alone.</summary>
    public static CardFormats BuiltIn { get; } = new([]);

    public IReadOnlyCollection<string> Names => _formats.Keys;

    /// <summary>What is wrong with a format of the site file, one line each.</summary>
    public static IReadOnlyList<CardFormatProblem> Problems(CardFormatOptions options)
    {
        List<CardFormatProblem> problems = [];
        var hasFacility = options.FacilityFirst != 0 || options.FacilityLast != 0;
        if (BuiltIn._formats.ContainsKey(options.Name))
        {
            problems.Add(new(CardFormatProblemKind.NameBuiltIn, options.Name));
        }

        if (options.Bits is < 8 or > WiegandFrame.MaxLength)
        {
            problems.Add(new(CardFormatProblemKind.Bits, "", options.Bits, WiegandFrame.MaxLength));
        }

        Inside(problems, options, CardFormatProblemKind.NumberOutside, "", options.NumberFirst, options.NumberLast);
        if (hasFacility)
        {
            Inside(problems, options, CardFormatProblemKind.FacilityOutside, "", options.FacilityFirst, options.FacilityLast);
            if (options.FacilityFirst <= options.NumberLast && options.NumberFirst <= options.FacilityLast)
            {
                problems.Add(new(CardFormatProblemKind.Overlap, "", options.FacilityFirst, options.FacilityLast, options.NumberFirst,
                    options.NumberLast));
            }
        }

        var payload = options.NumberLast - options.NumberFirst + 1 + (hasFacility ? options.FacilityLast - options.FacilityFirst + 1 : 0);
        if (payload > 64)
        {
            problems.Add(new(CardFormatProblemKind.TooLong, "", payload));
        }

        if (options.BytesReversed && payload % 8 != 0)
        {
            problems.Add(new(CardFormatProblemKind.NoWholeBytes, "", payload));
        }

        ParityProblems(problems, options, hasFacility);
        return problems;
    }

    /// <returns>Null where there is no such format; <see cref="Unknown"/> says so.</returns>
    internal WiegandFormat? Find(string name) => _formats.GetValueOrDefault(name);

    /// <summary>What keeps a format from two data lines, one line for the installer; null for nothing.</summary>
    public string? UnfitForPins(string name) => Find(name) is { Parity.Count: 0 }
        ? $"'{name}' has no parity bit, and without one every disturbance on two data lines would be a card; it is for osdp readers"
        : null;

    /// <summary>One line for the installer who named a format that there is not.</summary>
    internal string Unknown(string reader, string name) =>
        $"Reader '{reader}' has no card format '{name}': the formats are {string.Join(", ", Names)}. Correct it in the site file.";

    private static WiegandFormat FormatOf(CardFormatOptions options) => new(
        options.Name,
        options.Bits,
        options.FacilityFirst == 0 ? null : new WiegandField(options.FacilityFirst, options.FacilityLast),
        new WiegandField(options.NumberFirst, options.NumberLast),
        [.. options.Parity.Select(parity => new WiegandParity(parity.Bit, parity.First, parity.Last, parity.Odd))],
        options.BytesReversed);

    private static void ParityProblems(List<CardFormatProblem> problems, CardFormatOptions options, bool hasFacility)
    {
        for (var i = 0; i < options.Parity.Count; i++)
        {
            var (parity, at) = (options.Parity[i], string.Create(CultureInfo.InvariantCulture, $"Parity[{i}]"));
            Inside(problems, options, CardFormatProblemKind.ParityOutside, $"{at}.Bit", parity.Bit, parity.Bit);
            Inside(problems, options, CardFormatProblemKind.ParityOutside, at, parity.First, parity.Last);
            if (parity.Bit >= parity.First && parity.Bit <= parity.Last)
            {
                problems.Add(new(CardFormatProblemKind.GuardsItself, at, parity.Bit, parity.First, parity.Last));
            }

            if ((parity.Bit >= options.NumberFirst && parity.Bit <= options.NumberLast)
                || (hasFacility && parity.Bit >= options.FacilityFirst && parity.Bit <= options.FacilityLast))
            {
                problems.Add(new(CardFormatProblemKind.ParityInValue, at, parity.Bit));
            }

            if (options.Parity.Take(i).Any(earlier => earlier.Bit == parity.Bit))
            {
                problems.Add(new(CardFormatProblemKind.ParityTwice, at, parity.Bit));
            }

            if (options.Parity.Skip(i + 1).FirstOrDefault(later => later.Bit >= parity.First && later.Bit <= parity.Last) is { } guarded)
            {
                problems.Add(new(CardFormatProblemKind.GuardsParity, at, guarded.Bit));
            }
        }
    }

    private static void Inside(List<CardFormatProblem> problems, CardFormatOptions options, CardFormatProblemKind kind, string what,
        int first, int last)
    {
        if (first < 1 || first > last || last > options.Bits)
        {
            problems.Add(new(kind, what, first, last, options.Bits));
        }
    }
}
