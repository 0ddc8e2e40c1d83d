namespace Zhuhui.Edge.Hub.Store;

/// <summary>The database is there but not as this program needs it; the message says what to do.</summary>
internal sealed class StoreNotReadyException(string message) : Exception(message);
