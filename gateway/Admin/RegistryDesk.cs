using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Remote.Rosters;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>The registry's backups in the running gateway, which asks the hub anew for what it has ordered since a backup that was
/// restored.</summary>
internal sealed class RegistryDesk(SiteFile site, PeopleWriter writer, RegistryStore registry, ResidentDirectory residents,
    RosterIntake rosters)
{
    public BackupAnswer Handle(BackupRequest request)
    {
        var answer = RegistryEndpoint.Handle(writer, registry, residents, request, site.Language);
        if (request.Errand == BackupAction.Restore && answer.Refused is null)
        {
            rosters.Want(RosterIntake.RegistryPutBack);
        }

        return answer;
    }
}
