namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>Doors as they are typed: <c>A,B</c>.</summary>
internal static class DoorList
{
    public static string[] Read(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
