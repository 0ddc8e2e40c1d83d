namespace Zhuhui.Edge.Gateway.Doors.Commands;

/// <summary>An operator's command as it came in.</summary>
/// <param name="Id">Made by whoever sends it; the same id is never carried out twice.</param>
/// <param name="Door">Null for all doors.</param>
/// <param name="Operator">Who ordered it.</param>
/// <param name="IssuedAt">By the sender's clock.</param>
/// <param name="ExpiresAt">By the sender's clock; whatever it says, an unlock lives for at most 10 s and any other command for 5 minutes.</param>
/// <param name="Until">How long the mode is to hold.</param>
/// <param name="Person">Whom to forgive; null for everybody.</param>
/// <param name="Subject">What it is about where that is no door: the card or person, the camera, the level.</param>
/// <param name="Key">The key that signed it; null for what was ordered at the gateway itself.</param>
/// <param name="Retained">The broker kept it for whoever comes later: nobody knows who was meant.</param>
internal sealed record OperatorCommand(string Id, CommandKind Kind, string? Door, string Operator, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? Until = null, string? Person = null, bool Retained = false,
    string? Subject = null, string? Key = null);
