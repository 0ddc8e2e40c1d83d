using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rosters;

namespace Zhuhui.Edge.Gateway.Tests.People;

/// <summary>What tests lay ready, and the disk's part of a change by itself. In the program <see cref="PeopleWriter"/> alone does any of
/// it.</summary>
internal static class Arrange
{
    public static void Put(this ResidentDirectory residents, Resident resident) => residents.Change([resident], []);

    public static void Put(this RegistryStore registry, Resident resident) => registry.Commit(PeopleChange.Of(resident));

    public static void Put(this RegistryStore registry, Resident resident, IReadOnlyList<FaceTemplate> templates) =>
        registry.Commit(PeopleChange.Of(resident) with
        {
            Faces = new Dictionary<PersonId,
            IReadOnlyList<FaceTemplate>>
            { [resident.Id] = templates }
        });

    public static void Remove(this RegistryStore registry, PersonId person) =>
        registry.CommitAndErase(new PeopleChange { Gone = [person] });

    public static void EraseFaces(this RegistryStore registry, Resident resident) =>
        registry.CommitAndErase(PeopleChange.Of(resident) with { FacesErased = [resident.Id] });

    /// <returns>What the journal would be told.</returns>
    public static IReadOnlyList<RegistryEvent> ApplyRoster(this RegistryStore registry, RosterChange roster)
    {
        var draft = RosterEffect.Draft(roster, registry.All());
        var change = PeopleRecords.Complete(draft, registry.Stored(draft), static _ => 0, [], static _ => []);
        registry.CommitAndErase(change);
        return change.Records;
    }

    public static RegistryRestore? Restore(this RegistryStore registry, string backup)
    {
        if (registry.PlanRestore(backup) is not { } plan)
        {
            return null;
        }

        registry.Commit(PeopleChange.Restoring(plan, registry.All(), "clerk"));
        return plan.Told;
    }

    private static void CommitAndErase(this RegistryStore registry, PeopleChange change)
    {
        registry.Commit(change);
        registry.EraseFromBackups(change);
        foreach (var person in change.Gone.Concat(change.FacesErased))
        {
            registry.Photos.Erase(person);
        }
    }
}
