using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Upkeep;

/// <summary>A backup in the list.</summary>
/// <param name="Why">What it was made for, in words.</param>
/// <param name="IsSealed">It can be taken elsewhere, and is opened there with the recovery key.</param>
/// <param name="CanRestore">It is whole, and this gateway can go back to it as it runs.</param>
public sealed record BackupRow(string Name, string At, string Why, int People, bool IsSealed, bool IsWhole, bool CanRestore);

/// <param name="Recovery">The number of the recovery key in force; null where none was made.</param>
internal sealed record BackupsModel(IReadOnlyList<BackupRow> Backups, string? Recovery, Wording? Problem);

/// <summary>People in one respect.</summary>
/// <param name="People">Names, or ids of those whom this gateway does not know.</param>
public sealed record RestoreGroup(string What, IReadOnlyList<string> People);

/// <summary>What going back to a backup would do.</summary>
internal sealed record RestoreModel(string Backup, string MadeAt, int People, IReadOnlyList<RestoreGroup> Groups);
