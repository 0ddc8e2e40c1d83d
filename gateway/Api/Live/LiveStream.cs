namespace Zhuhui.Edge.Gateway.Api.Live;

/// <summary>Somebody who watches.</summary>
internal sealed class LiveStream(LiveBoard board, long? seen, bool isDistrict) : IDisposable
{
    private long? _seen = seen;

    /// <inheritdoc cref="LiveBoard.After"/>
    public (IReadOnlyList<byte[]> Messages, Task Changed) Next() => board.After(ref _seen, isDistrict);

    public void Dispose() => board.Close();
}

/// <summary>Has the state looked at for as long as it lives.</summary>
internal sealed class LiveWatch(LiveBoard board) : IDisposable
{
    /// <inheritdoc cref="LiveBoard.Changed"/>
    public Task Changed => board.Changed;

    public void Dispose() => board.Close();
}
