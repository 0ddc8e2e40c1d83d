namespace Zhuhui.Edge.Gateway.Releases;

/// <summary>Where the program that runs lies.</summary>
internal sealed record ProgramPlace(string Folder)
{
    /// <summary>Names the folder of the places for releases, where it is not the usual one.</summary>
    public const string Variable = "ZHUHUI_PROGRAMS";

    public static ProgramPlace This { get; } = new(AppContext.BaseDirectory);
}

internal static class ReleasesRegistration
{
    public static IServiceCollection AddReleases(this IServiceCollection services) => services
        .AddSingleton(ProgramPlace.This)
        .AddSingleton(new Slots(Environment.GetEnvironmentVariable(ProgramPlace.Variable) ?? Slots.UsualFolder));
}
