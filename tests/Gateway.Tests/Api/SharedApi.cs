using Xunit;

namespace Zhuhui.Edge.Gateway.Tests.Api;

/// <summary>One gateway with its API for all tests of a class: to start one takes seconds.</summary>
public sealed class SharedApi : IAsyncLifetime
{
    internal RunningApi Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await RunningApi.StartAsync();

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
