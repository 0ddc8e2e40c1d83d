namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>The nearest few people in descending order of score, kept while a pass goes over all. Lives on the caller's stack.</summary>
internal ref struct NearestPeople(Span<(int Person, float Score)> places)
{
    private readonly Span<(int Person, float Score)> _places = places;
    private int _count;

    public readonly ReadOnlySpan<(int Person, float Score)> All => _places[.._count];

    public void Offer(int person, float score)
    {
        if (_count == _places.Length && score <= _places[^1].Score)
        {
            return;
        }

        var at = _count < _places.Length ? _count++ : _count - 1;
        for (; at > 0 && _places[at - 1].Score < score; at--)
        {
            _places[at] = _places[at - 1];
        }

        _places[at] = (person, score);
    }
}
