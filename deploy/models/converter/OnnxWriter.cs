using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Zhuhui.Edge.ModelConverter;

/// <summary>Builds one ONNX model, node by node, and writes it as the protocol buffer that the ONNX specification's onnx.proto3 describes
/// (IR 7, opset 13). The same calls in the same order give the same bytes. It checks nothing: what it is told, it writes.</summary>
internal sealed class OnnxWriter(string graphName)
{
    private const int IrVersion = 7;
    private const int Opset = 13;
    private const int TypeFloat = 1;
    private const int TypeInt64 = 7;

    private readonly List<byte[]> _nodes = [];
    private readonly List<byte[]> _initializers = [];
    private readonly List<byte[]> _inputs = [];
    private readonly List<byte[]> _outputs = [];

    public void Input(string name, ReadOnlySpan<int> shape) => _inputs.Add(ValueInfo(name, shape));

    public void Output(string name, ReadOnlySpan<int> shape) => _outputs.Add(ValueInfo(name, shape));

    public string Constant(string name, ReadOnlySpan<int> shape, ReadOnlySpan<float> values) =>
        Constant(name, shape, TypeFloat, MemoryMarshal.AsBytes(values));

    public string Constant(string name, ReadOnlySpan<int> shape, ReadOnlySpan<long> values) =>
        Constant(name, shape, TypeInt64, MemoryMarshal.AsBytes(values));

    /// <param name="inputs">Names of values; an empty name leaves an optional input out.</param>
    public void Node(string op, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var message = new MessageBytes();
        foreach (var input in inputs)
        {
            message.Text(1, input);
        }

        foreach (var output in outputs)
        {
            message.Text(2, output);
        }

        message.Text(3, outputs[0]);
        message.Text(4, op);
        foreach (var attribute in attributes)
        {
            message.Bytes(5, Attribute(attribute));
        }

        _nodes.Add(message.Done());
    }

    public byte[] Write()
    {
        var graph = new MessageBytes();
        graph.All(1, _nodes);
        graph.Text(2, graphName);
        graph.All(5, _initializers);
        graph.All(11, _inputs);
        graph.All(12, _outputs);

        var opset = new MessageBytes();
        opset.Text(1, "");
        opset.Number(2, Opset);

        var model = new MessageBytes();
        model.Number(1, IrVersion);
        model.Text(2, "zhuhui-edge");
        model.Bytes(7, graph.Done());
        model.Bytes(8, opset.Done());
        return model.Done();
    }

    private static byte[] Attribute(OnnxAttribute attribute)
    {
        var message = new MessageBytes();
        message.Text(1, attribute.Name);
        switch (attribute.Value)
        {
            case float number:
                message.Float(2, number);
                message.Number(20, 1);
                break;
            case long number:
                message.Number(3, number);
                message.Number(20, 2);
                break;
            case string text:
                message.Text(4, text);
                message.Number(20, 3);
                break;
            case long[] numbers:
                foreach (var number in numbers)
                {
                    message.Number(8, number);
                }

                message.Number(20, 7);
                break;
            default:
                throw new ArgumentException($"ONNX attribute {attribute.Name}: no such kind of value", nameof(attribute));
        }

        return message.Done();
    }

    private static byte[] ValueInfo(string name, ReadOnlySpan<int> shape)
    {
        var dimensions = new MessageBytes();
        foreach (var size in shape)
        {
            var dimension = new MessageBytes();
            dimension.Number(1, size);
            dimensions.Bytes(1, dimension.Done());
        }

        var tensor = new MessageBytes();
        tensor.Number(1, TypeFloat);
        tensor.Bytes(2, dimensions.Done());

        var type = new MessageBytes();
        type.Bytes(1, tensor.Done());

        var value = new MessageBytes();
        value.Text(1, name);
        value.Bytes(2, type.Done());
        return value.Done();
    }

    private string Constant(string name, ReadOnlySpan<int> shape, int elementType, ReadOnlySpan<byte> raw)
    {
        var tensor = new MessageBytes();
        foreach (var size in shape)
        {
            tensor.Number(1, size);
        }

        tensor.Number(2, elementType);
        tensor.Text(8, name);
        tensor.Bytes(9, raw);
        _initializers.Add(tensor.Done());
        return name;
    }

    /// <summary>One protocol buffer message in the making; fields appear in the order of the calls.</summary>
    private sealed class MessageBytes
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();

        public void Number(int field, long value)
        {
            Varint((ulong)field << 3);
            Varint((ulong)value);
        }

        public void Float(int field, float value)
        {
            Varint(((ulong)field << 3) | 5);
            BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(4), value);
            _bytes.Advance(4);
        }

        public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

        public void Bytes(int field, ReadOnlySpan<byte> value)
        {
            Varint(((ulong)field << 3) | 2);
            Varint((ulong)value.Length);
            _bytes.Write(value);
        }

        public void All(int field, IEnumerable<byte[]> values)
        {
            foreach (var value in values)
            {
                Bytes(field, value);
            }
        }

        public byte[] Done() => _bytes.WrittenSpan.ToArray();

        private void Varint(ulong value)
        {
            while (value >= 0x80)
            {
                _bytes.Write([(byte)(value | 0x80)]);
                value >>= 7;
            }

            _bytes.Write([(byte)value]);
        }
    }
}

/// <summary>An attribute of an ONNX node.</summary>
/// <param name="Value">A float, a long, a string or a long[].</param>
internal readonly record struct OnnxAttribute(string Name, object Value);
