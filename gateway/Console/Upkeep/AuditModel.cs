using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Upkeep;

/// <summary>Something that somebody saw or did.</summary>
public sealed record AuditRow(string At, string Who, string Text);

/// <param name="By">As it was typed.</param>
/// <param name="From">As the field has it: a day.</param>
/// <param name="To">The same, included.</param>
/// <param name="Next">The address of the page after this one; null at the end.</param>
internal sealed record AuditModel(IReadOnlyList<AuditRow> Rows, IReadOnlyList<string> Accounts, string By, string From, string To,
    string? Next, Wording? Problem);
