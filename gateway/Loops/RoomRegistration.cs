namespace Zhuhui.Edge.Gateway.Loops;

/// <summary>How a room registers what it brings, where a constructor alone can't say it. The one place that asks the container: every type
/// gets what it needs when it is made, and knows no container.</summary>
internal static class RoomRegistration
{
    /// <summary>Registers a part of other services, or what is made of parts of them. The container disposes of it: it must be nobody
    /// else's.</summary>
    public static IServiceCollection AddFrom<T1, T>(this IServiceCollection services, Func<T1, T> make)
        where T : class =>
        services.AddSingleton(s => make(Get<T1>(s)));

    /// <inheritdoc cref="AddFrom{T1, T}"/>
    public static IServiceCollection AddFrom<T1, T2, T>(this IServiceCollection services, Func<T1, T2, T> make)
        where T : class =>
        services.AddSingleton(s => make(Get<T1>(s), Get<T2>(s)));

    /// <inheritdoc cref="AddFrom{T1, T}"/>
    public static IServiceCollection AddFrom<T1, T2, T3, T>(this IServiceCollection services, Func<T1, T2, T3, T> make)
        where T : class =>
        services.AddSingleton(s => make(Get<T1>(s), Get<T2>(s), Get<T3>(s)));

    /// <inheritdoc cref="AddFrom{T1, T}"/>
    public static IServiceCollection AddFrom<T1, T2, T3, T4, T>(this IServiceCollection services, Func<T1, T2, T3, T4, T> make)
        where T : class =>
        services.AddSingleton(s => make(Get<T1>(s), Get<T2>(s), Get<T3>(s), Get<T4>(s)));

    /// <inheritdoc cref="AddFrom{T1, T}"/>
    public static IServiceCollection AddFrom<T1, T2, T3, T4, T5, T>(this IServiceCollection services, Func<T1, T2, T3, T4, T5, T> make)
        where T : class =>
        services.AddSingleton(s => make(Get<T1>(s), Get<T2>(s), Get<T3>(s), Get<T4>(s), Get<T5>(s)));

    /// <inheritdoc cref="AddFrom{T1, T}"/>
    public static IServiceCollection AddFrom<T1, T2, T3, T4, T5, T6, T>(this IServiceCollection services,
        Func<T1, T2, T3, T4, T5, T6, T> make)
        where T : class =>
        services.AddSingleton(s => make(Get<T1>(s), Get<T2>(s), Get<T3>(s), Get<T4>(s), Get<T5>(s), Get<T6>(s)));

    /// <inheritdoc cref="AddFrom{T1, T}"/>
    public static IServiceCollection AddFrom<T1, T2, T3, T4, T5, T6, T7, T>(this IServiceCollection services,
        Func<T1, T2, T3, T4, T5, T6, T7, T> make)
        where T : class =>
        services.AddSingleton(s => make(Get<T1>(s), Get<T2>(s), Get<T3>(s), Get<T4>(s), Get<T5>(s), Get<T6>(s), Get<T7>(s)));

    /// <summary>Registers the making of a service that is made at its first use, and once.</summary>
    public static IServiceCollection AddLater<T>(this IServiceCollection services)
        where T : class =>
        services.AddSingleton<Func<T>>(s => () => Get<T>(s));

    /// <summary>The host starts a service that its room has registered: after those named before, and stops it before them.</summary>
    public static IServiceCollection ThenRun<T>(this IServiceCollection services)
        where T : class, IHostedService =>
        services.AddSingleton<IHostedService>(s => Get<T>(s));

    private static T Get<T>(IServiceProvider services) => (T)services.GetRequiredService(typeof(T));
}
