using System.Security.Cryptography;
using System.Text;
using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;

public sealed class HubTests : IDisposable
{
    private const string Events = "zhuhui/v1/d-1/c-1/g-1/events/passages";
    private readonly HubFolder _folder = new();

    [Fact]
    [Trait("needs", "process")]
    public async Task A_duplicate_is_acknowledged_again_and_kept_once()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        await using var gateway = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/+/+/+/acks/+");
        var journal = new TestJournal("passages").Append();
        var hash = Convert.ToHexStringLower(SHA256.HashData(journal.Record(1).Payload.Span));
        for (var i = 0; i < 2; i++)
        {
            await gateway.PublishAsync(Events, journal.Record(1).Payload);
            var ack = await gateway.NextAsync();
            Assert.Equal("zhuhui/v1/d-1/c-1/g-1/acks/passages", ack.Topic);
            Assert.StartsWith($$"""{"ledger":"{{journal.Ledger}}","stream":"passages","ranges":[[1,1]],"hashes":["{{hash}}"],"at":"2""",
                RawClient.Text(ack), StringComparison.Ordinal);
        }

        var stream = Assert.Single((await _folder.ReportAsync()).Streams);
        Assert.Equal((1L, 2L, 1L), (stream.Stored, stream.Received, stream.Duplicates));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task What_is_no_record_is_kept_aside_logged_once_and_not_acknowledged()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        await using var gateway = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/+/+/+/acks/+");
        var (journal, alarms) = (new TestJournal("passages").Append(), new TestJournal("alarms").Append());
        await gateway.PublishAsync(Events, "not JSON");
        await gateway.PublishAsync(Events, "not JSON");
        await gateway.PublishAsync(Events, alarms.Record(1).Payload);
        await gateway.PublishAsync("zhuhui/v1/D/c-1/g-1/events/passages", journal.Record(1).Payload);
        await gateway.PublishAsync(Events, journal.Record(1).Payload);

        Assert.Contains($"{journal.Ledger}", RawClient.Text(await gateway.NextAsync()), StringComparison.Ordinal);
        Assert.False(gateway.TryNext(out _));
        var report = await _folder.ReportAsync();
        Assert.Equal((1L, 3L), (report.Stored, report.Refused));
        await hub.Log.UntilAsync("is refused", 3);
        Assert.Equal(1, hub.Log.Count("not JSON"));
        Assert.Equal(1, hub.Log.Count("stream \"alarms\" came on the topic of \"passages\""));
        Assert.Equal(1, hub.Log.Count("the topic is not one of the contract"));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task Two_receivers_share_the_work_and_a_killed_one_costs_nothing()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var first = await RunningHub.StartAsync(broker.Port, _folder.Store);
        using var second = await HubProcess.StartAsync(broker.Port, _folder.Store, "hub-2");
        var journal = new TestJournal("passages");
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        journal.Append(2000);
        await link.UntilAsync(status => status.Streams[0].Acknowledged > 100);
        await second.KillAsync();
        await link.DrainAsync();
        var stream = Assert.Single((await _folder.ReportAsync()).Streams);
        Assert.Equal((2000L, 0, "ok"), (stream.Stored, stream.Missing.Count, stream.Chain));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_receiver_killed_in_the_middle_and_started_again_has_every_record_once()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var journal = new TestJournal("passages").Append(3000);
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        for (var round = 0; round < 2; round++)
        {
            using var hub = await HubProcess.StartAsync(broker.Port, _folder.Store, "hub-1");
            var before = link.Stream("passages").Acknowledged;
            await link.UntilAsync(status => status.Streams[0].Acknowledged > before);
            await hub.KillAsync();
        }

