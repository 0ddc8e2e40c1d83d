using System.Runtime.CompilerServices;

namespace Zhuhui.Edge.Gateway.Api.Records;

/// <summary>What is to change of a record: what is left out stays, and null takes away what may be null. Its fields call
/// <see cref="Named{T}"/> as they are read, for null alone does not tell the one from the other.</summary>
internal abstract record Patch
{
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    protected bool IsAnyNamed(params IEnumerable<string> fields) => fields.Any(_named.Contains);

    protected bool IsNamed(string field) => _named.Contains(field);

    protected T Named<T>(T value, [CallerMemberName] string field = "")
    {
        _named.Add(field);
        return value;
    }

    /// <returns>Null for what stays, or what null stands for.</returns>
    protected T? Sent<T>(string field, T? value, T empty)
        where T : class => IsNamed(field) ? value ?? empty : null;

    /// <inheritdoc cref="Sent{T}(string, T, T)"/>
    protected T? Sent<T>(string field, T? value, T empty)
        where T : struct => IsNamed(field) ? value ?? empty : null;
}
