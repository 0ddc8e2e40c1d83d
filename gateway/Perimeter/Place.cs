namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>What can be armed and raise alarms: a line or zone of a camera, or the camera itself.</summary>
/// <param name="Zone">The line or zone; null for the camera itself.</param>
internal readonly record struct Place(string CameraId, string? Zone)
{
    /// <summary>Stands for the camera itself where a zone is named; no line or zone may be called so.</summary>
    public const string Camera = "camera";

    /// <summary><c>camera/zone</c>, as events and operators write it.</summary>
    public override string ToString() => $"{CameraId}/{Zone ?? Camera}";
}
