using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Zhuhui.Edge.Gateway.Tests.Architecture;

/// <summary>Which methods compiled code calls.</summary>
internal static class CompiledCalls
{
    /// <summary>The type in whose source a nested or generated type stands.</summary>
    public static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>Every method that the bodies of a type name: what they call, and what they hand on to be called.</summary>
    public static IEnumerable<MethodBase> In(Type type) => MethodsOf(type).SelectMany(CalledBy);

    private static IEnumerable<MethodBase> MethodsOf(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
            | BindingFlags.DeclaredOnly;
        return [.. type.GetMethods(All), .. type.GetConstructors(All)];
    }

    private static IEnumerable<MethodBase> CalledBy(MethodBase method) =>
        Instructions.Tokens(method.GetMethodBody()?.GetILAsByteArray() ?? []).Where(IsOfMember)
            .Select(token => Resolve(method, MetadataTokens.GetToken(token))).OfType<MethodBase>();

    private static bool IsOfMember(EntityHandle token) =>
        token.Kind is HandleKind.MethodDefinition or HandleKind.MemberReference or HandleKind.MethodSpecification;

    private static MethodBase? Resolve(MethodBase inside, int token)
    {
        var ofType = inside.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        return inside.Module.ResolveMember(token, ofType, inside is MethodInfo { IsGenericMethod: true } ? inside.GetGenericArguments()
            : null) as MethodBase;
    }
}
