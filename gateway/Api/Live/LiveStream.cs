namespace Zhuhui.Edge.Gateway.Api.Live;

/// <summary>Somebody who watches.</summary>
internal sealed class LiveStream(LiveBoard board, long? seen, bool isDistrict) : IDisposable
{
    private long? _seen = seen;

    /// <summary>The whole state was given, by this stream or the one that it goes on with.</summary>
    public bool HasBegun => _seen is not null;

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
