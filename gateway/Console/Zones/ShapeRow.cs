namespace Zhuhui.Edge.Gateway.Console.Zones;

/// <summary>A zone, line or mask as it stands in the form.</summary>
/// <param name="Kind">zone, line or mask; empty: there is none, or it goes.</param>
/// <param name="Corners">As it is typed: <c>0.1 0.5, 0.9 0.5, 0.5 1</c>.</param>
/// <param name="Direction">Of a line: which crossing counts.</param>
/// <param name="Anybody">Of a zone: <c>yes</c>, <c>no</c>, or empty for what the ring has.</param>
/// <param name="Loiter">Of a zone: seconds; empty for what the ring has.</param>
/// <param name="Was">What it was called when the page was made: what the form does not show stays as it was.</param>
/// <param name="Problem">What is wrong with it; null where nothing is.</param>
public sealed record ShapeRow(string Kind, string Id, string Corners, string Direction, string Anybody, string Loiter, string Was,
    string? Problem = null)
{
    public static ShapeRow Empty { get; } = new("", "", "", "Either", "", "", "");
}

/// <summary>A shape as it is drawn: in the drawing's own units.</summary>
/// <param name="Points">As an SVG has them.</param>
public sealed record DrawnShape(int Row, string Kind, string Id, string Points, string LabelX, string LabelY);

/// <summary>Where something would have been an alarm.</summary>
public sealed record WouldBeMark(int Number, string At, string What, string Where, string X, string Y, bool IsAlarm);
