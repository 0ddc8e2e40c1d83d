using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Zhuhui.Edge.Gateway.Tests.Architecture;

/// <summary>The types of one assembly that something in it names, whatever the kind of handle or signature that names them.</summary>
internal sealed class UsedTypes(MetadataReader metadata) : ISignatureTypeProvider<object?, object?>
{
    public HashSet<TypeDefinitionHandle> All { get; } = [];

    /// <summary>Those that attributes name by text.</summary>
    public HashSet<string> Named { get; } = [];

    public void Begin()
    {
        All.Clear();
        Named.Clear();
    }

    /// <summary>What a token or another handle stands for: a type, or the type that has the member.</summary>
    public void Add(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                All.Add((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
                break;
            case HandleKind.MethodDefinition:
                All.Add(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                All.Add(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                Add(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent);
                break;
            case HandleKind.MethodSpecification:
                var method = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Add(method.Method);
                method.DecodeSignature(this, null);
                break;
            case HandleKind.StandaloneSignature:
                Add(metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle));
                break;
            case HandleKind.TypeReference:
                // Another assembly's.
                break;
            default:
                throw new NotSupportedException($"{handle.Kind} is not read");
        }
    }

    public object? GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        All.Add(handle);
        return null;
    }

    public object? GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
    {
        Add(handle);
        return null;
    }

    public object? GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => null;

    public object? GetPrimitiveType(PrimitiveTypeCode typeCode) => null;

    public object? GetArrayType(object? elementType, ArrayShape shape) => null;

    public object? GetByReferenceType(object? elementType) => null;

    public object? GetFunctionPointerType(MethodSignature<object?> signature) => null;

    public object? GetGenericInstantiation(object? genericType, ImmutableArray<object?> typeArguments) => null;

    public object? GetGenericMethodParameter(object? genericContext, int index) => null;

    public object? GetGenericTypeParameter(object? genericContext, int index) => null;

    public object? GetModifiedType(object? modifier, object? unmodifiedType, bool isRequired) => null;

    public object? GetPinnedType(object? elementType) => null;

    public object? GetPointerType(object? elementType) => null;

    public object? GetSZArrayType(object? elementType) => null;

    private void Add(StandaloneSignature signature)
    {
        if (signature.GetKind() == StandaloneSignatureKind.LocalVariables)
        {
            signature.DecodeLocalSignature(this, null);
        }
        else
        {
            signature.DecodeMethodSignature(this, null);
        }
    }
}
