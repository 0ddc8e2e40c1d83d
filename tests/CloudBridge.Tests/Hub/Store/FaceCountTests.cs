using System.Globalization;
using System.Text.Json;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Store;

/// <summary>Of how many people faces are stored over a district's gateways, by what each said last.</summary>
[Trait("needs", "process")]
public sealed class FaceCountTests : IDisposable
{
    private readonly HubFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_each_gateway_said_last_is_summed_up_and_who_never_said_is_named()
    {
        await StoreAsync("c-1", "east", "health", ("gateway.started", """{"residents":10,"faces":5}""", 1));
        await StoreAsync("c-1", "east", "registry", ("registry.backed-up", """{"people":2100,"faces":1800}""", 2),
            ("registry.backed-up", """{"people":2101,"faces":1801}""", 3), ("registry.backed-up", """{"people":7}""", 4));
        await StoreAsync("c-2", "west", "registry", ("registry.backed-up", """{"people":900,"faces":700}""", 2));
        await StoreAsync("c-2", "west", "health", ("gateway.started", """{"residents":901,"faces":701}""", 3));
        await StoreAsync("c-3", "old", "registry", ("registry.backed-up", """{"people":50}""", 2));
        await StoreAsync("c-4", "odd", "registry", ("registry.backed-up", """{"people":1,"faces":1e300}""", 2),
            ("registry.backed-up", """{"people":1,"faces":-5}""", 3));
        var count = await FaceCount.ReadAsync(_folder.Store, Eventually.Token);
        Assert.Equal((2502, 2, false, false), (count.Faces, count.Unknown, count.IsNear, count.IsDue));
        Assert.Equal([("east", 1801L, 2101L), ("west", 701L, 901L)], count.Gateways.Where(one => one.Faces is not null).Select(one =>
            (one.Gateway, one.Faces!.Value, one.People!.Value)));
        Assert.Equal(["odd", "old"], count.Gateways.Where(one => one.Faces is null).Select(one => one.Gateway)
            .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(79_999, "")]
    [InlineData(80_000, "it has to be filed")]
    [InlineData(100_000, "this has to be filed")]
    public async Task The_command_warns_before_the_duty_to_file_and_from_it_on(int faces, string warning)
    {
        foreach (var (gateway, share) in new[] { ("east", faces - 100), ("west", 100) })
        {
            await StoreAsync("c-1", gateway, "registry", ("registry.backed-up", $$"""{"people":{{share}},"faces":{{share}}}""", 1));
        }

        var (code, output, error) = await HubCommands.RunAsync("count", "--store", PostgresCluster.Shared.Url(_folder.Database));
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal((faces, 2), (json.RootElement.GetProperty("faces").GetInt32(), json.RootElement.GetProperty("gateways")
            .GetArrayLength()));
        Assert.Equal(warning.Length == 0, error.Length == 0);
        Assert.Contains(warning, error, StringComparison.Ordinal);
        Assert.Equal(warning.Length == 0 ? "" : faces.ToString(CultureInfo.InvariantCulture), new string([.. error.Skip("Faces of ".Length)
            .TakeWhile(char.IsAsciiDigit)]));
    }

    private async Task StoreAsync(string compound, string gateway, string stream, params (string Type, string Data, int Hour)[] records)
    {
        var journal = new TestJournal(stream);
        foreach (var (type, data, hour) in records)
        {
            journal.Append(type: type, data: data, at: DateTimeOffset.UtcNow.Date.AddDays(-1).AddHours(hour).ToString("O",
                CultureInfo.InvariantCulture) + "Z");
        }

        await using var store = await _folder.OpenStoreAsync();
        Assert.Equal(records.Length, (await store.StoreAsync(Arrivals.Of(journal, 1, records.Length, gateway, compound), Eventually.Token))
            .Stored);
    }
}
