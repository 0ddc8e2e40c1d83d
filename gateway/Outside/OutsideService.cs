using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Outside.Targets;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>The loops of all targets: one each, so that one that hangs holds up none of the others.</summary>
internal sealed class OutsideService : LoopService
{
    private readonly List<ITarget> _targets = [];

    public OutsideService(SiteFile site, EventLedger ledger, SilencedDevices silenced, EventFormatter text, DeviceHealth health,
        TimeProvider time, ILoggerFactory logs, ExitCode exit)
        : base(exit)
    {
        Language = site.Language;
        CursorFile.RemoveOthers(site.DataFolder, site.Outside.Targets.Select(target => target.Id));
        var logger = logs.CreateLogger<OutsideService>();
        var (subjects, words) = (new Subjects(silenced), new HappeningWriter(text));
        Loops = [.. site.Outside.Targets.Select(options =>
        {
            var language = options.Language ?? site.Language;
            var target = Open(options, site, new MessageWriter(site, text, language), time);
            _targets.Add(target);
            return new TargetLoop(options, target, new Gathering(options, language, options.Kind == TargetKind.Webhook, ledger, subjects,
                words), new CursorFile(site.DataFolder, options.Id), health.Report, site, time, logger);
        })];
    }

    public IReadOnlyList<TargetLoop> Loops { get; }

    public Language Language { get; }

    public override void Dispose()
    {
        base.Dispose();
        _targets.ForEach(target => target.Dispose());
    }

    protected override Task KeepAsync(CancellationToken cancellationToken) => Loops.Count == 0 ? Task.CompletedTask
        : LoopGroup.RunUntilStoppedAsync(stop => Loops.Select(loop => loop.RunAsync(stop)), cancellationToken);

    private static ITarget Open(TargetOptions options, SiteFile site, MessageWriter words, TimeProvider time)
    {
        var secret = SecretOf(options.Credential);
        return options.Kind switch
        {
            TargetKind.Webhook => new WebhookTarget(options, site, secret, time),
            TargetKind.Mail => new MailTarget(options, site, words, secret, time),
            _ => new RobotTarget(options, words, secret, SecretOf(options.SignCredential), time),
        };
    }

    private static string? SecretOf(string name) => name.Length == 0 ? null : Secrets.Find(name);
}
