using System.Text.Json;
using Zhuhui.Edge.Gateway.Access;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>Why something was not carried out.</summary>
/// <param name="Code">For programs; never changes.</param>
internal sealed record Refusal(string Code, Wording Because);
