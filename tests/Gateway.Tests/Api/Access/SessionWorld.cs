using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api.Access;

/// <summary>The running gateway's API with people who log in, on a data folder that outlives a restart of it, and all that it
/// logs.</summary>
public abstract class SessionWorld : IAsyncLifetime
{
    protected const string Password = "plum river lantern";

    private readonly List<Browser> _browsers = [];
    private bool _isStopped;

    private protected RunningApi Gateway { get; private set; } = null!;

    private protected TemporaryFolder Data { get; } = new();

    private protected LogLines Log { get; } = new();

    private protected AccountStore Accounts => Gateway.Services.GetRequiredService<AccountStore>();

    private protected AccountChanges Changes => Gateway.Services.GetRequiredService<AccountChanges>();

    public async ValueTask InitializeAsync() => Gateway = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _browsers.ForEach(browser => browser.Dispose());
        await StopAsync();
        Data.Dispose();
    }

    private async Task<RunningApi> StartAsync()
    {
        _isStopped = false;
        var gateway = await RunningApi.StartAsync(site => site with { DataFolder = Data.Path });
        gateway.Services.GetRequiredService<LogVerbosity>().Set(LogLevel.Trace, TimeSpan.FromHours(1));
        var logs = gateway.Services.GetRequiredService<ILoggerFactory>();
        logs.AddProvider(Log);
        logs.CreateLogger("Zhuhui").Log(LogLevel.Debug, default, "this log is read", null, static (text, _) => text);
        return gateway;
    }

    private protected async Task StopAsync()
    {
        if (!_isStopped)
        {
            _isStopped = true;
            await Gateway.DisposeAsync();
        }
    }

    private protected async Task RestartAsync()
    {
        await StopAsync();
        Gateway = await StartAsync();
    }

    private protected async Task<Browser> NewAsync(string name, Role role)
    {
        var code = Changes.Handle(new AccountRequest(AccountAction.Add, "chief", name, role)).Secret!;
        var browser = Open(null);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Post, "session/first",
            new { code, name, password = Password }));
        return browser;
    }

    private protected Browser Open(string? cookie)
    {
        var browser = new Browser(Gateway.Api) { Cookie = cookie };
        _browsers.Add(browser);
        return browser;
    }
}
