using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Tests.People.Registry;

namespace Zhuhui.Edge.Gateway.Tests.People.Sealing;

/// <summary>An ordinary backup on a box that has not the keys it was made under.</summary>
public sealed class ForeignKeysTests : RegistryBench
{
    private static readonly string[] _lost =
    [
        "p-1: the face does not open with the template key of this box and has to be taken again",
        "p-1: the PIN was set under another PIN key and has to be set again",
        "p-2: the PIN was set under another PIN key and has to be set again",
        "visitors' passes issued then were signed with another pass key and open nothing",
    ];

    public ForeignKeysTests()
    {
        var pins = PinDigests.Open(_folder.Path);
        PassSigner.Open(_folder.Path).Dispose();
        _registry.Put(Person("p-1", 1) with { PinDigest = pins.Compute("284617") }, [new FaceTemplate("pack", new float[512])]);
        _registry.Put(Person("p-2", 2) with { DuressPinDigest = pins.Compute("716482") });
        _registry.Put(Person("p-3", 3));
    }

    [Fact]
    public void Before_a_restore_each_who_would_lose_a_face_or_a_PIN_is_named_and_with_the_same_keys_nobody()
    {
        var name = _registry.MakeBackup(BackupReason.Asked).Name;
        Assert.Empty(_registry.PlanRestore(name)!.Told.Check);
        NewKeys();
        Assert.Equal(_lost, _registry.PlanRestore(name)!.Told.Check);
        _registry.Restore(name);

        // What is restored is this box's from here on: its next backup is under its own keys.
        Assert.Empty(_registry.PlanRestore(_registry.MakeBackup(BackupReason.Asked).Name)!.Told.Check);
    }

    [Fact]
    public void A_new_disk_that_takes_the_newest_backup_by_itself_names_them_in_its_alarm_until_it_was_told()
    {
        _registry.MakeBackup(BackupReason.Daily);
        Stop();
        File.WriteAllBytes(_folder.At("registry.db"), [1, 2, 3]);
        File.Delete(_folder.At("registry.copy"));
        Directory.Delete(_folder.At("keys"), recursive: true);
        for (var killed = 0; killed < 2; killed++)
        {
            (_ledger, _registry) = Start();
            Assert.Equal(_lost, _registry.Restored!.Check);
            Stop();
        }

        (_ledger, _registry) = Start();
        _registry.ReportRestored(_ledger);
        Assert.Equal(_lost, Assert.IsType<RegistryRestored>(Assert.Single(_ledger.Last(EventStream.Alarms, 10))).Check);
        Assert.Equal(3, _registry.All().Count);
        Assert.DoesNotContain(RegistryCopy.Read(_folder.At("registry.copy"))!.Documents.Keys, key => key.Id == "keys");
    }

    [Fact]
    public void A_backup_says_nothing_of_the_keys_themselves()
    {
        _registry.MakeBackup(BackupReason.Asked);
        var bytes = File.ReadAllBytes(BackupFile());
        Assert.All(Directory.GetFiles(_folder.At("keys")), key =>
            Assert.True(bytes.AsSpan().IndexOf(File.ReadAllBytes(key).AsSpan(0, 8)) < 0));
    }

    private void NewKeys()
    {
        Stop();
        Directory.Delete(_folder.At("keys"), recursive: true);
        (_ledger, _registry) = Start();
    }
}
