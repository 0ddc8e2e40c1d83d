using System.Diagnostics;

namespace Zhuhui.Edge.Benchmarks.Power;

/// <summary>What was acknowledged over all cuts so far, and what of it is missing after the newest.</summary>
internal sealed class Expected
{
    private readonly HashSet<long> _appended = [];
    private readonly HashSet<long> _alarms = [];
    private readonly Dictionary<long, Word> _people = [];
    private readonly Dictionary<long, string> _tokens = [];
    private readonly Dictionary<Word, long> _newest = [];
    private readonly List<(long Number, double AgeMs)> _last = [];
    private readonly List<long> _lastAlarms = [];

    /// <summary>Numbers of alarms and appended records that must be there.</summary>
    public IReadOnlyCollection<long> Numbers => [.. _alarms, .. _appended];

    /// <summary>Alarms that people were told of since the last look.</summary>
    public IReadOnlyCollection<long> NewAlarms => _lastAlarms;

    public IReadOnlyDictionary<long, Word> People => _people;

    public IReadOnlyDictionary<long, string> Tokens => _tokens;

    public long Newest(Word word) => _newest.GetValueOrDefault(word, -1);

    public long Acknowledged { get; private set; }

    /// <summary>What the last run's writer said before the cut.</summary>
    /// <param name="cut">When the power failed.</param>
    public void Add(IEnumerable<Said> all, long cut)
    {
        foreach (var said in all)
        {
            Acknowledged += said.Word == Word.Open ? 0 : 1;
            switch (said.Word)
            {
                case Word.Appended:
                    _last.Add((said.Number, (cut - said.At) * 1000.0 / Stopwatch.Frequency));
                    break;
                case Word.Alarm:
                    _alarms.Add(said.Number);
                    _lastAlarms.Add(said.Number);
                    break;
                case Word.Enrolled or Word.Blocked or Word.Gone:
                    _people[said.Number] = said.Word;
                    break;
                case Word.Token:
                    _tokens[said.Number] = said.Text;
                    break;
                case Word.Site or Word.Twin or Word.Cursor:
                    _newest[said.Word] = said.Number;
                    break;
            }
        }
    }

    /// <summary>What the disk had beyond what was said: from here on it must stay.</summary>
    public void Found(Word word, long number) => _newest[word] = number;

    public void Found(long person, Word word) => _people[person] = word;

    /// <summary>Records that a cut may cost: how old the eldest of those was that it did cost, and how many it cost; those that are there
    /// must be there for good.</summary>
    public (int Lost, double EldestMs) Settle(IReadOnlySet<long> there)
    {
        var (lost, eldest) = (0, 0.0);
        foreach (var (number, age) in _last)
        {
            if (there.Contains(number))
            {
                _appended.Add(number);
            }
            else
            {
                lost++;
                eldest = Math.Max(eldest, age);
            }
        }

        _last.Clear();
        _lastAlarms.Clear();
        return (lost, eldest);
    }
}
