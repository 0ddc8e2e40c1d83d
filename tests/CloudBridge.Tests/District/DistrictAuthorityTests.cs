using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.District;

/// <summary>The district's own authority, and a mosquitto that lets in whom it lets in.</summary>
public sealed class DistrictAuthorityTests : IDisposable
{
    private const string Gate = "d-1/c-1/g-1";
    private const string Other = "d-1/c-1/g-2";

    private readonly HubFolder _folder = new();
    private readonly DistrictAuthority _district;
    private readonly int _plain = LoopbackPort.Free();

    public DistrictAuthorityTests() => _district = new DistrictAuthority(_folder.Path);

    [Fact]
    [Trait("needs", "process")]
    public async Task A_box_with_what_was_carried_to_it_hands_its_records_over_and_may_say_nothing_for_another()
    {
        await _district.InitAsync();
        var box = await _district.IssueAsync(Gate);
        await _district.IssueAsync(Other);
        await using var broker = await MosquittoBroker.StartAsync(_district.Listener(_plain));
        await using (var hub = await RawHub.StartAsync(_plain, takesBatches: true))
        await using (var link = new RunningLink(Options(broker, box), _folder.Bookmarks, _ => null, new TestJournal("alarms").Append(5)))
        {
            await link.DrainAsync();
            Assert.Equal((0, 0), (link.Log.Count("No link to the broker"), link.Log.Count("refus")));
        }

        using var client = await DistrictAuthority.ConnectAsync(broker.Port, box);
        Assert.NotNull(client);
        Assert.All(["events/alarms", "status", "replies", "roster/wanted", "twin/reported"],
            topic => Assert.True(DistrictAuthority.MaySayAsync(client, $"zhuhui/v1/{Gate}/{topic}").GetAwaiter().GetResult(), topic));
        Assert.All([$"zhuhui/v1/{Other}/events/alarms", $"zhuhui/v1/{Other}/status", $"zhuhui/v1/{Gate}/commands",
            $"zhuhui/v1/{Gate}/acks/alarms", "zhuhui/v1/d-1/c-1/g-3/events/alarms", "other"],
            topic => Assert.False(DistrictAuthority.MaySayAsync(client, topic).GetAwaiter().GetResult(), topic));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_stolen_box_is_let_in_no_more_its_successor_is_and_nobody_else_is_touched()
    {
        await _district.InitAsync();
        var (stolen, other) = (await _district.IssueAsync(Gate), await _district.IssueAsync(Other));
        await using var broker = await MosquittoBroker.StartAsync(_district.Listener(_plain));
        (await DistrictAuthority.ConnectAsync(broker.Port, stolen))!.Dispose();

        await _district.DoAsync("revoke", Gate);
        Assert.Contains($"{Gate}\t-\trevoked\n", await _district.DoAsync("list"), StringComparison.Ordinal);
        Assert.DoesNotContain(Gate, await File.ReadAllTextAsync(Path.Combine(_district.Broker, "acl")), StringComparison.Ordinal);
        await broker.KillAsync();
        await broker.StartAgainAsync();
        Assert.Null(await DistrictAuthority.ConnectAsync(broker.Port, stolen));
        (await DistrictAuthority.ConnectAsync(broker.Port, other))!.Dispose();

        var successor = await _district.IssueAsync(Gate);
        await broker.KillAsync();
        await broker.StartAgainAsync();
        using var client = await DistrictAuthority.ConnectAsync(broker.Port, successor);
        Assert.True(await DistrictAuthority.MaySayAsync(client!, $"zhuhui/v1/{Gate}/status"));
        Assert.Null(await DistrictAuthority.ConnectAsync(broker.Port, stolen));
    }

    /// <summary>While the next one is on its way to the box the one before still serves.</summary>
    [Fact]
    [Trait("needs", "process")]
    public async Task A_renewed_certificate_of_the_same_name_works_beside_the_one_before_and_a_reload_is_enough_for_a_new_gateway()
    {
        await _district.InitAsync();
        var before = await _district.IssueAsync(Gate);
        await using var broker = await MosquittoBroker.StartAsync(_district.Listener(_plain));
        await _district.DoAsync("gateway", Gate, "--days", "900", "--out", _folder.Path);
        var after = await _district.IssueAsync(Gate);
        var added = await _district.IssueAsync(Other);
        broker.Reload();
        foreach (var box in (string[])[before, after])
        {
            using var client = await DistrictAuthority.ConnectAsync(broker.Port, box);
            Assert.True(await DistrictAuthority.MaySayAsync(client!, $"zhuhui/v1/{Gate}/status"));
        }

        using var another = await DistrictAuthority.ConnectAsync(broker.Port, added);
        while (!await DistrictAuthority.MaySayAsync(another!, $"zhuhui/v1/{Other}/status"))
        {
            // The broker reads its lists in its own time.
            Assert.False(Eventually.Token.IsCancellationRequested);
        }

        await _district.DoAsync("broker", "localhost,127.0.0.1");
        Assert.Equal(0, (await _district.RunAsync("list", "--within", "700")).Code);
        var (code, listed, error) = await _district.RunAsync("list", "--within", "800");
        Assert.Equal((1, ""), (code, error));
        Assert.Equal(["127.0.0.1", Gate, Other, "localhost", "the authority"],
            listed.TrimEnd('\n').Split('\n').Select(line => line.Split('\t')[0]));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task An_authoritys_certificate_is_taken_of_it_alone_and_a_gateways_serves_no_broker()
    {
        await _district.InitAsync();
        var foreign = new DistrictAuthority(Directory.CreateDirectory(Path.Combine(_folder.Path, "foreign")).FullName);
        await foreign.InitAsync();
        var (own, stranger) = (await _district.IssueAsync(Gate), await foreign.IssueAsync(Gate));
        await using var broker = await MosquittoBroker.StartAsync(_district.Listener(_plain));
        File.Copy(Path.Combine(own, "district-ca.pem"), Path.Combine(stranger, "district-ca.pem"), overwrite: true);
        Assert.Null(await DistrictAuthority.ConnectAsync(broker.Port, stranger));

        // A box that poses as the broker.
        await using var posing = await MosquittoBroker.StartAsync(
            $"allow_anonymous true\ncertfile {own}/gateway.pem\nkeyfile {own}/gateway.key");
        Assert.Null(await DistrictAuthority.ConnectAsync(posing.Port, own));
    }

    [Theory]
    [Trait("needs", "process")]
    [InlineData(2, "a command is missing; zhuhui-district-ca --help says how")]
    [InlineData(2, "unknown command 'issue'; zhuhui-district-ca --help says how", "issue")]
    [InlineData(2, "the option --days needs a value; zhuhui-district-ca --help says how", "gateway", Gate, "--days", "")]
    [InlineData(2, "--days 0 must be a whole number from 1 to 7300; zhuhui-district-ca --help says how", "gateway", Gate, "--days", "0")]
    [InlineData(2, "DISTRICT/COMPOUND/GATEWAY is missing; zhuhui-district-ca --help says how", "revoke")]
    [InlineData(2, "'gate' must be DISTRICT/COMPOUND/GATEWAY, each of a-z, 0-9 and -; zhuhui-district-ca --help says how", "gateway",
        "gate")]
    [InlineData(2, "'d-1/c-1/Gate' must be DISTRICT/COMPOUND/GATEWAY, each of a-z, 0-9 and -; zhuhui-district-ca --help says how",
        "gateway", "d-1/c-1/Gate")]
    [InlineData(1, "d-1/c-1/g-9 has no certificate in force; zhuhui-district-ca list shows who has", "revoke", "d-1/c-1/g-9")]
    [InlineData(2, "--broker 'a b' must be a host's name or address, several with a comma between; zhuhui-district-ca --help says how",
        "broker", "a b")]
    public async Task What_is_wrong_is_one_line_and_nothing_is_made(int code, string line, params string[] words)
    {
        await _district.InitAsync();
        var before = await File.ReadAllTextAsync(Path.Combine(_district.Own, "index"));
        Assert.Equal((code, "", $"zhuhui-district-ca: {line}\n"), await _district.RunAsync(words));
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(_district.Own, "index")));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_passphrase_is_the_right_one_its_owners_alone_and_long_enough_and_an_authority_is_never_replaced()
    {
        await WriteAsync("short\n");
        Assert.Equal(1, (await _district.RunAsync("init", "--district", "d-1", "--broker", "localhost", "--broker-folder",
            _district.Broker)).Code);
        Assert.False(File.Exists(Path.Combine(_district.Own, "ca.key")));
        await WriteAsync("rain-coat umbrella\n");
        await _district.InitAsync();
        Assert.Contains("ENCRYPTED PRIVATE KEY", await File.ReadAllTextAsync(Path.Combine(_district.Own, "ca.key")),
            StringComparison.Ordinal);
        Assert.Contains("is never replaced", (await _district.RunAsync("init", "--district", "d-1", "--broker", "localhost")).Error,
            StringComparison.Ordinal);
        await WriteAsync("another long phrase\n");
        Assert.Equal((1, "", $"zhuhui-district-ca: this is not the passphrase of {_district.Own}/ca.key; nothing was made\n"),
            await _district.RunAsync("gateway", Gate));
        File.SetUnixFileMode(_district.PassphraseFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("can be read by others than its owner: chmod 600", (await _district.RunAsync("gateway", Gate)).Error,
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task WriteAsync(string passphrase) => File.WriteAllTextAsync(_district.PassphraseFile, passphrase);

    private static LinkOptions Options(MosquittoBroker broker, string box) => new()
    {
        Port = broker.Port,
        CaFile = Path.Combine(box, "district-ca.pem"),
        CertFile = Path.Combine(box, "gateway.pem"),
        KeyFile = Path.Combine(box, "gateway.key"),
    };
}
