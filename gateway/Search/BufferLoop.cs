using Zhuhui.Edge.Gateway.Loops;

namespace Zhuhui.Edge.Gateway.Search;

/// <summary>Keeps the event buffer up to date with the journals.</summary>
internal sealed class BufferLoop(EventBuffer buffer, ExitCode exit) : LoopService(exit)
{
    protected override Task KeepAsync(CancellationToken cancellationToken) => buffer.RunAsync(cancellationToken);
}
