using System.Reflection;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>The program that runs.</summary>
internal static class ThisProgram
{
    /// <summary>For example 0.2.0; without what a build adds behind a plus sign.</summary>
    public static string Version { get; } =
        typeof(ThisProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
