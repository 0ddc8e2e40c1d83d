using System.Runtime.InteropServices;

namespace Zhuhui.Edge.Vision.Models;

/// <summary>Sets weights to zero that training has all but put out. Numbers near the smallest a float can hold are a hundred times slower
/// to reckon with on x86: the default embedding model has tens of thousands of them and runs seven times as fast without. Results change by
/// less than a float can show.</summary>
internal static class TinyWeights
{
    /// <summary>Far above where a product with an activation becomes a denormal number, far below anything that matters.</summary>
    private const float Least = 1e-20f;

    // Field numbers of onnx.proto: ModelProto.graph, GraphProto.initializer, TensorProto.data_type, float_data and raw_data.
    private const int Graph = 7;
    private const int Initializer = 5;
    private const int DataType = 2;
    private const int FloatData = 4;
    private const int RawData = 9;
    private const int Float = 1;

    /// <param name="model">An ONNX file's bytes, changed in place.</param>
    /// <returns>How many weights were set to zero.</returns>
    public static int Clear(Span<byte> model)
    {
        var cleared = 0;
        for (var fields = new Fields(model); fields.Next();)
        {
            if (fields.Number == Graph)
            {
                for (var inner = new Fields(fields.Bytes); inner.Next();)
                {
                    cleared += inner.Number == Initializer ? ClearTensor(inner.Bytes) : 0;
                }
            }
        }

        return cleared;
    }

    private static int ClearTensor(Span<byte> tensor)
    {
        var (isFloat, cleared) = (false, 0);
        for (var fields = new Fields(tensor); fields.Next();)
        {
            isFloat |= fields.Number == DataType && fields.Value == Float;
        }

        for (var fields = new Fields(tensor); isFloat && fields.Next();)
        {
            if (fields.Number is not (FloatData or RawData))
            {
                continue;
            }

            foreach (ref var weight in MemoryMarshal.Cast<byte, float>(fields.Bytes))
            {
                if (weight != 0 && MathF.Abs(weight) < Least)
                {
                    weight = 0;
                    cleared++;
                }
            }
        }

        return cleared;
    }

    /// <summary>Walks the fields of one protobuf message; stops where the bytes are not one.</summary>
    private ref struct Fields(Span<byte> message)
    {
        private Span<byte> _rest = message;

        public int Number { get; private set; }

        public long Value { get; private set; }

        public Span<byte> Bytes { get; private set; }

        public bool Next()
        {
            Bytes = default;
            if (_rest.IsEmpty || !TryReadNumber(out var key))
            {
                return false;
            }

            Number = (int)(key >> 3);
            var length = 0L;
            switch (key & 7)
            {
                case 0:
                    var read = TryReadNumber(out var value);
                    Value = value;
                    return read;
                case 1:
                    length = 8;
                    break;
                case 2 when TryReadNumber(out length):
                    break;
                case 5:
                    length = 4;
                    break;
                default:
                    return false;
            }

            if (length < 0 || length > _rest.Length)
            {
                return false;
            }

            Bytes = _rest[..(int)length];
            _rest = _rest[(int)length..];
            return true;
        }

        private bool TryReadNumber(out long number)
        {
            number = 0;
            for (var i = 0; i < _rest.Length && i < 10; i++)
            {
                number |= (long)(_rest[i] & 0x7f) << (7 * i);
                if (_rest[i] < 0x80)
                {
                    _rest = _rest[(i + 1)..];
                    return true;
                }
            }

            return false;
        }
    }
}
