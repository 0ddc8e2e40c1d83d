using Zhuhui.Edge.Gateway.Journals.Retention;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Journals;

internal static class JournalsRegistration
{
    /// <summary>What retention must not delete is told by <see cref="RetentionInputs"/>, which rooms after this one register.</summary>
    public static IServiceCollection AddJournals(this IServiceCollection services) => services
        .AddFrom((SiteFile site, TimeProvider time, ILoggerFactory logs) => new EventLedger(site.DataFolder, time, logs))
        .AddSingleton<RetentionService>();
}
