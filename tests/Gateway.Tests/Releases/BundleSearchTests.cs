using Xunit;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Texts.Messages;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Releases;

/// <summary>What lies on a stick: each bundle with what this box says of it, the newest that it takes first.</summary>
public sealed class BundleSearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BundleMaker _maker = new();
    private readonly ReleaseKeys _keys;

    public BundleSearchTests()
    {
        Directory.CreateDirectory(_folder.At("keys"));
        File.WriteAllBytes(_folder.At("keys", "release.pem"), _maker.PublicKey);
        Directory.CreateDirectory(_folder.At("stick", "releases"));
        _keys = ReleaseKeys.Read(_folder.At("keys"));
    }

    public void Dispose()
    {
        _maker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_newest_that_is_taken_comes_first_and_each_other_has_its_reason()
    {
        _maker.Make(_folder.At("stick", "a.bundle"), "0.9.0");
        _maker.Make(_folder.At("stick", "releases", "b.bundle"), "0.10.0");
        _maker.Make(_folder.At("stick", "c.bundle"), "0.1.0");
        using var other = new BundleMaker();
        other.Make(_folder.At("stick", "d.bundle"), "9.0.0");
        File.WriteAllText(_folder.At("stick", "e.bundle"), new string('x', 2048));
        Assert.Equal(["0.10.0", "0.9.0", "0.1.0", null, null], Found.Select(one => one.Release?.Version));
        Assert.Equal([null, null, ReleaseTexts.Older("0.1.0", "0.2.0"),
            ReleaseTexts.NotSigned(_folder.At("stick", "d.bundle"), _folder.At("keys")),
            ReleaseTexts.NoBundle(_folder.At("stick", "e.bundle"))], Found.Select(one => one.Problem));
    }

    [Fact]
    public void A_link_and_what_lies_deeper_are_no_bundles_and_a_stick_that_is_gone_has_none()
    {
        _maker.Make(_folder.At("elsewhere.bundle"), "0.9.0");
        File.CreateSymbolicLink(_folder.At("stick", "a.bundle"), _folder.At("elsewhere.bundle"));
        Directory.CreateDirectory(_folder.At("stick", "releases", "old"));
        _maker.Make(_folder.At("stick", "releases", "old", "b.bundle"), "0.9.0");
        Assert.Empty(Found);
        Assert.Empty(BundleSearch.In([_folder.At("gone")], _keys, _ => null));
    }

    [Fact]
    public void What_is_mounted_where_sticks_are_is_looked_at_and_nothing_else() => Assert.Equal(
        ["/media/zhang/NEW DISK", "/run/media/zhang/A", "/mnt"], BundleSearch.MountedIn(
        [
            "/dev/sda1 / ext4 rw 0 0", "/dev/sdb1 /media/zhang/NEW\\040DISK vfat rw 0 0", "/dev/sdc1 /run/media/zhang/A exfat ro 0 0",
            "/dev/sdd1 /mnt ext4 rw 0 0", "/dev/sdd1 /mnt ext4 rw 0 0", "/dev/sde1 /mntx ext4 rw 0 0", "tmpfs /run tmpfs rw 0 0", "broken",
        ]));

    private IReadOnlyList<FoundBundle> Found => BundleSearch.In([_folder.At("stick")], _keys,
        release => ReleaseRules.Refusal(release, "0.2.0", 1));
}
