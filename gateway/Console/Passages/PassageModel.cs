using Zhuhui.Edge.Gateway.Console.Visitors;

namespace Zhuhui.Edge.Gateway.Console.Passages;

/// <summary>A day of the month's table.</summary>
/// <param name="Path">Its hours.</param>
/// <param name="People">How many different people.</param>
/// <param name="IsWhole">false: it is being counted still.</param>
public sealed record DayRow(string Day, string Path, string In, string Out, string Button, string People, bool IsWhole);

/// <summary>A month on a page: which, and those beside it.</summary>
public sealed record MonthLinks(string Name, string Before, string? After);

/// <summary>The month of all doors.</summary>
/// <param name="Total">In words.</param>
internal sealed record MonthModel(MonthLinks Month, IReadOnlyList<DayRow> Days, string Total, bool IsWhole, string Text,
    IReadOnlyList<HostRow> Found);

/// <summary>A day in a person's month; an empty one fills the week.</summary>
public sealed record DayCell(string Day, string Ways, string Times, bool IsToday);

/// <param name="Weeks">Monday to Sunday.</param>
internal sealed record PersonMonthModel(string Id, string Name, string Home, MonthLinks Month, IReadOnlyList<IReadOnlyList<DayCell>> Weeks,
    string Total, bool IsWhole);

/// <summary>A door's hours.</summary>
/// <param name="Cells">In, out and by the button of each hour; empty where nobody passed.</param>
public sealed record DoorHours(string Door, IReadOnlyList<string> Cells, string Total);

internal sealed record HoursModel(string Day, string Month, string Before, string? After, IReadOnlyList<DoorHours> Doors, bool IsWhole);
