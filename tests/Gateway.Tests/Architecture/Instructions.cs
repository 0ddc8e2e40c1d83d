using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Zhuhui.Edge.Gateway.Tests.Architecture;

/// <summary>The instructions of a method's body, as far as their operands name members and types.</summary>
internal static class Instructions
{
    private static readonly Dictionary<ushort, OperandType> _operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => unchecked((ushort)code.Value), code => code.OperandType);

    public static IEnumerable<EntityHandle> Tokens(byte[] body)
    {
        List<EntityHandle> tokens = [];
        for (var at = 0; at < body.Length;)
        {
            ushort code = body[at++];
            if (code == 0xFE)
            {
                code = (ushort)(0xFE00 | body[at++]);
            }

            var operand = _operands[code];
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
                or OperandType.InlineSig)
            {
                tokens.Add(MetadataTokens.EntityHandle(BitConverter.ToInt32(body, at)));
            }

            at += operand == OperandType.InlineSwitch ? 4 + (4 * BitConverter.ToInt32(body, at)) : Length(operand);
        }

        return tokens;
    }

    private static int Length(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR
            or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
            or OperandType.InlineSig => 4,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => throw new NotSupportedException($"{operand} is not read"),
    };
}
