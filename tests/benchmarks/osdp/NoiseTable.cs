using System.Globalization;

namespace Zhuhui.Edge.Benchmarks.Osdp;

/// <summary>The soak at two speeds, with three shares of spoiled bytes and readers of each behaviour.</summary>
internal static class NoiseTable
{
    public static async Task<int> RunAsync(double minutes, int readers)
    {
        Console.WriteLine($"OSDP soaks: {readers} readers, {minutes} min each; late is a card that came more than 2 s after its reader was "
            + "last found empty");
        Console.WriteLine("    baud  spoiled  readers'          cards   lost   late  % late  age p50  p99  greatest ms  sessions  offline");
        List<string> rows = [];
        var isRight = true;
        foreach (var baud in new[] { 9_600, 115_200 })
        {
            foreach (var spoiled in new[] { 0, 0.001, 0.01 })
            {
                // Side by side: a line waits more than it works.
                var results = await Task.WhenAll(Behaviour.All.Select(behaviour => Soak.MeasureAsync(minutes, readers,
                    new Noise(baud, spoiled, behaviour))));
                foreach (var result in results)
                {
                    isRight &= result.IsRight;
                    var name = result.Noise.Behaviour.Name;
                    var share = 100.0 * result.Late / Math.Max(result.Presented, 1);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{baud,8:N0}  {spoiled,7:P1}  {name,-15}  {result.Presented,6:N0} {result.Lost,6:N0} {result.Late,6:N0} "
                        + $"{share,6:N1}  {result.Age(0.5),7:N0} {result.Age(0.99),6:N0} {result.Age(1),9:N0} {result.Reconnects,11:N0} "
                        + $"{result.Offline,8:N0}"));
                    rows.Add(string.Create(CultureInfo.InvariantCulture,
                        $$"""{"baud":{{baud}},"spoiled":{{spoiled}},"behaviour":"{{name}}","presented":{{result.Presented}}"""
                        + $$""","lost":{{result.Lost}},"late":{{result.Late}},"greatestMs":{{result.Age(1):F0}}}"""));
                }
            }
        }

        Console.WriteLine(
            $$"""{"benchmark":"osdp-noise","minutes":{{minutes}},"readers":{{readers}},"rows":[{{string.Join(',', rows)}}]}""");
        return isRight ? 0 : 1;
    }
}
