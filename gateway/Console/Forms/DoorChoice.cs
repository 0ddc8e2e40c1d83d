namespace Zhuhui.Edge.Gateway.Console.Forms;

/// <summary>A door that a pass may open, as a form has it.</summary>
public sealed record DoorChoice(string Id, string Name, bool IsChosen);
