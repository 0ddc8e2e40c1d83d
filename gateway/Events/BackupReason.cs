namespace Zhuhui.Edge.Gateway.Events;

/// <summary>Why a backup was made.</summary>
internal enum BackupReason
{
    Daily,

    /// <summary>Before a roster of the hub was taken over.</summary>
    Roster,

    /// <summary>Somebody asked for it.</summary>
    Asked,

    /// <summary>Before the registry was put back to another backup.</summary>
    Restore,
}
