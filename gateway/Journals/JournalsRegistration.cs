using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Journals.Retention;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Journals;

internal static class JournalsRegistration
{
    /// <summary>Everything else goes by the site's time, which the ledger keeps. What retention must not delete is told by <see
    /// cref="RetentionInputs"/>, which rooms after this one register.</summary>
    public static IServiceCollection AddJournals(this IServiceCollection services) => services
        .AddFrom((SiteFile site, ILoggerFactory logs) => new EventLedger(site.DataFolder, TimeProvider.System, logs))
        .AddFrom<EventLedger, TimeProvider>(ledger => ledger.Time)
        .AddSingleton<ClockService>()
        .AddSingleton<RetentionService>();
}
