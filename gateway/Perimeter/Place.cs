using Zhuhui.Edge.Gateway.Site.Rules;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>What can be armed and raise alarms: a line or zone of a camera, or the camera itself.</summary>
/// <param name="Zone">The line or zone; null for the camera itself.</param>
internal readonly record struct Place(string CameraId, string? Zone)
{
    /// <inheritdoc cref="CameraRules.WholeCamera"/>
    public const string Camera = CameraRules.WholeCamera;

    /// <summary><c>camera/zone</c>, as events and operators write it.</summary>
    public override string ToString() => $"{CameraId}/{Zone ?? Camera}";
}
