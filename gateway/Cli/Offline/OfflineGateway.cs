using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Cli.Offline;

/// <summary>The files of a gateway that doesn't run, opened as it opens them at its start, and what a command can do on them. No command
/// puts ledger and people together itself.</summary>
internal sealed class OfflineGateway : IDisposable
{
    private readonly SiteFile _site;
    private OfflinePeople? _people;
    private FaceEnroller? _faces;
    private EnrolmentService? _enrolling;

    private OfflineGateway(SiteFile site) => (_site, Ledger) = (site, EventLedger.OpenQuietly(site.DataFolder));

    public EventLedger Ledger { get; }

    /// <summary>Opened when they are first asked for, with the alarm where the registry had to be put back.</summary>
    /// <exception cref="StorageException">Another process has the registry, it is damaged, or the system refuses a file.</exception>
    public OfflinePeople People => _people ??= OfflinePeople.Open(_site, Ledger, Uses, _faces?.Pack);

    private CountedUses Uses => new(() => PassUses.Read(Ledger.Journals).Counts());

    /// <summary>For what only reads: a data folder that is not there is not made.</summary>
    /// <exception cref="StorageException">The journal is not there, another process has it, or the system refuses a file.</exception>
    public static OfflineGateway Open(SiteFile site) => new(site);

    /// <summary>For what changes something, on a gateway that may never have run.</summary>
    /// <exception cref="StorageException">Another process has the files, or the system refuses one.</exception>
    public static OfflineGateway OpenToChange(SiteFile site)
    {
        DataFolder.Make(site);
        DataForm.Take(site.DataFolder, ThisProgram.Version);
        DataKey.NeedAll(site.DataFolder);
        return new OfflineGateway(site);
    }

    /// <summary>To be called before anything is asked of people where there are photos.</summary>
    /// <exception cref="ModelPackException">There are no models for them.</exception>
    public void LoadModels() => _faces ??= new FaceEnroller(ModelPack.Open(_site.Vision.ModelFolder), _site.Vision);

    public Task<EnrolmentAnswer> EnrolAsync(EnrolmentMessage message)
    {
        _enrolling ??= new EnrolmentService(_site, People.Registry, People.Residents, People.Gallery, People.Writer, () => _faces!,
            frames: null, Ledger.Time);
        return EnrolmentEndpoint.HandleAsync(_enrolling, message, CancellationToken.None);
    }

    public RightsAnswer Change(RightsRequest request)
    {
        // Before its keys: a restore that a kill cut short may have brought others.
        var people = People;
        using var passes = PassSigner.Open(_site.DataFolder);
        var pins = PinDigests.Open(_site.DataFolder);
        return new RightsChanges(_site, people.Registry, people.Residents, people.Writer, pins, passes,
            Ledger.Time).Handle(request);
    }

    public BackupAnswer Handle(BackupRequest request) => RegistryEndpoint.Handle(People.Writer, People.Registry, People.Residents, request,
        _site.Language);

    public PeopleAnswer Find(PeopleRequest request) => new PeopleLookup(_site, People.Residents, People.Registry, Ledger).Find(request);

    public ImportAnswer Import(ImportRequest request) => new PeopleImport(_site, People.Registry, People.Residents, People.Writer, Ledger)
        .Handle(request);

    public ExportAnswer Export(ExportRequest request) => new PeopleExport(_site, People.Residents, Ledger).Export(request);

    public AccountAnswer Change(AccountRequest request) =>
        new AccountChanges(_site, new AccountStore(_site.DataFolder), People.Residents, Ledger).Handle(request);

    public async Task<AccountAnswer> UseAsync(CodeUse use)
    {
        var accounts = new AccountStore(_site.DataFolder);
        using var passwords = new Passwords();
        using var codes = new TotpCodes(_site.DataFolder, Ledger.Time);
        using var refusals = new LoginRefusals(Ledger);
        var guard = new LoginGuard(accounts, passwords, new LoginPauses(Ledger.Time), refusals, Ledger.Time);
        return await AccountsEndpoint.UseAsync(new Logins(accounts, passwords, codes, guard,
            new AccountSessions(accounts, People.Residents, Ledger.Time), Ledger), _site, use, CancellationToken.None);
    }

    public EventsAnswer Find(EventsRequest request, TimeProvider time)
    {
        var residents = People.Residents;
        using var buffer = new EventBuffer(_site.DataFolder, Ledger.Journals, time, NullLogger.Instance, _site.Buffer);
        buffer.CatchUp();
        return new EventLookup(buffer, new EventFormatter(_site, residents), residents, Ledger, _site).Find(request);
    }

    public void Dispose()
    {
        _enrolling?.Dispose();
        _people?.Dispose();
        _faces?.Dispose();
        Ledger.Dispose();
    }
}
