using System.Reflection;
using Xunit;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Tests.Architecture;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.People;

/// <summary>Who writes to the registry, the directory, the gallery, the kept photos and the policy in force: read out of the compiled
/// code.</summary>
public sealed class OneWriterTests
{
    /// <summary>What only reads. Everything else that these types offer counts as a write, so that a new member is one until somebody says
    /// otherwise here.</summary>
    private static readonly Dictionary<Type, string[]> _reads = new()
    {
        [typeof(RegistryStore)] =
        [
            nameof(RegistryStore.Open), nameof(RegistryStore.All), nameof(RegistryStore.Holds), nameof(RegistryStore.Stored),
            nameof(RegistryStore.AllWithTemplates), nameof(RegistryStore.TemplatesOf), nameof(RegistryStore.Roster),
            nameof(RegistryStore.Untold), nameof(RegistryStore.Backups), nameof(RegistryStore.HasRecentBackup),
            nameof(RegistryStore.PlanRestore), nameof(RegistryStore.Households), nameof(RegistryStore.Visits),
            nameof(RegistryStore.WayBack),
        ],
        [typeof(ResidentDirectory)] =
        [
            nameof(ResidentDirectory.WithId), nameof(ResidentDirectory.WithCard), nameof(ResidentDirectory.CardsOf),
            nameof(ResidentDirectory.WithPin), nameof(ResidentDirectory.PinOwners), nameof(ResidentDirectory.WithQrCode),
            nameof(ResidentDirectory.NameOf), nameof(ResidentDirectory.DoorsOf), nameof(ResidentDirectory.HouseholdOf),
            nameof(ResidentDirectory.MembersOf), nameof(ResidentDirectory.At), nameof(ResidentDirectory.VisitOf),
            nameof(ResidentDirectory.Named),
        ],
        [typeof(FaceGallery)] = [nameof(FaceGallery.Search), nameof(FaceGallery.ThresholdAt), nameof(FaceGallery.Calibrate),
            nameof(FaceGallery.KeepCalibratedAsync)],
        [typeof(KeptPhotos)] = [nameof(KeptPhotos.Holds), nameof(KeptPhotos.PhotosOf), nameof(KeptPhotos.SealedOf),
            nameof(KeptPhotos.FileIn), nameof(KeptPhotos.FolderIn)],
        [typeof(SealedBackups)] = [nameof(SealedBackups.IsRecent), nameof(SealedBackups.List)],
        [typeof(PolicyInForce)] = ["op_Implicit"],
        [typeof(PeopleInMemory)] = [],
    };

    [Fact]
    public void All_writes_to_registry_directory_gallery_kept_photos_and_policy_have_one_caller()
    {
        var writes = new[] { typeof(RegistryStore).Assembly, typeof(FaceGallery).Assembly }.SelectMany(assembly =>
            WritesIn(assembly.GetTypes())).ToArray();
        Assert.All(writes, write => Assert.True(write.Caller == WriterOf(write.Of),
            $"{write.Caller} calls {write.Of.Name}.{write.Member}"));
        Assert.All(_reads.Keys, type => Assert.Contains(writes, write => write.Of == type));
    }

    [Fact]
    public void A_second_caller_is_found_in_a_method_in_a_lambda_and_in_what_waits() =>
        Assert.Equal(
            ["Change", "Erase", "Put", "ReportRestored"],
            WritesIn([typeof(SecondCaller), .. typeof(SecondCaller).GetNestedTypes(BindingFlags.NonPublic)]).Select(write => write.Member)
            .Order(StringComparer.Ordinal));

    /// <summary>Directory and gallery are kept in step by a type of their own, which <see cref="PeopleWriter"/> alone calls.</summary>
    private static Type WriterOf(Type written) =>
        written == typeof(ResidentDirectory) || written == typeof(FaceGallery) ? typeof(PeopleInMemory) : typeof(PeopleWriter);

    private static IEnumerable<(Type Caller, Type Of, string Member)> WritesIn(IEnumerable<Type> types) =>
        from type in types
        let caller = CompiledCalls.Outermost(type)
        from called in CompiledCalls.In(type)
        let of = called.DeclaringType
        where of is not null && _reads.ContainsKey(of) && of != caller && !IsRead(of, called)
        select (caller, of, called.Name);

    private static bool IsRead(Type of, MethodBase member) => member.IsConstructor || member.Name == nameof(IDisposable.Dispose)
        || member.Name.StartsWith("get_", StringComparison.Ordinal) || member.Name == "set_Tuning" || _reads[of].Contains(member.Name);

    /// <summary>What must not be in the program.</summary>
    private sealed class SecondCaller(ResidentDirectory residents, RegistryStore registry, FaceGallery gallery)
    {
        public void InAMethod() => residents.Change([], []);

        public Func<int> InALambda(PersonId person) => () => registry.Photos.Erase(person);

        public Action<IReadOnlyList<FacesOf>> HandedOn() => gallery.Put;

        public async Task InWhatWaitsAsync()
        {
            await Task.Yield();
            registry.ReportRestored(null!);
        }
    }
}
