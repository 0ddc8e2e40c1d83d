using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary>Which gateway has its turn when. The same for the same version and gateways, and another for another version: the first step is
/// not always the same compound's.</summary>
internal static class RolloutPlan
{
    private const int MostSteps = 20;

    /// <param name="steps">5%,25%,100%: how many of all have it at the end of each step.</param>
    /// <returns>Each gateway with its step, from 1, in the order in which they are told.</returns>
    /// <exception cref="UsageException">Those are no steps.</exception>
    public static IReadOnlyList<(string Gateway, int Step)> Make(string version, IReadOnlyList<string> gateways, string steps)
    {
        var shares = Shares(steps);
        string[] order = [.. gateways.OrderBy(one => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{version} {one}"))), StringComparer.Ordinal)];
        return [.. order.Select((gateway, place) => (gateway, 1 + Array.FindIndex(shares, share =>
            place < (int)Math.Ceiling(order.Length * share / 100m))))];
    }

    private static decimal[] Shares(string steps)
    {
        var shares = steps.Split(',').Select(Share).ToArray();
        return shares.Length <= MostSteps && shares is [.., 100] && shares.Zip(shares.Skip(1)).All(pair => pair.First < pair.Second)
            ? shares : throw new UsageException($"--steps {steps} must rise to 100%, for example 5%,25%,100%; {MostSteps} at most");
    }

    private static decimal Share(string step) => step.EndsWith('%') && decimal.TryParse(step.AsSpan(0, step.Length - 1),
        NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 100 ? share
        : throw new UsageException($"'{step}' in --steps is no percentage, for example 25%");
}
