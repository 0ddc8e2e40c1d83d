namespace Zhuhui.Edge.Gateway.Console.QuietNotices;

/// <summary>A quiet notice.</summary>
/// <param name="Notice">What it is acknowledged by.</param>
/// <param name="Tell">Who is to be told; null for the guard post alone, and once it is seen to.</param>
public sealed record NoticeRow(string Notice, string At, string Words, string? Tell);

/// <param name="Seen">Those that somebody has seen to, newest first.</param>
/// <param name="SearchedTo">How far back was looked, where that is not as far as there is.</param>
/// <param name="Older">More of them; null at the end.</param>
internal sealed record NoticesModel(IReadOnlyList<NoticeRow> Open, IReadOnlyList<NoticeRow> Seen, string? SearchedTo, string? Older);
