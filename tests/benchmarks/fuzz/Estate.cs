using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Tests.People.Importing;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Fuzz;

/// <summary>A compound of eight doors with people, made by the program's own commands.</summary>
internal sealed partial class Estate : IDisposable
{
    public const int Doors = 8;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<Role, string> _tokens = [];
    private readonly HashSet<string> _measured = [];
    private readonly int _web = LoopbackPort.Free();

    public Estate() => File.WriteAllText(SiteFile, $$"""
        {
          "district": "zhuhui", "compound": "fuzz", "gateway": "gate-1", "dataFolder": "data",
          "boards": [{ "id": "box", "kind": "simulated" }],
          "readers": [{{Each(Doors + 2, n =>
              $$"""{ "id": "r-{{n}}", "board": "box", "data0Pin": {{Data0Of(n)}}, "data1Pin": {{Data0Of(n) + 1}} }""")}}],
          "doors": [
            {{Each(Doors, n => $$"""{ "id": "door-{{n}}", "name": "Door {{n}}", {{Parts(n)}} }""")}},
            { "id": "spare", "name": "Spare", {{Parts(Doors)}} },
            { "id": "unit-3-2", "name": "Unit 3-2", "homes": ["3-2"], {{Parts(Doors + 1)}} }],
          "link": { "enabled": false, "host": "127.0.0.1", "port": 1 },
          "console": { "port": {{LoopbackPort.Free()}} },
          "web": { "port": {{_web}} }
        }
        """);

    public string Folder => _folder.Path;

    public string SiteFile => _folder.At("site.jsonc");

    public string Data => _folder.At("data");

    public static string Program => Path.GetFullPath("../../Zhuhui.Edge.Gateway/release/zhuhui-edge", AppContext.BaseDirectory);

    /// <summary>Ids, cards and doors that nobody but the measurement may touch.</summary>
    public IReadOnlySet<string> Measured => _measured;

    public string Token(Role role) => _tokens[role];

    /// <summary>The first of the two pins of a door's reader.</summary>
    public static int Data0Of(int door) => 20 + (2 * door);

    public static ulong CardOf(int door) => 7_700_001 + (ulong)door;

    public async Task FillAsync(int people)
    {
        foreach (var n in Enumerable.Range(0, Doors))
        {
            var said = await RunAsync("enrol", "--name", $"Measured {n}", "--card", CardOf(n).ToString(CultureInfo.InvariantCulture));
            _measured.UnionWith([Id().Match(said).Value, $"{CardOf(n)}", $"door-{n}"]);
        }

        var list = _folder.At("people.csv");
        await File.WriteAllBytesAsync(list, EstateList.Make(people, people / 4).Csv(Encoding.UTF8));
        await RunAsync("people", "import", "--file", list, "--operator", "bench");
        var accounts = new AccountStore(Data);
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.None))
        {
            _tokens[role] = accounts.MakeToken($"machine-{role}", role)!;
            _measured.Add(accounts.Named($"machine-{role}")!.Id);
        }
    }

    public Task<RunningEstate> StartAsync() => RunningEstate.StartAsync(this, new Uri($"https://127.0.0.1:{_web}/"));

    public void Dispose() => _folder.Dispose();

    private Task<string> RunAsync(params string[] arguments) =>
        OtherProgram.OutputAsync(Program, [.. arguments, "--site", SiteFile]);

    private static string Parts(int n) =>
        $$"""
        "relay": { "board": "box", "pin": {{n}} }, "readers": ["r-{{n}}"], "unlockSeconds": 1
        """;

    private static string Each(int count, Func<int, string> one) => string.Join(", ", Enumerable.Range(0, count).Select(one));

    [GeneratedRegex("p-[0-9a-f]+")]
    private static partial Regex Id();
}
