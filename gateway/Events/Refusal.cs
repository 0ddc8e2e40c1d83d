using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>Why something was not carried out.</summary>
/// <param name="Code">For programs; never changes.</param>
internal sealed record Refusal(string Code, Wording Because);
