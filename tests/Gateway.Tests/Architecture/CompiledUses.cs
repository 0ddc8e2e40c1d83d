using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Zhuhui.Edge.Gateway.Tests.Architecture;

/// <summary>One type of an assembly uses another of it; both are named with their namespace, and what is nested or made by the compiler
/// counts as its outermost type.</summary>
internal readonly record struct Use(string From, string To);

/// <summary>Which types of an assembly use which others of it, as they were compiled: in base types, interfaces, fields, signatures,
/// generic arguments, attributes and in all that the bodies call, make, catch, test and cast. What the compiler has resolved away is not
/// seen: the value of another type's constant, and nameof.</summary>
internal sealed partial class CompiledUses
{
    private readonly MetadataReader _metadata;
    private readonly PEReader _file;
    private readonly UsedTypes _used;
    private readonly HashSet<Use> _uses = [];

    private CompiledUses(PEReader file)
    {
        _file = file;
        _metadata = file.GetMetadataReader();
        _used = new UsedTypes(_metadata);
    }

    public static IReadOnlySet<Use> Of(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var reading = new CompiledUses(file);
        foreach (var type in reading._metadata.TypeDefinitions)
        {
            reading.Read(type);
        }

        return reading._uses;
    }

    private void Read(TypeDefinitionHandle handle)
    {
        _used.Begin();
        var type = _metadata.GetTypeDefinition(handle);
        _used.Add(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            _used.Add(_metadata.GetInterfaceImplementation(implemented).Interface);
        }

        Read(type.GetCustomAttributes());
        Read(type.GetGenericParameters());
        foreach (var field in type.GetFields().Select(_metadata.GetFieldDefinition))
        {
            field.DecodeSignature(_used, null);
            Read(field.GetCustomAttributes());
        }

        foreach (var property in type.GetProperties().Select(_metadata.GetPropertyDefinition))
        {
            property.DecodeSignature(_used, null);
            Read(property.GetCustomAttributes());
        }

        foreach (var happening in type.GetEvents().Select(_metadata.GetEventDefinition))
        {
            _used.Add(happening.Type);
            Read(happening.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(_metadata.GetMethodDefinition))
        {
            Read(method);
        }

        var from = Outermost(handle);
        _uses.UnionWith(_used.All.Select(Outermost).Where(to => to != from).Select(to => new Use(from, to)));
        _uses.UnionWith(_used.Named.Where(to => to != from).Select(to => new Use(from, to)));
    }

    private void Read(MethodDefinition method)
    {
        method.DecodeSignature(_used, null);
        Read(method.GetCustomAttributes());
        Read(method.GetGenericParameters());
        foreach (var parameter in method.GetParameters().Select(_metadata.GetParameter))
        {
            Read(parameter.GetCustomAttributes());
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        _used.Add(body.LocalSignature);
        foreach (var region in body.ExceptionRegions)
        {
            _used.Add(region.CatchType);
        }

        foreach (var token in Instructions.Tokens(body.GetILBytes()!))
        {
            _used.Add(token);
        }
    }

    private void Read(GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters.Select(_metadata.GetGenericParameter))
        {
            foreach (var constraint in parameter.GetConstraints())
            {
                _used.Add(_metadata.GetGenericParameterConstraint(constraint).Type);
            }
        }
    }

    /// <summary>An attribute's type, and the types that its arguments name: they stand in its bytes as text.</summary>
    private void Read(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes.Select(_metadata.GetCustomAttribute))
        {
            _used.Add(attribute.Constructor);
            foreach (Match name in TypeName().Matches(Encoding.UTF8.GetString(_metadata.GetBlobBytes(attribute.Value))))
            {
                _used.Named.Add(name.Value);
            }
        }
    }

    private string Outermost(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        while (type.IsNested)
        {
            type = _metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}".TrimStart('.');
    }

    [GeneratedRegex(@"Zhuhui\.Edge(?:\.\w+)+")]
    private static partial Regex TypeName();
}