        using var last = await HubProcess.StartAsync(broker.Port, _folder.Store, "hub-1");
        await link.DrainAsync();
        Assert.Equal(0, await last.TerminateAsync());
        var stream = Assert.Single((await _folder.ReportAsync()).Streams);
        Assert.Equal((3000L, 0, "ok", 0L), (stream.Stored, stream.Missing.Count, stream.Chain, stream.Conflicts));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task The_report_of_the_program_is_one_line_of_JSON()
    {
        await using (var store = await _folder.OpenStoreAsync())
        {
            await store.StoreAsync([new InboundMessage(Events, new TestJournal("passages").Append().Record(1).Payload.ToArray())],
                Eventually.Token);
        }

        var (code, output, _) = await HubProcess.RunAsync("report", "--store", _folder.Store.Text);
        Assert.Equal(0, code);
        var line = Assert.Single(output.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("""{"stored":1,"refused":0,"streams":[{"district":"d-1","compound":"c-1","gateway":"g-1",""", line,
            StringComparison.Ordinal);
        Assert.EndsWith(
            ""","stream":"passages","stored":1,"first":1,"last":1,"missing":[],"chain":"ok","brokenAt":null"""
                + ""","received":1,"duplicates":0,"conflicts":0,"dropped":[]}]}""",
            line, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task Wrong_arguments_are_one_line_and_exit_code_2()
    {
        var (code, output, error) = await HubProcess.RunAsync("run", "--store", _folder.Store.Text, "--host", "192.0.2.1");
        Assert.Equal((2, ""), (code, output));
        Assert.Equal("zhuhui-hub: --tls is needed for the broker 192.0.2.1: without TLS only a broker on this machine "
            + "(127.0.0.1) is accepted\n", error);
    }

    public static TheoryData<string, string> WrongArguments => new()
    {
        { "", "a command is missing; zhuhui-hub --help" },
        { "fetch", "unknown command 'fetch'; zhuhui-hub --help lists them" },
        { "run", "--store postgresql://USER@HOST/DATABASE is missing" },
        { "run --store", "--store needs a value" },
        { "run --store postgresql://127.0.0.1/hub --port 70000", "--port 70000" },
        { "run --store postgresql://127.0.0.1/hub --metrics 0", "--metrics 0" },
        { "run --store postgresql://127.0.0.1/hub --gap-minutes 0", "--gap-minutes 0" },
        { "run --store postgresql://127.0.0.1/hub --name Hub_1", "--name Hub_1" },
        { "run --store postgresql://127.0.0.1/hub --colour blue", "--colour is not known" },
        { "run --store postgresql://127.0.0.1/hub --tls --ca /no/such.pem", "--ca /no/such.pem is not there" },
        { "run --store postgresql://127.0.0.1/hub --user hub", BrokerArguments.PasswordVariable },
        { "run --store postgresql://hub:secret@127.0.0.1/hub", "--store must not hold the password" },
        { "run --store Host=127.0.0.1;Database=hub;Password=secret", "--store must not hold the password" },
        { "run --store postgresql://hub@db.example/hub", "--store must say sslmode=verify-full for the database at db.example" },
        { "run --store postgresql://hub@db.example/hub?sslmode=require", "--store must say sslmode=verify-full" },
        { "report --store /no/such.db", "--store is no address of a PostgreSQL database" },
        { "migrate --store postgresql://127.0.0.1", "--store must name a host and a database" },
        { "report --store dbname=hub", "--store must name a host and a database" },
        { "report --store host=127.0.0.1;colour=blue", "--store is no address" },
    };

    [Theory]
    [MemberData(nameof(WrongArguments))]
    public async Task A_wrong_command_line_is_refused_with_what_is_wrong(string line, string words)
    {
        var (code, output, error) = await HubCommands.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(words, Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://hub@127.0.0.1:5433/district")]
    [InlineData("host=127.0.0.1 port=5433 dbname=district user=hub")]
    [InlineData("Host=127.0.0.1;Port=5433;Database=district;Username=hub")]
    [InlineData("postgresql://hub@db.example:5433/district?sslmode=verify-full&sslrootcert=/etc/ca.pem")]
    public void A_database_may_be_named_as_PostgreSQL_or_as_Npgsql_does(string text)
    {
        var builder = new Npgsql.NpgsqlConnectionStringBuilder(StoreAddress.Parse(text).ConnectionString);
        Assert.Equal((5433, "district", "hub", false), (builder.Port, builder.Database, builder.Username, builder.Pooling));
        Assert.Contains("synchronous_commit=on", builder.Options, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_command_line_is_understood()
    {
        var run = await HubCommands.ReadAsync(
            "run", "--host", "localhost", "--port", "1999", "--store", "postgresql:///hub?host=/run/postgresql", "--name", "hub-7",
            "--user", "hub", "--migrate", "--metrics", "9100");
        Assert.Equal(
            new HubOptions
            {
                Host = "localhost",
                Port = 1999,
                Store = StoreAddress.Parse("postgresql:///hub?host=/run/postgresql"),
                Name = "hub-7",
                User = "hub",
                Password = "secret",
                Migrate = true,
                MetricsPort = 9100,
            },
            run);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_missing_record_and_an_altered_one_are_both_reported()
    {
        var journal = new TestJournal("passages").Append(6);
        var altered = Encoding.UTF8.GetString(journal.Record(5).Payload.Span).Replace("gate-1", "gate-2", StringComparison.Ordinal);
        await using (var store = await _folder.OpenStoreAsync())
        {
            InboundMessage Of(int seq) => new(Events, journal.Record(seq).Payload.ToArray());
            await store.StoreAsync([Of(1), Of(2), Of(4), new InboundMessage(Events, Encoding.UTF8.GetBytes(altered)), Of(6)],
                Eventually.Token);
        }

        var stream = Assert.Single((await _folder.ReportAsync()).Streams);
        Assert.Equal([3L, 3L], Assert.Single(stream.Missing));
        Assert.Equal((5L, 1L, 6L, "broken", 6L), (stream.Stored, stream.First, stream.Last, stream.Chain, stream.BrokenAt));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task Another_record_under_a_number_that_is_taken_is_kept_beside_it()
    {
        var first = new TestJournal("passages").Append();
        var second = new TestJournal("passages", first.Ledger).Append(type: "passage.denied");
        await using (var store = await _folder.OpenStoreAsync())
        {
            await store.StoreAsync([new InboundMessage(Events, first.Record(1).Payload.ToArray())], Eventually.Token);
            var result = await store.StoreAsync([new InboundMessage(Events, second.Record(1).Payload.ToArray())], Eventually.Token);
            Assert.Equal([1L], Assert.Single(result.Receipts).Seqs);
            Assert.Contains("another record has number 1", Assert.Single(result.Refusals).Reason, StringComparison.Ordinal);
        }

        var report = await _folder.ReportAsync();
        Assert.Equal((1L, 1L, 1L), (report.Stored, report.Refused, report.Streams[0].Conflicts));
    }

    public void Dispose() => _folder.Dispose();
}
