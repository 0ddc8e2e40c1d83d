using Zhuhui.Edge.Gateway.Console.Duty;

namespace Zhuhui.Edge.Gateway.Console.Plan;

/// <summary>A place on the plan, with what is there at this moment.</summary>
/// <param name="Key">As an element's id.</param>
/// <param name="Kind">door, camera or alarm: a shape each.</param>
/// <param name="X">In the drawing's units, which are the picture's pixels.</param>
/// <param name="Size">Of its shape, in the same.</param>
/// <param name="Link">Where more of it is; null where whoever looks has no such page.</param>
public sealed record PlanMark(string Key, string Kind, string Name, string Word, Tone Tone, string X, string Y, string Size, string? Link);

/// <summary>What stands on the plan's page.</summary>
/// <param name="Picture">Null where there is none.</param>
/// <param name="Marks">The alarms last: they are drawn over all others.</param>
/// <param name="Unplaced">What is nowhere on the plan: how many.</param>
internal sealed record PlanModel(string? Picture, int Width, int Height, IReadOnlyList<PlanMark> Marks, int Unplaced, string At);

/// <summary>Something that can be put on the plan.</summary>
public sealed record PlanRow(string Key, string Name, string Corners);

internal sealed record PlanEditModel(string? Picture, int Width, int Height, IReadOnlyList<PlanRow> Rows, string? Problem = null);
