using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Host;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api;

/// <summary>The whole gateway with its API on a free port, put together and started as the program does it, in the tests' own process: two
/// doors on a simulated board, and a machine's token for every role.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    private readonly TemporaryFolder? _own;
    private readonly Dictionary<Role, string> _tokens = [];
    private readonly List<HttpClient> _clients = [];

    /// <summary>Shared by all clients: the gateway takes so many and no more. Its own certificate, made at its first start, no authority
    /// knows.</summary>
    private readonly HttpClientHandler _connections = new()
    {
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        UseCookies = false,
        AllowAutoRedirect = false,
    };
    private readonly DoorHardware _hardware;
    private readonly WebApplication _app;

    private RunningApi(Func<SiteFile, SiteFile>? with, string? folder, string? text)
    {
        _own = folder is null ? new TemporaryFolder() : null;
        var site = new SiteFile
        {
            DataFolder = folder ?? _own!.Path,
            District = "d",
            Compound = "c",
            Gateway = "g",
            Boards = [new BoardOptions { Id = "box", Kind = BoardKind.Simulated }],
            Doors =
            [
                new DoorOptions { Id = "gate", Name = "Gate", Relay = new RelayOptions { Board = "box", Pin = 1 } },
                new DoorOptions { Id = "unit", Name = "Unit 3-2", Relay = new RelayOptions { Board = "box", Pin = 2 }, Homes = ["3-2"] },
            ],
            Console = new ConsoleOptions { Port = 0 },
            Web = new WebOptions { Port = 0 },
        };
        Site = with?.Invoke(site) ?? site;
        if (text is not null)
        {
            SitePath = Path.Combine(Site.DataFolder, "site.jsonc");
            File.WriteAllText(SitePath, text);
            var (read, problems) = SiteFiles.Read(SitePath);
            Site = read ?? throw new SiteException(problems);
        }

        _hardware = new DoorHardware(Site, TimeProvider.System, NullLoggerFactory.Instance);
        _app = GatewayHost.Build(new BareSite(Site, Site.Source), Site, _hardware, Exit);
        Services.GetRequiredService<ILoggerFactory>().AddProvider(Logs);
        Services.GetRequiredService<EventLedger>().Appended += Happened.Add;
    }

    public SiteFile Site { get; }

    /// <summary>The site file, where it was started on one.</summary>
    public string SitePath { get; } = "";

    /// <summary>Has the code with which the program would end.</summary>
    public ExitCode Exit { get; } = new();

    public IServiceProvider Services => _app.Services;

    /// <summary>Where the API is.</summary>
    public Uri Api => new(_app.Urls.Single(url => url.StartsWith("https://", StringComparison.Ordinal)));

    /// <summary>Where the local status is.</summary>
    public Uri Page => new(_app.Urls.Single(url => url.StartsWith("http://127.0.0.1", StringComparison.Ordinal)));

    /// <param name="folder">The data folder, where it is not its own and gone with it.</param>
    public static async Task<RunningApi> StartAsync(Func<SiteFile, SiteFile>? with = null, string? folder = null)
    {
        var running = new RunningApi(with, folder, null);
        await running._app.StartAsync();
        AdminSocket.Restrict(running.Site.DataFolder);
        return running;
    }

    /// <summary>On a site file in its data folder, which the file names as <c>.</c></summary>
    public static async Task<RunningApi> StartOnAsync(string text, string? folder = null)
    {
        var running = new RunningApi(null, folder, text);
        await running._app.StartAsync();
        AdminSocket.Restrict(running.Site.DataFolder);
        return running;
    }

    /// <summary>What it wrote to its log, from what informs upwards as always; more where its verbosity is raised.</summary>
    public LogLines Logs { get; } = new();

    /// <summary>What it recorded since it was started.</summary>
    public EventList Happened { get; } = new();

    /// <summary>Somebody without a login.</summary>
    public HttpClient Nobody() => Client(null);

    /// <summary>A machine of that role.</summary>
    public HttpClient As(Role role)
    {
        if (!_tokens.TryGetValue(role, out var token))
        {
            token = _tokens[role] = Services.GetRequiredService<AccountStore>().MakeToken($"machine-{role}", role)!;
        }

        return Client(token);
    }

    /// <summary>Whoever has that token.</summary>
    public HttpClient With(string token) => Client(token);

    /// <summary>A resident of that id.</summary>
    public HttpClient AsResident(string person) => Client(Services.GetRequiredService<AccountStore>().MakeToken($"resident-{person}",
        Role.Resident, person));

    /// <summary>As the program stops it; to be disposed of all the same.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        _connections.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _hardware.Dispose();
        _own?.Dispose();
    }

    private HttpClient Client(string? token)
    {
        var client = new HttpClient(_connections, disposeHandler: false) { BaseAddress = new Uri(Api, "/api/v1/") };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        _clients.Add(client);
        return client;
    }
}
