using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup.Browser;

/// <summary>A set-up that is answered in a browser of the estate's network: HTTPS, for as long as the command runs, and for whoever has
/// the code that stands on its terminal.</summary>
internal sealed class SetupBrowser : IAsyncDisposable
{
    /// <summary>Beside the console's own, which is there before the set-up is over.</summary>
    private const int Port = 8442;

    /// <summary>How long a page that waits for the end may take to ask for it.</summary>
    private static readonly TimeSpan _last = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan _patience = TimeSpan.FromHours(1);

    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private SetupBrowser(WebApplication app, X509Certificate2 certificate, SetupDesk desk) =>
        (_app, _certificate, Desk) = (app, certificate, desk);

    public SetupDesk Desk { get; }

    /// <param name="place">Address and port; null for all that the machine has.</param>
    /// <param name="say">Where the code is shown.</param>
    /// <exception cref="UsageException">Nothing can listen there.</exception>
    public static async Task<SetupBrowser> OpenAsync(string? place, Language language, TimeProvider time, Action<Wording> say,
        CancellationToken cancellationToken)
    {
        if (!IPEndPoint.TryParse(place ?? "0.0.0.0", out var at))
        {
            throw new UsageException(SetupTexts.NoPlace(place!));
        }

        var options = new WebOptions { Host = $"{at.Address}", Port = at.Port == 0 ? Port : at.Port };
        if (ListeningPlace.Problem(ApiListener.PlaceOf(options), "--listen") is { } problem)
        {
            throw new UsageException(SetupTexts.PlaceTaken(Wording.Same(problem)));
        }

        var (code, desk) = (OneTimeCodes.Make(), new SetupDesk(_patience, time, cancellationToken) { Language = language });
        var certificate = OwnCertificate.Make(options, time.GetUtcNow(), null);
        var app = Build(options, certificate, new SetupPages(desk, code, new SiteFile { Name = SetupTexts.Product.In(language) }, time));
        await app.StartAsync(cancellationToken);
        say(SetupTexts.OpenBrowser);
        foreach (var address in OwnCertificate.Addresses(options).Where(one =>
            one.AddressFamily == AddressFamily.InterNetwork).OrderBy(IPAddress.IsLoopback))
        {
            say(Wording.Same($"  https://{new IPEndPoint(address, options.Port)}/"));
        }

        say(SetupTexts.BrowserCode(code));
        say(SetupTexts.BrowserFingerprint(WebCertificate.FingerprintOf(certificate)));
        return new SetupBrowser(app, certificate, desk);
    }

    /// <summary>What is in the way of a set-up is said on its page too.</summary>
    public async Task<int> TellAsync(Func<Task<int>> setUp)
    {
        try
        {
            return await setUp();
        }
        catch (Exception inTheWay) when (CommandProblem.Of(inTheWay) is { } problem)
        {
            foreach (var line in problem.Lines)
            {
                Desk.Say(line);
            }

            throw;
        }
    }

    /// <summary>The last page is still shown.</summary>
    public async ValueTask DisposeAsync()
    {
        Desk.End();
        await Task.WhenAny(Desk.SeenOver, Task.Delay(_last));
        await _app.StopAsync();
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private static WebApplication Build(WebOptions options, X509Certificate2 certificate, SetupPages pages)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddPages("__Host-zhuhui-setup-form").AddAuthorization()
            .AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options, certificate));
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            if (HostNames.Allows(options, context.Request.Host))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        });
        pages.Map(app);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, WebOptions options, X509Certificate2 certificate)
    {
        var gate = new PeerGate(options);
        kestrel.Listen(ApiListener.PlaceOf(options), listen =>
        {
            listen.Use(next => connection => gate.PassAsync(connection, next));
            listen.UseHttps(certificate);
        });
    }
}
