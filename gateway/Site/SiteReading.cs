namespace Zhuhui.Edge.Gateway.Site;

/// <summary>What reading a site file gave: the value, or every error at once, one line each.</summary>
/// <param name="Value">Null where there is an error.</param>
/// <param name="Sketch">What could be read in spite of errors, with defaults for the rest: good for finding more of them, not for
/// running.</param>
internal sealed record SiteReading<T>(T? Value, IReadOnlyList<string> Errors, T? Sketch = null)
    where T : class;
